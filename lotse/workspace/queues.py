"""The views (Ansichten) at the left: which cases each holds, how many, and 25 of them at a time."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, IntegerField, Q, Subquery
from django.utils.timezone import localdate, localtime, make_aware
from django.utils.translation import gettext as _

from lotse.people.models import Person
from lotse.tenants.clock import now

from .keeping import for_list
from .own_views import key_of, label_of, mentioning, saved_views
from .reach import within_reach

PAGE = 25
MOST = 1000
NEWEST, DUE = "neu", "frist"


@dataclass(frozen=True)
class View:
    """One list of cases with its name."""

    key: str
    label: str
    cases: Any
    count: int = 0
    place: int = 0  # for the keys v 1 to v 9: one's own views first
    own: Any = None  # the saved view behind it

    @property
    def count_words(self):
        """The count as shown; beyond a thousand nobody counts on."""
        return f"{MOST}+" if self.count > MOST else str(self.count)


class Capped(Subquery):
    """The number of rows of a sliced query, as one column."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) capped)"
    output_field = IntegerField()


def views_for(person):
    """Return the groups of views of this person: list of (heading, views), counted in one statement."""
    groups = [(_("Meine Arbeit"), _own(person))]
    if person.team_ids:
        groups.append((_team_heading(person), _of_the_teams(person)))
    if person.has_role("support"):
        groups.append((_("Bürgerservice"), _of_the_support(person)))
    groups.append((_("Eigene Ansichten"), _saved(person)))
    return _counted(person, groups)


def _team_heading(person):
    teams = list(person.teams.select_related("department"))
    if len(teams) == 1:
        return teams[0].name
    departments = {team.department.name for team in teams}
    return departments.pop() if len(departments) == 1 else _("Meine Teams")


def _own(person):
    seen = within_reach(person)
    mine = seen.open().filter(Q(guide__in=person.acts_for_ids) | Q(assignee__in=person.acts_for_ids))
    today = localdate(now())
    return [
        View("mir", _("Mir zugewiesen"), seen.assigned_to(person)),
        View("begleite", _("Ich begleite"), seen.guided_by(person)),
        View("erwaehnungen", _("Erwähnungen"), mentioning(seen, person)),
        View("antwort", _("Wartet auf Antwort"), mine.waiting_for_citizens()),
        View(
            "wiedervorlage",
            _("Wiedervorlagen"),
            seen.open().filter(follow_up_by__in=person.acts_for_ids, follow_up_on__lte=today),
        ),
    ]


def _of_the_teams(person):
    seen, teams = within_reach(person), person.team_ids
    ours = seen.of_teams(teams)
    return [
        View("neu", _("Neu im Team"), seen.new_in(teams)),
        View("heute", _("Heute fällig"), ours.due_before(_end_of_today()).filter(due_at__gte=now())),
        View("ueberfaellig", _("Überfällig"), ours.overdue()),
        View("uebergaben", _("Übergaben an uns"), seen.offered_to(teams)),
        View("arbeit", _("In Arbeit bei uns"), seen.open().in_work_at(teams)),
        View("team", _("Alle offenen im Team"), ours.open()),
    ]


def _saved(person):
    seen = within_reach(person)
    views = saved_views(person)
    return [View(key_of(view), label_of(view, person), view.of_cases(seen, person), own=view) for view in views]


def _of_the_support(person):
    return [View("ohne", _("Ohne Zuständige"), within_reach(person).without_anyone())]


def _end_of_today():
    tomorrow = localtime(now()).date() + timedelta(days=1)
    return make_aware(datetime.combine(tomorrow, time()))


def _counted(person, groups):
    views = [view for _heading, each in groups for view in each]
    counts = {_column(view): Capped(view.cases.order_by().values("pk")[: MOST + 1]) for view in views}
    numbers = Person.objects.filter(pk=person.pk).annotate(**counts).values(*counts).get()
    first = sorted(views, key=lambda view: view.own is None)
    places = {view.key: place for place, view in enumerate(first, start=1)}
    return [
        (heading, [replace(view, count=numbers[_column(view)], place=places[view.key]) for view in each])
        for heading, each in groups
    ]


def _column(view):
    return f"n_{view.key.replace('-', '_')}"


def chosen(groups, key):
    """Return the view of this key; else the first that holds something, else the first."""
    views = [view for _heading, each in groups for view in each]
    named = next((view for view in views if view.key == key), None)
    return named or next((view for view in views if view.count), views[0])


@dataclass(frozen=True)
class Slice:
    """Up to 25 cases of a view, and where the next ones begin."""

    cases: list
    shown: int
    after: str

    @property
    def is_last(self):
        return not self.after


def cases_of(view, person, *, order=DUE, after="", shown=0):
    """Return a slice of the view, in one statement; `after` is where the slice before ended."""
    cases = for_list(view.cases, person)
    if order == NEWEST:
        cases = _newest_after(cases, after).order_by("-opened_at", "-id")
    else:
        cases = _due_after(cases, after).order_by(F("due_at").asc(nulls_last=True), "id")
    found = list(cases[: PAGE + 1])
    page = found[:PAGE]
    following = _mark(page[-1], order) if len(found) > PAGE else ""
    return Slice(page, shown + len(page), following)


def _mark(case, order):
    at = case.opened_at if order == NEWEST else case.due_at
    return f"{at.isoformat() if at else ''}_{case.pk}"


def _read_mark(after):
    at, _sign, pk = after.partition("_")
    try:
        moment, last = datetime.fromisoformat(at) if at else None, UUID(pk)
    except ValueError:
        return None
    return (moment, last) if moment is None or moment.tzinfo else None


def _due_after(cases, after):
    if not (mark := _read_mark(after)):
        return cases
    due, pk = mark
    if due is None:
        return cases.filter(due_at=None, id__gt=pk)
    return cases.filter(Q(due_at__gt=due) | Q(due_at=due, id__gt=pk) | Q(due_at=None))


def _newest_after(cases, after):
    if not (mark := _read_mark(after)) or mark[0] is None:
        return cases
    return cases.filter(Q(opened_at__lt=mark[0]) | Q(opened_at=mark[0], id__lt=mark[1]))
