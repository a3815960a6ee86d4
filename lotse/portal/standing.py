"""How far a concern is (Stand), in the words of the citizen: badge, steps with dates, conversation."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lotse.cases.merging import living
from lotse.cases.models import Attachment, Case, Clock, Entry, Leg
from lotse.cases.phases import TAKEN_BACK, at_first
from lotse.portal import promises
from lotse.portal.answers import told_in_words
from lotse.portal.offer import Offer
from lotse.tenants.clock import now
from lotse.ui.templatetags.german import clock as oclock
from lotse.ui.templatetags.german import moment, near_day

NEWEST = 20
BADGES = {"needs_you": "warning", "closed": "success"}
UNDER_WAY = gettext_noop("Wir kümmern uns um Ihr Anliegen.")
SENTENCES = {
    "needs_you": gettext_noop("Damit es weitergeht, brauchen wir Ihre Antwort."),
    "closed": gettext_noop("Ihr Anliegen ist abgeschlossen. Was herausgekommen ist, steht im Verlauf."),
    "passed_on": gettext_noop("Wir haben Ihr Anliegen an eine andere Stelle abgegeben. Mehr dazu steht im Verlauf."),
    "withdrawn": TAKEN_BACK,
}
MINE = ("opened", "told", "answer", "withdrawn", "reopened")


def badge(case: Case) -> dict[str, str]:
    """One of the six words, and the colour beside it."""
    status = shown_status(case)
    return {"word": str(Case.Status(status).label), "kind": BADGES.get(status, "info")}


def shown_status(case: Case) -> str:
    """The state as its reporter reads it: of a merged report that of the leading one, but not what waits for others."""
    leading = living(case)
    waits_for_others = leading.is_open and leading.status in (Case.Status.NEEDS_YOU, Case.Status.WITHDRAWN)
    return Case.Status.IN_PROGRESS if leading.pk != case.pk and waits_for_others else leading.status


def sentence(case: Case) -> str:
    """What the page says first of where it stands, in German: that it has arrived only until somebody has begun."""
    status = shown_status(case)
    if status == Case.Status.IN_PROGRESS and case.phase == at_first(case.edition):
        return UNDER_WAY
    return SENTENCES.get(status, case.phase)


# --- the steps


def first_steps(case: Case, offer: Offer) -> list[dict[str, Any]]:
    """What happens next, with dates, for somebody who has just sent something."""
    with promises.in_the_towns_language():
        dates = {clock.kind: when(clock.due_at) for clock in case.clocks.all()}
        coming = promises.next_with_dates(offer, dates)[1:]  # the first was the number and the code
    first = _step(_("%(noun)s ist eingegangen") % {"noun": offer.noun}, capfirst(moment(case.opened_at)), "done")
    if not coming:
        return steps(case, [], list(case.clocks.all()))
    return [first, *(_step(line) | {"is_source": True} for line in coming)]


def steps(case: Case, legs: Iterable[Leg], clocks: Iterable[Clock]) -> list[dict[str, Any]]:
    """The way of the concern with its dates: what is done, where it is now, what will come.

    `legs` and `clocks` are those of the case that leads it.
    """
    leading, status = living(case), shown_status(case)
    running = {clock.kind: clock for clock in clocks if clock.leg_id is None}
    way = [_step(_("Eingegangen"), moment(case.opened_at), "done")]
    way += _first_answer(running.get("first_answer"))
    way += [_leg(leg) for leg in legs if leg.is_told and leg.state in ("accepted", "done", "offered")]
    if leading.is_open and status != Case.Status.WITHDRAWN:
        way.append(_step(_("Ergebnis"), _until(running.get("result"))))
        way.append(_step(_("Abgeschlossen"), _("Wir sagen Ihnen, was herausgekommen ist.")))
        _mark_where_it_is(way)
    else:
        ended = moment(leading.closed_at) if leading.closed_at else ""
        way.append(_step(str(Case.Status(status).label), ended, "done"))
    return way


def _step(title: str, note: str = "", state: str = "open") -> dict[str, Any]:
    return {"title": title, "note": note, "state": state}


def _first_answer(clock: Clock | None) -> list[dict[str, Any]]:
    if clock is None:
        return []
    if clock.stopped_at:
        return [_step(_("Erste Antwort"), moment(clock.stopped_at), "done")]
    return [_step(_("Der Bürgerservice prüft und antwortet"), _until(clock))]


def _leg(leg: Leg) -> dict[str, Any]:
    name = leg.team.department.name
    if leg.passed_on_id:
        return _step(_("%(team)s hat es weitergegeben") % {"team": name}, moment(leg.done_at), "done")
    if leg.state == Leg.State.DONE:
        return _step(_("%(team)s hat geantwortet") % {"team": name}, moment(leg.done_at), "done")
    return _step(
        _("%(team)s arbeitet mit") % {"team": name}, _("voraussichtlich %(until)s") % {"until": until(leg.due_at)}
    )


def _until(clock: Clock | None) -> str:
    if clock is None:
        return ""
    if clock.due_at < now():
        return _("Wir hatten es Ihnen %(until)s versprochen. Es dauert leider länger.") % {"until": until(clock.due_at)}
    return until(clock.due_at)


def until(at) -> str:
    """Write „bis Dienstag, 13. Oktober, 11 Uhr“."""
    return _("bis %(when)s") % {"when": when(at)}


def when(at) -> str:
    """Write „Dienstag, 13. Oktober, 11 Uhr“."""
    return f"{near_day(at)}, {oclock(at)}"


def _mark_where_it_is(way: list[dict[str, Any]]) -> None:
    """The first step that is not done is where the concern is now."""
    next(step for step in way if step["state"] == "open")["state"] = "now"


# --- the conversation


@dataclass(frozen=True)
class Line:
    """One line of the conversation: a message of the house or of the citizen, or a sentence about what happened."""

    id: str
    kind: str  # house, mine, word
    who: str
    when: str
    text: str
    facts: list = field(default_factory=list)
    files: list = field(default_factory=list)


def conversation(case: Case, teams: dict[str, str], *, before: int | None = None, everything: bool = False):
    """The newest lines first and the mark to read on from; `everything` gives all of them, oldest first."""
    files = Prefetch("attachments", Attachment.objects.select_related("file"))
    entries = case.entries.public().exclude(kind__in=["rated", "accepted"])
    entries = entries.select_related("content", "by").prefetch_related(files)
    if everything:
        return [_line(case, entry, teams) for entry in entries.order_by("seq")], None
    if before:
        entries = entries.filter(seq__lt=before)
    found = list(entries.order_by("-seq")[: NEWEST + 1])
    more = found[NEWEST - 1].seq if len(found) > NEWEST else None
    return [_line(case, entry, teams) for entry in found[:NEWEST]], more


def _line(case: Case, entry: Entry, teams: dict[str, str]) -> Line:
    kind, words = entry.kind, entry.words
    shown: dict[str, Any] = {"id": f"e{entry.seq}", "when": moment(entry.at)}
    files = [attachment.file for attachment in entry.attachments.all()]
    if sentence := _sentence(entry, teams):
        return Line(kind="word", who="", text=sentence, **shown)
    text = entry.text if words or not entry.content_hash else _("Dieser Text wurde gelöscht.")
    if kind in MINE:
        facts = [] if entry.text else told_in_words(case.edition.form, words)
        return Line(kind="mine", who=_("Sie"), text=text or _empty(kind), facts=facts, files=files, **shown)
    return Line(kind="house", who=_who(case, entry), text=text, files=files, **shown)


def _sentence(entry: Entry, teams: dict[str, str]) -> str:
    """What happened, when it is no message."""
    if entry.is_reason_of_the_house:
        return _("Wir kümmern uns wieder um Ihr Anliegen.")
    if entry.kind == "offered":
        team = teams.get(entry.data.get("team", ""), _("zuständiges Team"))
        if entry.data.get("kind") != "transfer":
            return _(
                "Wir haben eine Stelle um Hilfe gebeten: %(team)s. Ihr Anliegen bleibt bei Ihrer Ansprechperson. "
                "Sie müssen nichts noch einmal erzählen."
            ) % {"team": team}  # fmt: skip
        if entry.words.get("packet", {}).get("everything"):
            return _(
                "Ihr Anliegen ist jetzt bei: %(team)s. Alle Ihre Angaben sind dabei. "
                "Sie müssen nichts noch einmal erzählen."
            ) % {"team": team}  # fmt: skip
        return _(
            "Ihr Anliegen ist jetzt bei: %(team)s. Ihre nötigen Angaben sind dabei. "
            "Sie müssen nichts noch einmal erzählen."
        ) % {"team": team}  # fmt: skip
    if entry.kind == "split":
        return _("Das zweite Thema ist jetzt ein eigenes Anliegen: %(number)s.") % {"number": entry.data["into"]}
    if entry.kind == "guide_changed":
        return _("Sie haben eine neue Ansprechperson. Sie kennt alle Ihre Angaben.")
    return ""


def _empty(kind: str) -> str:
    return {"withdrawn": _("Sie haben Ihr Anliegen zurückgezogen."), "opened": ""}.get(kind, "")


def _who(case: Case, entry: Entry) -> str:
    if entry.by is None:
        return case.service.owner.department.name
    if entry.by_id == case.guide_id and case.guide_team:
        return f"{case.guide_team.department.name}, {entry.by}"
    return str(entry.by)
