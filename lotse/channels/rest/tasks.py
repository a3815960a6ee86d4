"""What is to be done in a case: tasks set, done, no longer needed."""

from datetime import date
from typing import Literal
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema

from lotse.cases.models import Case, Task
from lotse.cases.reading import reading
from lotse.cases.tasking import set_task
from lotse.people.models import Person

from .deeds import deed
from .finding import case_worked_on_by
from .shapes import Moment, Someone, someone
from .words import Said, Sent, Slug, UntilDay, Words, refuse

router = Router(tags=["Aufgaben"])
NEAR = ("entry__content", "to")


class NewTask(Sent):
    text: Said
    to: Slug | None = None
    due: UntilDay | None = None
    required: bool = False


class TaskOut(Schema):
    id: str
    text: str
    to: Someone | None
    due: date | None
    required: bool
    state: Literal["open", "done", "dropped"]
    ended_at: Moment | None


class TasksOut(Schema):
    items: list[TaskOut]


class End(Sent):
    state: Literal["done", "dropped"]
    reason: Words = ""


@router.get("/cases/{number}/tasks", response=TasksOut, summary="Die Aufgaben eines Anliegens")
def listed(request, number: str):
    """Alle, wenn Sie das Anliegen ganz lesen; sonst Ihre eigenen."""
    person = request.auth.person
    tasks = _reaching(case_worked_on_by(person, number), person)
    return {"items": [_shown(task) for task in tasks.select_related(*NEAR).order_by("pk")]}


@router.post("/cases/{number}/tasks", response={201: TaskOut}, summary="Eine Aufgabe anlegen")
@deed(201)
def new(request, number: str, told: NewTask):
    """`to` ist ein Anmeldename. `required` hält das Anliegen offen, bis sie erledigt ist."""
    case = case_worked_on_by(request.auth.person, number)
    to = Person.objects.filter(login=told.to, is_active=True, kind=Person.Kind.STAFF).first() if told.to else None
    if told.to and to is None:
        refuse("to", "Diese Person gibt es nicht.")
    task = set_task(case, told.text, by=request.auth.person, to=to, due_on=told.due, is_required=told.required)
    return _anew(task)


@router.patch("/tasks/{id}", response={200: TaskOut}, summary="Eine Aufgabe beenden")
@deed(200)
def end(request, id: str, told: End):
    """`done` heißt erledigt, `dropped` nicht mehr nötig; dann mit `reason`."""
    person = request.auth.person
    task = _task_seen_by(person, id)
    if told.state == "done":
        task.finish(by=person)
    else:
        task.drop(told.reason, by=person)
    return _anew(task)


def _reaching(case, person):
    """Tasks of its own, not items of a checklist, as far as they reach this person."""
    tasks = case.tasks.filter(item="")
    return tasks if reading(case, person).is_whole else tasks.filter(to__in=person.acts_for_ids)


def _task_seen_by(person, id):
    if not person.is_staff_member:
        raise Http404
    try:
        tasks = Task.objects.filter(pk=UUID(id), item="", case__in=Case.objects.readable_by(person))
    except ValueError:
        raise Http404
    task = tasks.select_related("case", *NEAR).first()
    if task is None or not _reaching(task.case, person).filter(pk=task.pk).exists():
        raise Http404
    return task


def _anew(task):
    return _shown(Task.objects.select_related(*NEAR).get(pk=task.pk))


def _shown(task):
    return TaskOut(
        id=str(task.pk), text=task.text, to=someone(task.to), due=task.due_on, required=task.is_required,
        state="done" if task.done_at else "dropped" if task.dropped_at else "open",
        ended_at=task.done_at or task.dropped_at,
    )  # fmt: skip
