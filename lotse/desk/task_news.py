"""What people hear by mail of tasks that are theirs: new for them, due today, overdue. Each once, and nobody's words.

A task for all who carry the case is the assignee's to hear of, else the guide's. Whoever set a task for themselves
is not told that it is new.
"""

from datetime import time

from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lotse.cases.models import Case, Task
from lotse.tenants.clock import now

MOST = 50
MORNING = time(6)  # nobody is reminded of a day at midnight
Told = Task.Told


def take_news_of(person) -> list[Task]:
    """Return what this person has not been told yet; each task says in `told` what is new about it, and keeps it."""
    at = localtime(now())
    tasks = list(_untold(person, at.date(), is_morning=at.time() >= MORNING)[:MOST])
    for task in tasks:
        task.told = _stage(task, at.date())
    Task.objects.bulk_update(tasks, ["told"])
    return tasks


def _untold(person, today, *, is_morning):
    for_all = Q(to=None, case__assignee=person) | Q(to=None, case__assignee=None, case__guide=person)
    hears_anyway = Q(case__guide=person) | Q(case__assignee=person) | Q(entry__by=person)
    news = Q(to=person, told=Told.NOTHING) & ~hears_anyway
    if is_morning:
        due = Q(due_on=today, told__lt=Told.DUE) | Q(due_on__lt=today, told__lt=Told.OVERDUE)
        news |= due & (Q(to=person) | for_all)
    mine = Task.objects.to_do().filter(news, case__in=Case.objects.readable_by(person))
    return mine.select_related("case").order_by("due_on", "id")


def _stage(task, today):
    if task.due_on is None or task.due_on > today:
        return Told.NEW
    return Told.DUE if task.due_on == today else Told.OVERDUE


def subject_of(task):
    """Say what is the matter with the task, without a word of it."""
    said = {
        Told.NEW: _("Neue Aufgabe für Sie in %(number)s"),
        Told.DUE: _("Eine Aufgabe ist heute fällig in %(number)s"),
        Told.OVERDUE: _("Eine Aufgabe ist überfällig in %(number)s"),
    }
    return said[task.told] % {"number": task.case.number}
