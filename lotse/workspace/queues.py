"""The views (Ansichten) at the left: which cases each holds, how many, and 25 of them at a time."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.timezone import localdate, localtime, make_aware
from django.utils.translation import gettext as _

from lotse.cases.models import waiting
from lotse.cases.models.kept import kept
from lotse.cases.models.sight import counted
from lotse.cases.models.visibility import content_of, said_by, sight, surface_of, whole_of
from lotse.tenants.clock import now
from lotse.ui.shown import Shown

from .keeping import for_list
from .own_views import MENTIONED, key_of, label_of, saved_views
from .reach import within_reach

PAGE = 25
MOST = 200
NEWEST, DUE = "neu", "frist"


@dataclass(frozen=True)
class View(Shown):
    """One list of cases with its name, and the rule by which a case stands in it."""

    key: str
    label: str
    rule: str
    count: int = 0
    place: int = 0  # for the keys v 1 to v 9: one's own views first
    own: Any = None  # the saved view behind it
    of_tasks: Any = None  # a list of tasks: the rule by which the person reads their cases

    @property
    def is_of_tasks(self):
        """Whether tasks stand in it: these have a page of their own."""
        return self.of_tasks is not None

    @property
    def count_words(self):
        """The count as shown; beyond two hundred nobody counts on."""
        return f"{MOST}+" if self.count > MOST else str(self.count)


def views_for(person):
    """Return the groups of views of this person: list of (heading, views), counted in one statement."""
    tasks = View("aufgaben", _("Meine Aufgaben"), waiting.MY_TASKS, of_tasks=content_of)
    groups = [(_("Meine Arbeit"), [*_own(person), tasks])]
    if person.team_ids:
        groups.append((_team_heading(person), _of_the_teams(person)))
    if person.has_role("support"):
        groups.append((_("Bürgerservice"), _of_the_support()))
    groups.append((_("Eigene Ansichten"), _saved(person)))
    return _counted(person, groups)


def internal_views(person):
    """Return the two lists of internal requests, counted: what is asked of the own teams, and what they asked for."""
    of_us = View("bekommen", _("An uns gestellt"), waiting.ASKED_OF_TEAM)
    by_us = View("gestellt", _("Von uns gestellt"), waiting.ASKED_BY_TEAM)
    return _counted(person, [("", [of_us, by_us])])[0][1]


def task_views(person):
    """Return the lists of tasks, counted: one's own, those of all who carry a case, those one stands in for."""
    views = [View("mir", _("Für mich"), waiting.MY_TASKS, of_tasks=content_of)]
    views.append(View("alle", _("Für alle im Team"), waiting.TASKS_OF_TEAM, of_tasks=whole_of))
    if len(person.acts_for_ids) > 1:
        views.append(View("vertretung", _("In Vertretung"), waiting.TASKS_STOOD_IN, of_tasks=content_of))
    return _counted(person, [("", views)])[0][1]


def _team_heading(person):
    places = person.places_in_teams
    if len(places) == 1:
        return places[0].team
    departments = {place.department for place in places}
    return departments.pop() if len(departments) == 1 else _("Meine Teams")


def _own(person):
    stands_in = [View("vertretung", _("In Vertretung"), waiting.STOOD_IN)] if len(person.acts_for_ids) > 1 else []
    return [
        View("mir", _("Mir zugewiesen"), waiting.ASSIGNED),
        View("begleite", _("Ich begleite"), waiting.GUIDED),
        View("erwaehnungen", _("Erwähnungen"), MENTIONED),
        View("antwort", _("Wartet auf Antwort"), waiting.ASKED_BY_US),
        View("wiedervorlage", _("Wiedervorlagen"), waiting.FOLLOWED_UP),
        *stands_in,
    ]


def _of_the_teams(person):
    absent = [View("abwesend", _("Von Abwesenden"), waiting.OF_ABSENT)] if person.led_team_ids else []
    return [
        View("neu", _("Neu im Team"), waiting.NEW),
        View("heute", _("Heute fällig"), waiting.DUE_TODAY),
        View("ueberfaellig", _("Überfällig"), waiting.OVERDUE),
        View("uebergaben", _("Übergaben an uns"), waiting.OFFERED),
        View("arbeit", _("In Arbeit bei uns"), waiting.IN_WORK),
        View("team", _("Alle offenen im Team"), waiting.OF_TEAM),
        *absent,
    ]


def _saved(person):
    return [View(key_of(view), label_of(view, person), view.rule, own=view) for view in saved_views(person)]


def _of_the_support():
    return [View("ohne", _("Ohne Zuständige"), waiting.NOBODYS)]


def beside(person):
    """What the rules name beside ids, circles and now: the teams one leads, today, midnight and a week from now."""
    at = now()
    tomorrow = localtime(at).date() + timedelta(days=1)
    midnight = make_aware(datetime.combine(tomorrow, time()))
    days = {"today": localdate(at), "midnight": midnight, "in_a_week": at + timedelta(days=7)}
    return days | {"led": list(person.led_team_ids)}


def _counted(person, groups):
    views = [view for _heading, each in groups for view in each]
    seen = {see: see(person) for see in {surface_of, *(view.of_tasks for view in views if view.of_tasks)}}
    rules = {view.key: f"({view.rule}) and {seen[view.of_tasks or surface_of]}" for view in views}
    said = said_by(person, now=now(), **beside(person), **_said(views))
    numbers = counted(rules, said, MOST + 1, of_tasks={view.key for view in views if view.is_of_tasks})
    first = sorted(views, key=lambda view: (view.own is None, view.is_of_tasks))
    places = {view.key: place for place, view in enumerate(first, start=1)}
    return [
        (heading, [replace(view, count=numbers[view.key], place=places[view.key]) for view in each])
        for heading, each in groups
    ]


def _said(views):
    """The values that the rules of saved views name."""
    return {name: value for view in views if view.own for name, value in view.own.said.items()}


def of_cases(groups):
    """Return the groups without what is no list of cases: it has a page of its own."""
    return [(heading, [view for view in views if not view.is_of_tasks]) for heading, views in groups]


def chosen(groups, key):
    """Return the view of this key; else the first that holds something, else the first."""
    views = [view for _heading, each in groups for view in each]
    named = next((view for view in views if view.key == key), None)
    return named or next((view for view in views if view.count), views[0])


@dataclass(frozen=True)
class Slice(Shown):
    """Up to 25 cases of a view, and where the next ones begin."""

    cases: list
    shown: int
    after: str

    @property
    def is_last(self):
        return not self.after


def cases_of(view, person, *, order=DUE, after="", shown=0):
    """Return a slice of the view, in one statement; `after` is where the slice before ended."""

    def asked(person, **more):
        cases = within_reach(person).filter(sight(view.rule, person, now=now(), **more, **_said([view])))
        if order == NEWEST:
            cases = _newest_after(cases, after).order_by("-opened_at", "-id")
        else:
            cases = due_first(cases, after)
        return for_list(cases, person)[: PAGE + 1]

    is_plain = not after and view.own is None  # asked most; what one saved or where one went on is put together anew
    more = beside(person)
    key = ("slice", view.rule, order, PAGE)
    found = kept(key, asked, person, **more) if is_plain else list(asked(person, **more))
    page = found[:PAGE]
    following = mark_of(page[-1], order) if len(found) > PAGE else ""
    return Slice(page, shown + len(page), following)


def due_first(cases, after=""):
    """Return the cases in the order of what is due, from where the mark `after` says on."""
    return _due_after(cases, after).order_by(F("due_at").asc(nulls_last=True), "id")


def mark_of(case, order=DUE):
    """Return the mark of this case: where a list in this order goes on after it."""
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
