"""Tasks as one's own list shows them: due first, with the case they belong to."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from lotse.cases.models import Task
from lotse.tenants.clock import now

from .queues import PAGE, beside
from .wording import day_words

NEAR = ("case__service", "entry__content", "to")


@dataclass(frozen=True)
class Slice:
    """Up to 25 tasks of a list, and where the next ones begin."""

    tasks: list
    after: str


def tasks_of(view, person, *, after=""):
    """Return a slice of the list, in one statement; `after` is where the slice before ended."""
    rule = f"({view.rule}) and {view.of_tasks(person)}"
    waiting = Task.objects.waiting(rule, person, now=now(), **beside(person)).select_related(*NEAR)
    found = list(_after(waiting, after).order_by(F("due_on").asc(nulls_last=True), "id")[: PAGE + 1])
    page = found[:PAGE]
    return Slice(page, _mark(page[-1]) if len(found) > PAGE else "")


def rows_of_tasks(tasks):
    """Return each task with how near its day is and who does it, as the list shows them."""
    return [(task, *day_words(task.due_on), str(task.to or _("alle im Team"))) for task in tasks]


def _mark(task):
    return f"{task.due_on or ''}_{task.pk}"


def _after(tasks, mark):
    day, _sign, pk = mark.partition("_")
    try:
        due, last = date.fromisoformat(day) if day else None, UUID(pk)
    except ValueError:
        return tasks
    if due is None:
        return tasks.filter(due_on=None, id__gt=last)
    return tasks.filter(Q(due_on__gt=due) | Q(due_on=due, id__gt=last) | Q(due_on=None))
