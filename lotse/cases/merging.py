"""One concern from many (Zusammenführen): reports of the same thing follow one leading case, and can be taken apart.

The merged case stays a row of its own, with its reporter's words, access and privacy; it only points to the leading
one. Applications are never merged: each is owed its own decision (practice 1.21).
"""

from django.db import transaction
from django.utils.translation import gettext as _

from lotse.catalogue.models import Service
from lotse.tenants.clock import now

from . import closing
from .closing import DUPLICATE, end, what_teams_owe
from .models import Case, Clock
from .models.clock import free_days
from .phases import TOGETHER
from .refusals import AlreadyClosed, Missing, NotAllowed, NotClosed, NotMerged, OtherClosed, Unmergeable
from .verb import verb
from .voiding import void_open


def living(case) -> Case:
    """Return the case that leads this one, following every merge; itself where it leads, or where the way is a ring."""
    seen, leading = {case.pk}, case
    while leading.merged_into_id and leading.merged_into_id not in seen:
        leading = leading.merged_into
        seen.add(leading.pk)
    return case if leading.merged_into_id else leading


def merge(case: Case, into: Case, *, by, seen=None) -> Case:
    """Let the report `case` follow the report `into`, or whatever leads that; return the leading case.

    Raises Unmergeable, AlreadyClosed, OtherClosed, NotAllowed, ChangedMeanwhile; Missing while a team has a
    hand-over of `case`: then the report without one follows the one with it.
    """
    into = living(into)
    with transaction.atomic():
        hold_both(case, into)
        _follow(case, into, by=by, seen=seen)
    return into


def take_apart(case: Case, *, by) -> None:
    """Undo the merge: the report stands for itself again, as far as it had come. Raises NotMerged, NotAllowed."""
    if case.merged_into is None:
        raise NotMerged(case)
    with transaction.atomic():
        hold_both(case, case.merged_into)
        _stand_alone(case, by=by)


def hear(case: Case, text: str, *, by=None, files=(), channel="portal"):
    """Take in what a citizen writes; of a merged report the leading case learns it too, for the house only."""
    leading = living(case)
    if leading.pk == case.pk:
        return case.hear(text, by=by, files=files, channel=channel)
    with transaction.atomic():
        hold_both(case, leading)
        entry = case.hear(text, by=by, files=files, channel=channel)
        _learn_from(leading, case, text, files, channel)
    return entry


def rate(case: Case, *, is_solved: bool, was_told_twice: bool | None = None, comment=""):
    """Keep the two answers of a reporter; „nicht gelöst“ opens the leading case again.

    What a fellow reporter says reaches the house; the leading reporter reads only that the work goes on.
    Raises NotClosed, AlreadyRated.
    """
    leading = living(case)
    if leading.pk == case.pk:
        return closing.rate(case, is_solved=is_solved, was_told_twice=was_told_twice, comment=comment)
    with transaction.atomic():
        hold_both(case, leading)
        leading.refresh_from_db(fields=["closed_at"])
        if leading.is_open:
            raise NotClosed(leading)
        closing.keep_rating(case, is_solved=is_solved, was_told_twice=was_told_twice, since=leading.closed_at)
        if not is_solved:
            closing.reopen(leading, _("Eine andere meldende Person sagt: nicht gelöst."), for_another=True)
            if comment:
                _learn_from(leading, case, comment, (), case.channel)
    return now()


def hold_both(case, other):
    """Lock both rows in the order of their ids, whoever asks: two colleagues never wait for each other."""
    list(Case.objects.locked().filter(pk__in=[case.pk, other.pk]).order_by("pk"))


@verb
def _follow(case, into, *, by, seen):
    if case.pk == into.pk:
        raise Unmergeable(_("Ein Anliegen kann nicht mit sich selbst zusammengeführt werden."), field="into")
    for one in (case, into):
        if one.service.kind != Service.Kind.REPORT or one.is_named_only or one.parent_id:
            sentence = _("%(number)s ist keine Meldung. Über jeden Antrag wird für sich entschieden.")
            raise Unmergeable(sentence % {"number": one.number}, field="into" if one is into else "")
    if case.circle != into.circle:
        raise Unmergeable(_("Die Anliegen gehören zu verschiedenen Datenkreisen und bleiben getrennt."), field="into")
    if not case.is_open:
        raise AlreadyClosed(case)
    case.must_be_carried_by(by)
    must_read(case, by)
    if owed := what_teams_owe(case):  # a team is at work here: merge the other report into this one
        raise Missing(owed)
    case.must_be_unchanged_since(seen)
    was = {"status": case.status, "phase": case.phase}
    waiting = [str(pk) for pk in case.questions.filter(answered_at=None).values_list("pk", flat=True)]
    stood = [str(pk) for pk in case.clocks.open().values_list("pk", flat=True)]
    _lead(into, case, by=by)
    entry = case.record("merged", by=by, data={"into": into.number, "was": was, "asked": waiting, "clocks": stood})
    void_open(case, "ended")
    end(case, entry.at, by, DUPLICATE, Case.Status.CLOSED)
    case.merged_into, case.phase = into, TOGETHER
    told = _("Zu dieser Stelle gab es schon eine Meldung. Wir bearbeiten beide zusammen.")
    case.write_letter(_("Wir bearbeiten das schon"), told, entry=entry)


@verb
def _lead(into, case, *, by):
    if not into.is_open:
        raise OtherClosed(into)
    into.must_be_carried_by(by)
    must_read(into, by)
    return into.record("merged", by=by, data={"from": case.number})


@verb
def _stand_alone(case, *, by):
    into = case.merged_into
    if into is None:  # a colleague was first
        raise NotMerged(case)
    case.must_be_carried_by(by)
    must_read(case, by)
    told = case.entries.filter(kind="merged", data__into__isnull=False).last()
    case.merged_into = case.closed_at = case.closed_by = None
    case.result, case.status, case.phase = "", told.data["was"]["status"], told.data["was"]["phase"]
    case.questions.filter(pk__in=told.data["asked"], answer=None).update(answered_at=None)
    entry = case.record("unmerged", by=by, data={"from": into.number})
    _wind_anew(case, told.data["clocks"], entry)
    case.count(closed_at=None, result="")
    _let_go(into, case, by=by)


def _wind_anew(case, stopped, entry):
    """The promises that ended with the merge run on as new clocks, with the day that was promised."""
    days = free_days()
    wound = [
        Clock.wound(
            case, clock.kind, {"amount": clock.amount, "unit": clock.unit, "rule": clock.rule, "pauses": clock.pauses,
                               "steps": clock.steps},
            clock.hours, clock.started_at, days=days, leg=clock.leg, team=clock.team, due=clock.due_at,
        )
        for clock in case.clocks.filter(pk__in=stopped).select_related("leg", "team")
    ]  # fmt: skip
    Clock.objects.begin(wound, entry=entry)
    if case.questions.filter(answered_at=None).exists():
        case.clocks.pause("question", entry.at, entry=entry)


@verb
def _let_go(into, case, *, by):
    return into.record("unmerged", by=by, data={"into": case.number})


@verb
def _learn_from(leading, case, text, files, channel):
    """A fellow reporter's words are theirs: the leading reporter does not read them, erasing takes them."""
    data = {"channel": channel, "number": case.number}
    entry = leading.record("told", by=case.citizen, data=data, content={"text": text})
    entry.content.of = case.citizen
    entry.content.save(update_fields=["of"])
    leading.attach(files, entry)


def must_read(case, person):
    """Refuse whoever may not read both: nobody lays a case they do not know beside another."""
    if not Case.objects.readable_by(person).filter(pk=case.pk).exists():
        raise NotAllowed(_("Das macht, wer beide Anliegen lesen darf."))
