"""Cases and services by a word, a name or a number: first which, by their ids alone, then what a list shows of them."""

from django.db import connection

from lotse.cases.models.kept import kept
from lotse.cases.models.sight import either, gathered, newest_among
from lotse.cases.models.visibility import said_by, surface_of, whole_of
from lotse.catalogue.models import Service
from lotse.search.models import Asked, joined, subjects

from .keeping import for_list
from .reach import within_reach

MOST = 20
NONE = "{}"
LATELY = 300  # of a common word the hits told last come first; the others only when these do not give enough to read
HAS_NUMBER = "right({number}, length(%(number)s)) = %(number)s"
OF_PERSONS = "select id from cases_case where citizen_id in (select id from people_person where {})"
BY_NAME = OF_PERSONS.format("upper(name) like upper(%s)")
BY_ADDRESS = OF_PERSONS.format("lower(email) = %s")
BY_REFERENCE = "select id from cases_case where upper(reference) = upper(%s) and reference <> ''"
BY_TITLE = "select id from catalogue_service where upper(title) like upper(%s)"
BY_NUMBER = "select id from cases_case where number like %s"


def cases_found(person, q):
    """Return the newest cases that fit, one more than are shown.

    By number as far as this person sees them; by citizen, word or reference (Aktenzeichen) if they read all of it.
    """
    hits, values = _hits(q)
    ids, is_all = gathered(hits, values, LATELY)
    found = _read_by(person, q, ids)
    return found if is_all or len(found) > MOST else _read_by(person, q, gathered(hits, values)[0])


def services_found(q):
    """Return up to eight services that fit; where none does, which is usual, nothing more is asked."""
    by_title = BY_TITLE, [f"{_ending(q)}%"]
    ids, _is_all = gathered(*joined("union", [subjects("service", q), by_title]))
    return list(Service.objects.running().filter(pk__in=ids.strip(NONE).split(","))[:8]) if ids != NONE else []


def _ending(q):
    return f"%{connection.ops.prep_for_like_query(q)}"


def _hits(q) -> Asked:
    part = _ending(q)
    asked = [subjects("case", q), (BY_NAME, [f"{part}%"]), (BY_REFERENCE, [q])]
    if "@" in q:
        asked.append((BY_ADDRESS, [q.lower()]))
    if q[-1:].isdigit():
        asked.append((BY_NUMBER, [part]))
    return joined("union", asked)


def _read_by(person, q, ids):
    if ids == NONE:
        return []

    def asked(person, **told):
        number = f"{HAS_NUMBER} and {surface_of(person)}"
        rule = either(whole_of(person), number) if "number" in told else whole_of(person)
        cases = within_reach(person).filter(newest_among(rule, said_by(person, **told), MOST + 1))
        return for_list(cases, person).order_by("-opened_at", "-id")

    told = {"ids": ids} | ({"number": q} if q[-1:].isdigit() else {})
    return kept(("found", *told), asked, person, **told)
