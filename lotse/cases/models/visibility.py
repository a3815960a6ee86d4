"""Who sees which case, as predicates in SQL (architecture 11). Never filter in Python."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Coalesce

from lotse.catalogue.circles import GENERAL, NAMED_PERSONS_ONLY
from lotse.people.models import Person

from .sight import NOBODY, Sight, either

NEIGHBOURS = ("service", "edition", "citizen", "guide", "guide_team__department", "team__department", "closed_by")

IS_NAMED_ONLY = "{circle} = any(%(named_only)s)"
IS_GENERAL = "{circle} = %(general)s"
IS_FOR_CITIZENS = "{service_id} in (select s.id from catalogue_service s where s.audience = 'citizen')"
WORKS_ON_IT = "({guide_id} = any(%(acts)s) or {assignee_id} = any(%(acts)s))"
GUIDES_SIDE = "({guide_id} = any(%(acts)s) or {guide_team_id} = any(%(teams)s))"
_INVOLVED = "exists (select 1 from cases_involvement i where i.case_id = {id} and "
# each case at hand is asked by the index: without `offset 0` all cases of a team are gathered first, also for 25 rows
_HERE = " offset 0)"
_BY_NAME = "i.role {role} and i.until is null and i.person_id {who}"
IS_NAMED = _INVOLVED + _BY_NAME.format(role="in ('named', 'former')", who="= any(%(acts)s)") + _HERE
IS_NAMED_NOW = _INVOLVED + _BY_NAME.format(role="= 'named'", who="= any(%(acts)s)") + _HERE
# the few cases about this person are looked up once for a statement, not once for each case at hand
IS_BARRED = (
    "{id} = any(array(select i.case_id from cases_involvement i where i.role = 'barred' and i.person_id = %(me)s))"
)
TEAM_IS_INVOLVED = _INVOLVED + "i.team_id = any(%(teams)s)" + _HERE
IS_AT_WORK = _INVOLVED + (
    "i.until is null and (i.team_id = any(%(teams)s) or i.role = 'named' and i.person_id = any(%(acts)s))" + _HERE
)
WAS_HANDED_IT = "exists (select 1 from cases_leg l where l.case_id = {id} and l.team_id = any(%(teams)s) offset 0)"


def _by_them(team):
    """Somebody in this team, whom one stands in for, has the part that gives the sight."""
    part = _INVOLVED + _BY_NAME.format(role="in ('named', 'former')", who="= m.person_id")
    theirs = f"m.team_id = {team} and m.person_id = any(%(acts)s) and (m.person_id = {{assignee_id}} or {part}))"
    return f"exists (select 1 from people_membership m where {theirs})"  # noqa: S608 - our own rules


# whoever only stands in for somebody reads what that person's teams decide or were handed
_BY_THEMSELVES = _INVOLVED + _BY_NAME.format(role="in ('named', 'former')", who="= %(me)s") + _HERE
_ONLY_STANDS_IN = (
    f"not ({IS_NAMED_ONLY} and {_BY_THEMSELVES}"
    f" or not {IS_NAMED_ONLY} and ({{assignee_id}} = %(me)s or {TEAM_IS_INVOLVED}))"
)
THEY_DECIDE = f"{_ONLY_STANDS_IN} and {_by_them('{team_id}')}"
_LEG_OF_THEIRS = f"select 1 from cases_leg l where l.case_id = {{id}} and {_by_them('l.team_id')} offset 0"  # noqa: S608
THEY_WERE_HANDED_IT = f"{_ONLY_STANDS_IN} and exists ({_LEG_OF_THEIRS})"


def surface_of(person):
    """Return the rule by which this person sees a case at all (see `CaseQuerySet.visible_to`)."""
    if not person.is_authenticated or person.kind != Person.Kind.STAFF or not person.is_active:
        return NOBODY
    near = [WORKS_ON_IT, *([IS_FOR_CITIZENS] if person.has_role("support") else [])]  # the cheapest question first
    near += [TEAM_IS_INVOLVED] if person.team_ids else []
    return f"({either(f'not {IS_NAMED_ONLY} and {either(*near)}', IS_NAMED)} and not {IS_BARRED})"


def content_of(person):
    """Return the rule by which this person reads a case (see `CaseQuerySet.readable_by`)."""
    close = f"{IS_GENERAL} and {either(WORKS_ON_IT, GUIDES_SIDE)}"
    team = f"not {IS_NAMED_ONLY} and {TEAM_IS_INVOLVED}"
    return f"({surface_of(person)} and {either(close, IS_NAMED, team)})"


def whole_of(person):
    """Return the rule by which nothing of a case is held back (see `CaseQuerySet.wholly_read_by`)."""
    guides = f"{GUIDES_SIDE} and not {IS_NAMED_ONLY}"
    stands_in = len(person.acts_for_ids) > 1
    decides = either("{team_id} = any(%(teams)s)", *([THEY_DECIDE] if stands_in else []))
    handed = either(WAS_HANDED_IT, *([THEY_WERE_HANDED_IT] if stands_in else []))
    has_left = either(f"not {IS_AT_WORK} and {TEAM_IS_INVOLVED}", f"{IS_NAMED_ONLY} and not {IS_NAMED_NOW}")
    received = f"{either(f'not {IS_GENERAL} and {decides}', f'not {handed}')} and not {has_left}"
    return f"({content_of(person)} and {either(guides, received)})"


def said_by(person, **more):
    """Return the values that rules name: this person's ids, the circles, and `more`."""
    said = {"me": person.pk, "acts": list(person.acts_for_ids), "teams": list(person.team_ids)}
    return said | {"general": GENERAL, "named_only": list(NAMED_PERSONS_ONLY)} | more


def sight(rule, person, **more):
    """Return a predicate over cases: this rule, for this person; `more` are values the rule names beside theirs."""
    return Sight(rule, {} if rule == NOBODY else said_by(person, **more))


def task_sight(rule, person, **more):
    """Return the same over tasks, whose rule also names `{task.column}`."""
    return Sight(rule, said_by(person, **more), of_tasks=True)


def _known(predicate):
    """What SQL does not know is no."""
    return Coalesce(predicate, Value(False))


class CaseQuerySet(models.QuerySet):
    """Reading cases; every list begins with `visible_to`, every content with `readable_by`."""

    def _having(self, children, **what):
        """A child of the case, reached by its related name: a parent imports no child (house rule 1)."""
        noun: Any = self.model._meta.get_field(children).related_model
        return Exists(noun.objects.filter(case=OuterRef("pk"), **what))

    def visible_to(self, person):
        """Cases whose surface (number, service, status, guide, team, date) this person may see.

        The citizen service sees the surface of every citizen case but the confidential ones;
        others see what they guide, do, or were given. Whoever is complained about sees nothing.
        """
        return self.filter(sight(surface_of(person), person))

    def readable_by(self, person):
        """Cases whose content this person may read: facts, timeline, files.

        General circle: guide, assignee, the guide's team, the responsible team and teams with a leg.
        Walled circles: the responsible team and teams with a leg. Confidential ones: named persons.
        """
        return self.filter(sight(content_of(person), person))

    def saying_what_is_readable_by(self, person):
        """The same cases, each with `is_readable`: whether its content may be read."""
        return self.annotate(is_readable=_known(sight(content_of(person), person)))

    def wholly_read_by(self, person):
        """Cases of which nothing is held back from this person: what `reading` says of one case, in SQL.

        Words are searched in these alone. Elsewhere a hit would tell what was not packed for the team.
        """
        return self.filter(sight(whole_of(person), person))

    def saying_what_opens_with_a_reason(self, person):
        """The same cases, each with `is_openable`: the citizen service may name a reason, which is logged (11 a)."""
        rule = f"({surface_of(person)} and {IS_GENERAL})" if person.has_role("support") else NOBODY
        return self.annotate(is_openable=_known(sight(rule, person)))

    def open(self):
        return self.filter(closed_at=None)

    def assigned_to(self, person):
        return self.open().filter(assignee=person)

    def locked(self):
        """The row held until the end of the transaction; only its id travels."""
        return self.select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True)

    def with_neighbours(self, *known):
        """All a verb asks of the rows around the case, in one statement; `known` ones are at hand already."""
        return self.select_related(*(name for name in NEIGHBOURS if name not in known))

    def for_list(self):
        """Everything a row of a list shows, in one statement."""
        return self.select_related("service", "guide", "assignee", "team", "citizen", "department")
