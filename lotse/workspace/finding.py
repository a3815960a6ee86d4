"""Cases by a word, a name or a number: first which, by their ids alone, then their rows with all a list shows."""

from django.db.models.functions import Lower

from lotse.cases.models import Case
from lotse.cases.models.kept import kept
from lotse.cases.models.sight import either, newest
from lotse.cases.models.visibility import said_by, sight, surface_of, whole_of
from lotse.people.models import Person
from lotse.search.models import subjects

from .keeping import for_list
from .reach import within_reach

MOST = 20
HAS_NUMBER = "right({number}, length(%(number)s)) = %(number)s"


def cases_found(person, q):
    """Return the newest cases that fit, one more than are shown.

    By number as far as this person sees them; by citizen, word or reference (Aktenzeichen) if they read all of it.
    """
    elsewhere = Case.objects.filter(reference__iexact=q).exclude(reference="").order_by().values("pk")
    hits, rule = subjects("case", q).union(*_of_citizens(q), elsewhere), whole_of(person)
    if q[-1:].isdigit():
        hits = hits.union(Case.objects.filter(number__endswith=q).order_by().values("pk"))
        rule = either(rule, f"{HAS_NUMBER} and {surface_of(person)}")
    found = newest(hits, rule, said_by(person, number=q), MOST + 1)
    return kept(("found",), _among, person, found=found) if found else []


def _among(person, found):
    cases = within_reach(person).filter(sight("{id} = any(%(found)s)", person, found=found))
    return for_list(cases, person).order_by("-opened_at", "-id")


def _of_citizens(q):
    named = [Person.objects.filter(name__icontains=q)]
    if "@" in q:
        named.append(Person.objects.annotate(plain=Lower("email")).filter(plain=q.lower()))
    return [Case.objects.filter(citizen__in=persons.values("pk")).order_by().values("pk") for persons in named]
