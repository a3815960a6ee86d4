"""What is to be done in a case before it is done: tasks, and the checklists of the service's steps.

A checklist stands in the edition, so it is the same for every case of it; a step whose condition is not met asks
nothing. An item that an internal request does cannot be ticked by hand: that request says whether it is done.
"""

from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lotse.processes import Item, Step
from lotse.questionnaires.conditions import holds
from lotse.tenants.clock import now

from .models import Case, Task
from .refusals import AlreadyClosed, NotAllowed, UnknownValue
from .verb import verb


@verb
def set_task(case: Case, text: str, *, by, to=None, due_on=None, is_required=False) -> Task:
    """Write down what is to be done, by whom and until when; a required task keeps the case from closing.

    Raises AlreadyClosed, NotAllowed, UnknownValue.
    """
    if not case.is_open:
        raise AlreadyClosed(case)
    case.must_be_carried_by(by)
    if not text.strip():
        raise UnknownValue(_("Schreiben Sie, was zu tun ist."), field="text")
    if due_on is not None and due_on < localdate(now()):
        raise UnknownValue(_("Der Tag liegt in der Vergangenheit. Wählen Sie einen späteren."), field="due")
    if to is not None and not Case.objects.readable_by(to).filter(pk=case.pk).exists():
        raise NotAllowed(_("%(person)s arbeitet nicht an diesem Anliegen.") % {"person": to}, field="to")
    told = {"to": str(to.pk) if to else "", "on": due_on.isoformat() if due_on else "", "required": is_required}
    entry = case.record("task_set", by=by, data=told, content={"text": text})
    case.begin_work()
    return Task.objects.create(case=case, entry=entry, to=to, due_on=due_on, is_required=is_required)


@verb
def tick(case: Case, step: str, item: str, *, by, is_done=True):
    """Tick an item of a checklist, or take the tick back. Raises AlreadyClosed, NotAllowed, UnknownValue."""
    if not case.is_open:
        raise AlreadyClosed(case)
    case.must_be_carried_by(by)
    named = item_of(case, step, item)
    row = case.tasks.filter(step=step, item=item).first()
    if row and row.child:
        raise NotAllowed(_("Diesen Punkt erledigt der Auftrag %(number)s.") % {"number": row.child.number})
    if is_done == bool(row and row.done_at):
        return None  # a second press
    entry = case.record("item_done" if is_done else "item_open", by=by, data={"step": step, "item": item})
    done = {"done_at": entry.at, "done_by": by} if is_done else {"done_at": None, "done_by": None}
    Task.objects.update_or_create(case=case, step=step, item=item, defaults=done | {"is_required": named.required})
    return entry


def item_of(case, step, item) -> Item:
    """Return the item of the edition's checklist; raises UnknownValue."""
    found = (each for at in case.edition.process.steps if at.key == step for each in at.checklist if each.key == item)
    named = next(found, None)
    if named is None:
        raise UnknownValue(_("Diesen Punkt gibt es auf der Checkliste nicht."))
    return named


@dataclass(frozen=True)
class Line:
    """One item of a checklist as it stands now; `child` is the number of the request that does it."""

    step: Step
    item: Item
    is_done: bool
    child: str = ""


def checklists_of(case, answers, rows) -> list[Line]:
    """Return every item that is asked of this case.

    `answers` are its facts by key; `rows` (step, item) -> {"is_done", "child"} what is known of items.
    """
    asked = [step for step in case.edition.process.steps if step.checklist]
    met = [step for step in asked if not step.condition or holds(step.condition, answers)]
    return [Line(step, item, **rows.get((step.key, item.key), {"is_done": False}))
            for step in met for item in step.checklist]  # fmt: skip


def tasks_missing(case, *, has_rows=True) -> list[dict]:
    """What of tasks and checklists must be done before the case can close, as `what_is_missing` lists it.

    `has_rows` False spares asking for tasks of which it is known that there are none.
    """
    rows = list(case.tasks.select_related("entry__content", "child")) if has_rows else []
    wanted = [row for row in rows if not row.item and row.is_required and not (row.done_at or row.dropped_at)]
    missing = [{"kind": "task", "id": str(row.pk), "text": _("Aufgabe: %(text)s") % {"text": row.text[:80]}}
               for row in wanted]  # fmt: skip
    if not any(step.checklist for step in case.edition.process.steps):
        return missing
    known = {(row.step, row.item): {"is_done": _is_done(row)} for row in rows if row.item}
    answers = dict(case.facts.values_list("key", "value"))
    for line in checklists_of(case, answers, known):
        if line.item.required and not line.is_done:
            place = f"{line.step.key}-{line.item.key}"
            missing.append({"kind": "item", "id": place, "text": _("Checkliste: %(text)s") % {"text": line.item.text}})
    return missing


def _is_done(row):
    return bool(row.done_at) or (row.child is not None and not row.child.is_open)
