"""Internal requests as the pages show them: beside a case and in their lists."""

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.utils.translation import gettext as _

from lotse.cases.models import Case, Entry, InternalRequest
from lotse.cases.models.visibility import sight, surface_of

from .wording import due_words

STATE_KINDS = {"asked": "warn", "accepted": "info", "short": "bad", "reserved": "info", "returned": "bad"}


def request_columns(person):
    """A case's internal requests, and whether it is one itself, as columns of the one statement of its page."""
    seen = Coalesce(sight(surface_of(person), person), Value(False))
    children = Case.objects.filter(parent=OuterRef("pk"), internal__isnull=False).order_by("opened_at")
    shown = JSONObject(
        id=Cast("internal__pk", CharField()), number="number", service="service__title", team="team__name",
        team_slug="team__slug", from_team=Cast("internal__from_team", CharField()), state="internal__state",
        closed_at="closed_at", is_required="internal__is_required", due_at="due_at", is_seen="is_seen",
        returned_for="internal__returned_for", status="status",
    )  # fmt: skip
    own = InternalRequest.objects.filter(case=OuterRef("pk"))
    why = Entry.objects.filter(case=OuterRef("case"), kind="request_returned").order_by("-seq")
    asked = JSONObject(
        id=Cast("pk", CharField()), state="state", status="case__status", from_team="from_team__name",
        asked_by="asked_by__name",
        missing_minutes="missing_minutes", reserved_minutes="reserved_minutes",
        asked_by_id=Cast("asked_by", CharField()), from_team_id=Cast("from_team", CharField()),
        estimated_minutes="estimated_minutes",
        because=Subquery(why.values("content__body__text")[:1]),
    )  # fmt: skip
    parent = Case.objects.visible_to(person).filter(pk=OuterRef("parent"))
    return {
        "request_rows": ArraySubquery(children.annotate(is_seen=seen).values(row=shown)),
        "own_request": Subquery(own.values(row=asked)),
        "parent_number": Subquery(parent.values("number")),
    }


def requests_of(case, told, person):
    """The requests of this case as rows: all for whoever reads it whole, else those of the own teams."""
    teams = {str(pk) for pk in person.team_ids}
    rows = case.request_rows if told is None or told.is_whole else [
        row for row in case.request_rows if row["from_team"] in teams
    ]  # fmt: skip
    return [_row(row) for row in rows]


def _row(row):
    if row["closed_at"]:
        done = {"state_words": _("abgeschlossen"), "state_kind": "ok"}
        return row | _taken_back_or(row, done) | {"due": "", "due_kind": "", "returned_for": ""}
    due, kind = due_words(datetime.fromisoformat(row["due_at"]) if row["due_at"] else None)
    back = row["returned_for"] if row["state"] == InternalRequest.State.RETURNED else ""
    return row | state_of(row["state"]) | {"due": due, "due_kind": kind, "returned_for": back}


def state_of(state):
    """The state of a request in words, and the kind of its mark."""
    return {"state_words": InternalRequest.State(state).label, "state_kind": STATE_KINDS[state]}


def _taken_back_or(row, other=None):
    """What was taken back says so, whatever state it had reached."""
    if row["status"] == Case.Status.WITHDRAWN:
        return {"state_words": _("zurückgezogen"), "state_kind": ""}
    return other or state_of(row["state"])


def own_request_of(case, person):
    """What this case is asked for, if it is an internal request, with whether this person may reserve hours for it."""
    row = case.own_request
    if row is None:
        return None
    is_short = row["state"] == InternalRequest.State.SHORT
    hours = {
        "estimated": hours_words(row["estimated_minutes"]) if row["estimated_minutes"] else "",
        "missing": hours_words(row["missing_minutes"]) if is_short else "",
        "reserved": hours_words(row["reserved_minutes"]) if row["reserved_minutes"] else "",
        "may_reserve": is_short and InternalRequest(case=case).may_be_reserved_by(person),
    }
    is_back = row["state"] == InternalRequest.State.RETURNED
    asked = {"asked_by_id": UUID(row["asked_by_id"]), "from_team_id": UUID(row["from_team_id"])}
    back = {"because": row["because"] if is_back else ""}
    back["is_ours"] = InternalRequest(case=case, **asked).is_asked_by(person)
    return row | _taken_back_or(row) | hours | back


def hours_words(minutes):
    """Write minutes as hours: „1,5 Stunden“."""
    hours = f"{minutes / 60:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return _("1 Stunde") if hours == "1" else _("%(hours)s Stunden") % {"hours": hours}
