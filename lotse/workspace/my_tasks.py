"""Tasks as one's own list shows them: due first, with the case they belong to; and checklists of one's own cases."""

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from lotse.cases.models import Case, Task
from lotse.tenants.clock import now

from .queues import PAGE, beside, due_first, mark_of
from .tasks import checklist_of, task_columns
from .wording import day_words, due_words

NEAR = ("case__service", "entry__content", "to")
HAS_CHECKLIST: dict[str, Any] = {"edition__content__steps__contains": [{"checklist": [{}]}]}


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


def checklists_of(person, *, after=""):
    """Return what is still to be ticked in the cases this person does, or guides while nobody does them.

    A page of them, due first: each case with its open items and how near it is due; and where the next page begins.
    """
    mine = Q(assignee=person) | Q(assignee=None, guide=person)
    cases = Case.objects.wholly_read_by(person).open().filter(mine, **HAS_CHECKLIST)
    cases = cases.select_related("edition").prefetch_related("facts").annotate(**task_columns())
    found = list(islice(_with_open_items(due_first(cases, after)), PAGE + 1))
    page = found[:PAGE]
    return page, mark_of(page[-1][0]) if len(found) > PAGE else ""


def _with_open_items(cases):
    """Yield those of one's cases that have open items: which are asked, the answers say, not the database."""
    for case in cases.iterator(chunk_size=4 * PAGE):
        open_items = [line for line in checklist_of(case, None, case.facts.all()) if not line.is_done]
        if open_items:
            yield case, *due_words(case.due_at), open_items


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
