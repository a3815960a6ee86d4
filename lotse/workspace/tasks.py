"""Tasks and checklists as the page of a case shows them."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext as _

from lotse.cases.models import Task
from lotse.cases.tasking import checklists_of
from lotse.ui.templatetags.german import tiny_day


def task_columns():
    """A case's tasks and ticked items as a column of the one statement of its page."""
    tasks = Task.objects.filter(case=OuterRef("pk")).order_by("pk")
    columns = {
        "id": Cast("pk", CharField()),
        "to": Cast("to", CharField()),
        "to_name": "to__name",
        "text": "entry__content__body__text",
        "child": "child__number",
        "child_closed_at": "child__closed_at",
    }
    same = ("step", "item", "due_on", "is_required", "done_at", "dropped_at")
    return {"task_rows": ArraySubquery(tasks.values(row=JSONObject(**columns, **{name: name for name in same})))}


def tasks_of(case, told, person):
    """The tasks of this case as rows: all for whoever reads it whole, else one's own."""
    reads_all, mine = told is None or told.is_whole, {str(pk) for pk in person.acts_for_ids}
    rows = [row for row in case.task_rows if not row["item"] and (reads_all or row["to"] in mine)]
    return [_row(row, case, row["to"] in mine or case.is_carried_by(person)) for row in rows]


def _row(row, case, may_end):
    is_open = not (row["done_at"] or row["dropped_at"])
    words, kind = (_("erledigt"), "ok") if row["done_at"] else (_("nicht mehr nötig"), "")
    state = {"state_words": _("offen"), "state_kind": "warn"} if is_open else {"state_words": words, "state_kind": kind}
    due = tiny_day(date.fromisoformat(row["due_on"])) if row["due_on"] and is_open else ""
    return row | state | {"due": due, "may_end": may_end and is_open and case.is_open}


def checklist_of(case, told, facts):
    """The items the service's steps ask of this case, for whoever reads it whole."""
    if told is not None and not told.is_whole:
        return []
    known = {
        (row["step"], row["item"]): {
            "is_done": bool(row["done_at"] or row["child_closed_at"]), "child": row["child"] or "",
        }
        for row in case.task_rows if row["item"]
    }  # fmt: skip
    return checklists_of(case, {fact.key: fact.value for fact in facts}, known)
