"""Closing, reopening, withdrawing, and what the citizen says afterwards."""

from django.db import transaction
from django.db.models import Exists, F, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lotse.approvals.models import Round
from lotse.tenants.clock import now
from lotse.ui.templatetags.german import short_moment

from .broadcasting import followers_of, hold_followers, tell_followers
from .calling_off import call_off, take_up
from .models import Case, Clock
from .phases import AGAIN, TAKEN_BACK
from .refusals import AlreadyClosed, AlreadyRated, FollowsAnother, Missing, NotClosed, UnknownValue
from .requesting import tell_who_asked
from .tasking import tasks_missing
from .verb import verb
from .voiding import void_open

PASSED_ON = "abgegeben"
WITHDRAWN = "zurueckgezogen"
DUPLICATE = "dublette"
NOTHING_DECIDED = (PASSED_ON, WITHDRAWN, DUPLICATE)  # everything else is owed a notice, where it is a decision
ENDS_AS = {PASSED_ON: Case.Status.PASSED_ON, WITHDRAWN: Case.Status.WITHDRAWN}  # else closed
# a checklist is of the work: what is not done at all need not be done to its end
NOTHING_DONE = {PASSED_ON, WITHDRAWN, DUPLICATE, "zurueckgenommen", "gegenstandslos", "nicht_moeglich", "unbegruendet"}


def what_is_missing(case, notice=None, *, by=None):
    """Return what must be done before the case can close: list of {"kind", "text", "id"}.

    What `by` took over with their own team is no answer to wait for: their closing answer is the result.
    """
    return _lacking(case, _what_is_there(case), notice, by)


def _lacking(case, there, notice, by):
    legs, requests, tasks, rounds = there
    missing = what_teams_owe(case, but=by) if legs else []
    missing += _requests_missing(case) if requests else []
    missing += tasks_missing(case, has_rows=tasks)
    missing += _approvals_missing(case) if rounds else []
    if case.edition.content.get("decision") == "administrative_act" and not _is_complete(notice):
        missing.append(
            {"kind": "notice", "id": "", "text": _("Bescheid mit Datum, entscheidendem Team und Art der Bekanntgabe")}
        )
    return missing


def _what_is_there(case):
    """Whether there are open hand-overs, required requests, tasks, open approvals: mostly none, in one statement."""
    legs = case.legs.filter(state__in=["offered", "accepted"])
    there = (legs, _required_requests(case), case.tasks.all(), Round.objects.open().about("case", case.pk))
    return Case.objects.filter(pk=case.pk).values_list(*(Exists(rows) for rows in there)).get()


def _requests_missing(case):
    return [
        {"kind": "request", "id": child.number, "text": _request_in_words(child)}
        for child in _required_requests(case).select_related("internal")
    ]


def _request_in_words(child):
    """Its number, and what it waits for; why it came back only as far as the service's list names it."""
    text, asked = _("interner Auftrag %(number)s") % {"number": child.number}, getattr(child, "internal", None)
    if asked is None or asked.state not in (asked.State.SHORT, asked.State.RETURNED):
        return text
    waits = f"{text}, {asked.get_state_display()}"
    return f"{waits}: {asked.returned_for}" if asked.state == asked.State.RETURNED and asked.returned_for else waits


def what_stays_open(case):
    """Return what is open and hinders nobody: a question ends with the case, an internal request goes on alone."""
    asked = case.questions.filter(answered_at=None).select_related("entry").order_by("asked_at")
    staying = [
        {"kind": "question", "id": f"e{each.entry.seq}",
         "text": _("Frage, gestellt %(when)s: Sie endet mit dem Abschluss") % {"when": short_moment(each.asked_at)}}
        for each in asked
    ]  # fmt: skip
    optional = case.children.filter(closed_at=None, internal__is_required=False).order_by("number")
    return staying + [
        {"kind": "request", "id": child.number,
         "text": _("interner Auftrag %(number)s: Er läuft weiter") % {"number": child.number}}
        for child in optional
    ]  # fmt: skip


def _approvals_missing(case):
    return [
        {"kind": "approval", "id": str(pk), "text": _("Freigabe, gefragt %(when)s") % {"when": short_moment(asked_at)}}
        for pk, asked_at in Round.objects.open().about("case", case.pk).values_list("pk", "asked_at")
    ]


def what_teams_owe(case, but=None):
    """Return the open hand-overs as `what_is_missing` lists them: until they are answered a team is at work here.

    `but` is the person whose own ones are left out.
    """
    own = {leg.pk for leg in _taken_over_by(but, case)} if but else set()
    return [
        {"kind": "leg", "id": str(leg.pk), "text": _("Antwort von %(team)s auf die Übergabe") % {"team": leg.team.name}}
        for leg in case.legs.filter(state__in=["offered", "accepted"]).select_related("team")
        if leg.pk not in own
    ]


def _taken_over_by(person, case):
    """The transfers that a team of this person has accepted and not answered."""
    return case.legs.filter(kind="transfer", state="accepted", team__in=person.team_ids)


def _required_requests(case):
    """The internal requests this case waits for."""
    return case.children.filter(Q(internal=None) | Q(internal__is_required=True), closed_at=None).order_by("number")


def _is_complete(notice):
    return bool(notice) and all(notice.get(key) for key in ("date", "team", "notified_by"))


@transaction.atomic
def close(case: Case, result: str, answer: str, *, by, notice=None, seen=None, to_others="",
          passed_to=""):  # fmt: skip
    """Answer the citizen and end the work on this case.

    `result` is a slug of the edition's list; an administrative act also needs `notice`
    {"date", "team", "notified_by"} (§§ 37, 39, 41 VwVfG). `to_others` is what the reporters read whose reports
    follow this one; without it they read the result alone, never the answer, which may be personal.
    `passed_to` names the authority a case is passed on to; the day it came in with us holds there, too
    (§ 16 SGB I, § 24 (3) VwVfG). Raises AlreadyClosed, UnknownValue, Missing, NamesReporter.
    """
    followers = hold_followers(case)
    return _close(
        case, result, answer, by=by, notice=notice, seen=seen, to_others=to_others, passed_to=passed_to.strip(),
        followers=followers,
    )  # fmt: skip


@verb
def _close(case, result, answer, *, by, notice, seen, to_others, passed_to, followers):
    if not case.is_open:
        raise AlreadyClosed(case)
    case.must_be_carried_by(by)
    results = case.edition.results
    if result not in results:
        raise UnknownValue(_("Wählen Sie aus, wie das Anliegen ausgegangen ist."), results, field="result")
    if not answer.strip():
        raise UnknownValue(_nothing_said(case), field="answer")
    there = _what_is_there(case)
    missing = _lacking(case, there, notice, by)
    spared = {"notice"} if result in NOTHING_DECIDED else set()
    spared |= {"item"} if result in NOTHING_DONE else set()
    missing = [item for item in missing if item["kind"] not in spared]
    if missing:
        raise Missing(missing)
    case.must_be_unchanged_since(seen)
    data = {"result": result} | ({"notice": notice} if notice else {})
    if result == PASSED_ON and passed_to:
        day = localtime(case.received_at)
        data |= {"passed_to": passed_to, "received_on": f"{day:%Y-%m-%d}"}
        told = _(
            "Wir haben Ihr Anliegen an diese Stelle abgegeben: %(to)s. Als Eingangstag gilt dort weiter der %(day)s."
        )
        answer = "\n\n".join([answer.strip(), told % {"to": passed_to, "day": f"{day:%d.%m.%Y}"}])
    for leg in _taken_over_by(by, case) if there[0] else ():
        leg.finish(answer, by=by)
    entry = case.record("closed", by=by, is_public=True, data=data, content={"text": answer})
    is_first = case.clocks.filter(kind="first_answer").stop(entry.at, entry=entry)
    status = ENDS_AS.get(result, Case.Status.CLOSED)
    end(case, entry.at, by, result, status, **({"first_answer_at": entry.at} if is_first else {}))
    case.phase = results[result]
    case.write_letter(_("Ergebnis"), answer, entry=entry, ask_if_solved=True)
    tell_who_asked(case, entry)
    if followers:
        told = to_others.strip() or _("Das Ergebnis zu Ihrer Meldung: %(result)s.") % {"result": results[result]}
        tell_followers(case, followers, told, by=by, ask_if_solved=True)
    return entry


def _nothing_said(case):
    if case.service.is_internal:
        return _("Schreiben Sie dem Team, das gefragt hat, was herausgekommen ist.")
    return _("Schreiben Sie der meldenden Person, was herausgekommen ist.")


def end(case, at, by, result, status, **counted):
    """Take the case out of work: its clocks stop, nobody waits for an answer (inside a verb of this room).

    `counted` is what else changes on the counting card.
    """
    if case.status in (Case.Status.NEEDS_YOU, Case.Status.WITHDRAWN):
        case.questions.filter(answered_at=None).update(answered_at=at)
    case.closed_at, case.closed_by, case.result, case.status = at, by, result, status
    case.follow_up_on = case.follow_up_by = None
    case.clocks.all().stop(at)
    case.count(closed_at=at, result=result, **counted)


@verb
def reopen(case: Case, reason: str, *, by=None, for_another=False):
    """Take the work up again for the same guide; keeps the reason and starts a new result clock.

    Without `by` its citizen says so, or with `for_another` the reporter of a merged report, who is not named here.
    What others than its citizen write, the citizen does not read. Raises NotClosed, FollowsAnother, UnknownValue.
    """
    if case.is_open:
        raise NotClosed(case)
    if case.merged_into:
        raise FollowsAnother(case)
    if not reason.strip():
        raise UnknownValue(_("Schreiben Sie, was noch nicht gelöst ist."), field="text")
    if by is not None and by.is_staff_member:
        case.must_be_carried_by(by)
    who, data = (None, {"for_another": True}) if for_another else (by or case.citizen, {})
    entry = case.record("reopened", by=who, is_public=True, data=data, content={"text": reason})
    case.closed_at = case.closed_by = None
    case.result, case.phase, case.status = "", AGAIN, Case.Status.IN_PROGRESS
    agreement = case.edition.agreements.get("result")
    if agreement:
        owner = case.service.owner
        clock = Clock.wound(case, "result", agreement, owner.service_hours, entry.at, team=owner)
        Clock.objects.begin([clock], entry=entry)
    take_up(case, entry)
    case.count(reopenings=F("reopenings") + 1, closed_at=None, result="")
    return entry


@verb
def withdraw(case: Case, reason: str = "", *, by=None):
    """The citizen takes the concern back; a report whose work is under way goes on in the house (practice 1.6).

    `by` is a colleague who takes back what they asked of the house; they are named as who ended it.
    """
    if not case.is_open or case.status == Case.Status.WITHDRAWN:
        raise AlreadyClosed(case)
    entry = case.record(
        "withdrawn", by=by or case.citizen, is_public=True, content={"text": reason} if reason else None
    )
    work_goes_on = case.service.kind == "report" and (
        case.legs.filter(state__in=["offered", "accepted"]).exists()
        or bool(followers_of(case))
        or _required_requests(case).exists()
    )
    case.status, case.phase = Case.Status.WITHDRAWN, TAKEN_BACK
    if not work_goes_on:
        void_open(case, Round.Because.ENDED)
        end(case, entry.at, by if by and by.is_staff_member else None, WITHDRAWN, Case.Status.WITHDRAWN)
        call_off(case, entry)
    return entry


@verb
def rate(case: Case, *, is_solved: bool, was_told_twice: bool | None = None, comment=""):
    """Keep the citizen's two answers on the counting card; „nicht gelöst“ reopens the case for its guide.

    Raises NotClosed, AlreadyRated.
    """
    keep_rating(case, is_solved=is_solved, was_told_twice=was_told_twice)
    if not is_solved:
        reopen(case, comment or _("Mein Anliegen ist noch nicht gelöst."))
    return now()


def is_rated(case: Case, since) -> bool:
    """Whether its reporter has answered after this closing."""
    return case.entries.filter(kind="rated", at__gte=since).exists()


@verb
def keep_rating(case: Case, *, is_solved, was_told_twice, since=None):
    """Write the two answers down and do nothing else; `since` is when the case that leads it was closed.

    Raises NotClosed, AlreadyRated.
    """
    if case.is_open:
        raise NotClosed(case)
    if is_rated(case, since or case.closed_at):
        raise AlreadyRated(case)
    case.count(is_solved=is_solved, was_told_twice=was_told_twice)
    case.record("rated", by=None, data={"solved": is_solved})
