"""Asking another department for help (interner Auftrag): a case of its own, alone or as the child of another.

Nothing goes from the one case to the other by itself: closing, notes and rights stay where they are. The child gets
what was packed for it, the parent a line that says what became of it.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from lotse.catalogue.ordering import Orderer
from lotse.jobs import later
from lotse.people.models import Person

from .intake import open_case
from .models import Case, InternalRequest, Involvement, Task
from .packet import freeze
from .reading import reading
from .refusals import AlreadyClosed, NotAllowed, UnknownValue
from .tasking import item_of
from .verb import verb

DOOR = Case.Channel.PORTAL  # colleagues come by the pages, too


@transaction.atomic
def request_alone(service, answers, *, by, team, text="", files=(), submission=None, estimate=0) -> InternalRequest:
    """Ask for an internal service that belongs to no other case; `team` is the own one that asks, or one
    whose lead they stand in for.

    `estimate` is how many minutes they think it takes, if they say so. Its edition says who may order it.

    Raises NotAllowed, UnknownValue, Incomplete, NoSuchService.
    """
    _refuse_asking(service, by, team)
    told = {"text": text, "files": files, "submission": submission}
    return _open(service, answers, by=by, team=team, estimate=estimate, **told)


@verb
def request_within(case: Case, service, answers, *, by, team, text="", files=(), facts=(), attachments=(), reason="",
                   is_required=False, estimate=0, item=None, submission=None,
                   seen=None) -> InternalRequest:  # fmt: skip
    """Ask for an internal service from within this case, which becomes the parent.

    `facts` are keys and `attachments` ids of this case that go along, by the receiver's rule (packet.py), and answer
    the same question of the other form; into
    another data circle only for a `reason`, which is recorded (practice 1.11). `is_required` keeps the parent from
    closing before; `item` is (step, key) of a checklist's item that this request does. Raises AlreadyClosed,
    NotAllowed, UnknownValue, ChangedMeanwhile, Incomplete, NoSuchService.
    """
    _refuse_asking(service, by, team)
    if item:
        case.must_be_carried_by(by)
        item_of(case, *item)
    _refuse_within(case, service, by, packs=bool(facts or attachments), reason=reason, is_required=is_required)
    case.must_be_unchanged_since(seen)
    told = reading(case, by)
    receiver = service.intake if service.is_open_circle else service.owner
    freeze(case, receiver, told=told, keys=list(facts), files=list(attachments), reason=reason)  # refuses what may not
    packed = [item.file for item in told.files().select_related("file") if str(item.pk) in set(map(str, attachments))]
    known = submission and InternalRequest.objects.filter(case__submission=submission).first()
    if known:
        return known
    going = list(told.facts().filter(key__in=facts))
    answers = _known(case, service, going) | dict(answers)
    told_there = {"text": text, "files": [*files, *packed], "submission": submission}
    told_there |= {"is_required": is_required, "estimate": estimate}
    request = _open(service, answers, by=by, team=team, parent=case, **told_there)
    for fact in going:
        if fact.key not in answers:
            request.case.learn(fact.key, fact.label, fact.value, by=by, text=fact.text, data_class=fact.data_class,
                               channel=fact.channel)  # fmt: skip
    data = {"number": request.case.number, "service": service.slug, "team": receiver.slug, "required": is_required}
    data |= {"facts": list(facts), "files": len(packed)}
    case.record("requested", by=by, data=data, content={"text": reason} if reason else None)
    case.begin_work()
    if item:
        _lay_to_item(case, item, request)
    return request


def _known(case, service, going):
    """What goes along and the other form asks in the same way: it answers there, too."""
    if not going:
        return {}
    here = {field.key: field.kind for field in case.edition.form.fields}
    there = {field.key: field.kind for field in service.running().form.fields}
    same = {key for key, kind in there.items() if here.get(key) == kind != "file"}
    return {fact.key: fact.value for fact in going if fact.key in same and not fact.is_unknown}


def _lay_to_item(case, item, request):
    """From now on the request says whether this item of the checklist is done."""
    step, key = item
    named = item_of(case, step, key)
    child = {"child": request.case, "is_required": named.required, "done_at": None, "done_by": None}
    Task.objects.update_or_create(case=case, step=step, item=key, defaults=child)


def _refuse_asking(service, by, team):
    if not service.is_internal:
        raise UnknownValue(_("Das ist kein interner Dienst. Wählen Sie einen Dienst für Kolleginnen und Kollegen."))
    edition = service.running()
    rule = edition.orderers if edition else {}
    if rule and team in Orderer(by).teams_for(rule):
        return
    if not by.is_member_of(team):
        raise NotAllowed(_("Sie gehören nicht zum Team %(team)s.") % {"team": team.name}, field="team")
    if rule:
        sentence = _("„%(service)s“ bestellen nur: %(who)s. Bitten Sie dort um den Auftrag.")
        raise NotAllowed(sentence % {"service": service.title, "who": edition.ordered_by}, field="team")


def _refuse_within(case, service, by, *, packs, reason, is_required):
    if not case.is_open:
        raise AlreadyClosed(case)
    case.must_not_be_left_by(by)
    if not Case.objects.readable_by(by).filter(pk=case.pk).exists():
        raise NotAllowed(_("Einen Auftrag stellt, wer an dem Anliegen arbeitet."))
    if is_required and not case.is_carried_by(by):
        raise NotAllowed(_("Ob das Anliegen darauf warten muss, entscheidet %(guide)s.") % {"guide": case.guide})
    if packs and service.circle != case.circle and not reason.strip():
        raise UnknownValue(
            _("Diese Angaben wechseln den Datenkreis. Schreiben Sie, warum „%(service)s“ sie verwenden darf.")
            % {"service": service.title},
            field="reason",
        )


def _open(service, answers, *, by, team, parent=None, is_required=False, estimate=0, **told):
    """Open the child; whom the parent is about never sees it, and a confidential parent names one person, no team."""
    barred = list(Person.objects.filter(pk__in=_barred(parent))) if parent else ()
    opened = open_case(service, answers, channel=DOOR, by=by, parent=parent, barred=barred, **told)
    child = opened.case
    known = InternalRequest.objects.filter(case=child).first()
    if known:  # the second press of the same form
        return known
    is_for_one = child.is_named_only or (parent is not None and parent.is_named_only)
    who = {"person": by, "role": "named"} if is_for_one else {"team": team, "role": "asking"}
    Involvement.objects.create(case=child, since=child.opened_at, **who)
    if not is_for_one and not by.is_member_of(team):  # who stands in for its lead reads what they ordered
        Involvement.objects.create(case=child, since=child.opened_at, person=by, role="named")
    asked = {"from_team": team, "asked_by": by, "asked_at": child.opened_at, "is_required": is_required}
    asked["estimated_minutes"] = estimate
    return InternalRequest.objects.create(case=child, **asked)


def _barred(case):
    return case.involvements.filter(role="barred").values("person")


@verb
def need(case: Case, request: InternalRequest, is_required: bool, reason: str, *, by):
    """Say that this case waits for the request, or no longer does, and why.

    Raises AlreadyClosed, NotAllowed, UnknownValue.
    """
    if not case.is_open:
        raise AlreadyClosed(case)
    case.must_be_carried_by(by)
    if not reason.strip():
        raise UnknownValue(_("Schreiben Sie, warum."))
    InternalRequest.objects.filter(pk=request.pk, case__parent=case).update(is_required=is_required)
    data = {"number": request.case.number, "required": is_required}
    return case.record("request_needed", by=by, data=data, content={"text": reason})


def tell_who_asked(case: Case, entry):
    """The request is done: the parent reads it in its timeline, the asker in a mail (inside a verb)."""
    if not case.service.is_internal:
        return
    request = InternalRequest.objects.filter(case=case).select_related("asked_by").first()
    if request is None:
        return
    if case.parent_id:
        later(request.tell_parent, event="done", version=entry.seq)
    request.case = case  # it is at hand
    request.write(request.asked_by, _("Auftrag erledigt"), entry)
