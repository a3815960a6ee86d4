"""Two concerns in one (Aufteilen): the second becomes a case of its own, and nobody tells anything twice."""

from django.utils.translation import gettext as _

from lotse.catalogue.circles import NAMED_PERSONS_ONLY

from .intake import Opened, open_case
from .merging import must_read
from .models import Case
from .reading import reading
from .refusals import AlreadyClosed, NotAllowed, UnknownValue
from .verb import verb


@verb
def split(case: Case, service, text: str, *, by, facts=(), files=(), reason="", seen=None) -> Opened:
    """Open a second case of the same person from this one; it keeps the channel and the date of receipt.

    `text` says what it is about; `facts` are keys and `files` ids of attachments of this case that go along.
    Into another data circle facts and files go for a reason only, which is recorded (practice 1.11).
    The citizen gets number and code of the second by mail. Raises AlreadyClosed, NotAllowed, UnknownValue,
    ChangedMeanwhile, NoSuchService.
    """
    _refuse(case, service, text, by=by, moves=bool(facts or files), reason=reason)
    case.must_be_unchanged_since(seen)
    told = reading(case, by)
    going = _chosen({fact.key: fact for fact in told.facts()}, facts)
    attached = _chosen({str(item.pk): item for item in told.files().select_related("file")}, files)
    answers = _answers(service, going)
    opened = open_case(
        service, answers, channel=case.channel, by=by, citizen=case.citizen, text=text, received_at=case.received_at,
        incomplete=True, files=[item.file for item in attached],
        file_classes={str(item.file_id): item.data_class for item in attached},
    )  # fmt: skip
    second = opened.case
    for fact in going:
        if fact.key not in answers:
            second.learn(fact.key, fact.label, fact.value, by=by, text=fact.text, data_class=fact.data_class,
                         channel=fact.channel)  # fmt: skip
    _tell_whence(second, case.number, reason, by=by)
    case.record("split", by=by, is_public=True, data={"into": second.number})
    return opened


@verb
def _tell_whence(case, number, reason, *, by):
    return case.record("split", by=by, data={"from": number}, content={"text": reason} if reason else None)


def _refuse(case, service, text, *, by, moves, reason):
    if not case.is_open:
        raise AlreadyClosed(case)
    case.must_be_carried_by(by)
    must_read(case, by)
    if case.is_named_only or service.circle in NAMED_PERSONS_ONLY:
        raise NotAllowed(_("Eine Beschwerde steht für sich. Nehmen Sie sie als neues Anliegen auf."))
    if not text.strip():
        raise UnknownValue(_("Schreiben Sie, worum es in dem zweiten Anliegen geht."), field="text")
    if moves and service.circle != case.circle and not reason.strip():
        raise UnknownValue(
            _("Diese Angaben wechseln den Datenkreis. Schreiben Sie, warum „%(service)s“ sie verwenden darf.")
            % {"service": service.title},
            field="reason",
        )


def _chosen(known, keys):
    if unknown := [key for key in keys if key not in known]:
        raise UnknownValue(_("Das gibt es in dem Anliegen nicht: %(keys)s.") % {"keys": ", ".join(unknown)}, known)
    return [known[key] for key in keys]


def _answers(service, facts):
    """What of it answers a question of the other form as it stands; the rest is learned beside it."""
    edition = service.running()
    if edition is None:  # open_case says so
        return {}
    asked = {field.key for field in edition.form.fields}
    told = {fact.key: fact.value for fact in facts if fact.key in asked and not fact.is_unknown}
    wrong = edition.form.wrong(told)
    return {key: value for key, value in told.items() if key not in wrong}
