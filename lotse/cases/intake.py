"""Opening a case: the one way in from every door (P1)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.catalogue.circles import NAMED_PERSONS_ONLY
from lotse.people.models import Person
from lotse.tenants.clock import now
from lotse.tenants.limits import one_at_a_time

from .addresses import address_key
from .complaints import about_whom
from .finding import make_findable
from .guiding import next_guide
from .leading import upward
from .letters import compose_confirmation
from .models import Case, CaseTally, Clock, Fact, Involvement, NumberSeries, ShortAnswer
from .models.clock import free_days
from .on_call import call_out, is_emergency
from .phases import at_first
from .refusals import Incomplete, NoSuchService
from .retelling import kept
from .subjects import subject_of

CONTACT = {"name": gettext_lazy("Name"), "email": gettext_lazy("E-Mail"), "phone": gettext_lazy("Telefon")}


@dataclass(frozen=True)
class Opened:
    """A stored case and the code that is shown once."""

    case: Case
    code: str


@transaction.atomic
def open_case(service, answers, *, channel, by=None, citizen=None, contact=None, subject="", text="", place=None,
              received_at=None, files=(), for_whom=None, incomplete=False, submission=None, parent=None, barred=(),
              confirm=True, same_as=None, file_classes=None):  # fmt: skip
    """Write down what was told, count it, name a guide, start the clocks.

    `answers` are the form's parsed answers by key; `contact` {"name", "email", "phone"} (else what the answers
    hold of it) makes a new citizen unless `citizen` is given; `text` is what was said in own words; `incomplete`
    lets missing answers pass („Trotzdem absenden“, practice 1.16); `barred` are persons complained about, beside
    whom the answers name; `same_as` is the report near by of which the person says: that is mine, too;
    `file_classes` is the data class of files no question of this form asked for, by id.
    Raises Incomplete, NoSuchService.
    """
    edition = service.running()
    if edition is None or service.paused_at:
        sentence = _("„%(service)s“ nimmt gerade keine neuen Anliegen an.")
        raise NoSuchService(sentence % {"service": service.title})
    if submission and (known := _sent_before(submission)):
        return Opened(known, "")
    _refuse(edition, answers, incomplete)
    barred = {*barred, *about_whom(edition.form, answers)}
    at = now()
    citizen = citizen or _citizen_of(contact or edition.form.contact(answers))
    case = Case(service=service, edition=edition, circle=service.circle, citizen=citizen, channel=channel)
    case.opened_at, case.received_at, case.updated_at = at, received_at or at, at
    case.subject = subject[:200] or subject_of(service, edition.form, answers, place)
    if is_emergency(edition, answers):
        case.urgency = Case.Urgency.HIGH
    case.for_whom, case.submission, case.parent = for_whom, submission, parent
    where = place or edition.form.place(answers)
    case.lat, case.lon = _degrees(where)
    case.place_key = address_key((where or {}).get("address") or "")
    case.team = service.intake if service.is_open_circle else service.owner
    case.department = case.team.department
    case.guide, case.guide_team = _guide_of(service, at, by, barred)
    case.is_held = True  # nobody else can see it before the commit
    facts = _facts_of(case, edition, answers, place, by)
    entry = _record_opening(case, by, facts, text, same_as)
    case.attach(files, entry, classes=file_classes or edition.form.file_classes(answers))
    _let_in(case, barred, at)
    clocks = _wind_clocks(case, edition, at, entry)
    case.due_at = min((clock.due_at for clock in clocks), default=None)
    case.phase = at_first(edition)
    code = case.new_code() if service.audience == "citizen" else ""
    make_findable(case, text, facts)
    _count(case, clocks)
    confirmation = compose_confirmation(case, code) if confirm else None
    # The number is the one thing all creations of a town wait for: take it last, and write the
    # row once, last of all. Foreign keys to it are checked at the commit.
    case.number = NumberSeries.next(localtime(at).year)
    if confirmation:
        confirmation.send(entry=entry)
    case.save(force_insert=True)
    case.is_held = False
    if is_emergency(edition, answers):
        call_out(case, at)
    return Opened(case, code)


def _sent_before(submission):
    """The case of this form's token, if there is one; who presses at the same moment waits until the first is done."""
    one_at_a_time(f"submission:{submission}")
    return Case.objects.filter(submission=submission).first()


def _degrees(place):
    """Return latitude and longitude of the place told; None twice where it was told in words only."""
    lat, lon = (place or {}).get("lat"), (place or {}).get("lon")
    return (float(lat), float(lon)) if lat and lon else (None, None)


def _refuse(edition, answers, incomplete):
    look = edition.form.wrong if incomplete else edition.form.check
    problems = look(answers, today=localtime(now()).date())
    if problems:
        raise Incomplete(problems)


def _citizen_of(contact):
    if not contact or not any(contact.get(key) for key in CONTACT):
        return None
    values = {key: contact.get(key) or "" for key in CONTACT}
    return Person.objects.create(kind=Person.Kind.CITIZEN, **values)


def _guide_of(service, at, by, barred):
    """Whoever takes it in; else the next of the intake team, or of the team above where it is about all of them."""
    if by is not None and by not in barred and by.is_member_of(service.intake):
        return by, service.intake
    guide = next_guide(service.intake, localtime(at).date(), without=barred)
    for team in upward(service.intake) if barred and guide is None else ():
        if guide := next_guide(team, localtime(at).date(), without=barred, leads_only=True):
            return guide, team
    return guide, service.intake


def _facts_of(case, edition, answers, place, by):
    """Every answer as a fact under its key; place and contact too, where no question asked for them."""
    told = [(fact.key, fact.label, fact.value, fact.text, fact.data_class) for fact in edition.form.facts(answers)]
    if place and not edition.form.place(answers):
        words = place.get("address") or f"{place.get('lat')}, {place.get('lon')}"
        told.append(("place", _("Ort"), {k: str(v) for k, v in place.items() if v is not None}, words, "matter"))
    known = {value for _key, _label, value, _text, _class in told if isinstance(value, str)} | {row[0] for row in told}
    for key, label in CONTACT.items():
        value = getattr(case.citizen, key, "") if case.citizen else ""
        if value and not {key, value} & known:
            told.append((key, str(label), value, value, "person"))
    return [
        Fact(
            case=case, key=key, label=label, value=value, text=text, data_class=data_class, position=position,
            told_at=case.opened_at, told_by=by or case.citizen, channel=case.channel,
        )
        for position, (key, label, value, text, data_class) in enumerate(told)
    ]  # fmt: skip


def _record_opening(case, by, facts, text, same_as):
    content = {"text": text, "facts": [[fact.label, fact.text] for fact in facts], "told": kept(facts)}
    data = {"channel": case.channel, "service": case.service.slug, "edition": case.edition.number}
    data |= {"same_as": same_as.number} if same_as else {}
    entry = case.record("opened", by=by or case.citizen, is_public=True, data=data, content=content)
    Fact.objects.bulk_create(facts)
    return entry


def _let_in(case, barred, at):
    rows = [Involvement(case=case, team=case.team, role="responsible", since=at)]
    if case.circle in NAMED_PERSONS_ONLY:
        shut_out = {person.pk for person in barred}
        leads = case.team.members.filter(memberships__team=case.team, memberships__is_lead=True)
        named = {case.guide, *leads} - {None}
        rows += [Involvement(case=case, person=p, role="named", since=at) for p in named if p.pk not in shut_out]
    rows += [Involvement(case=case, person=person, role="barred", since=at) for person in barred]
    Involvement.objects.bulk_create(rows)


def _wind_clocks(case, edition, at, entry):
    """The promises to the citizen, in the hours of who must keep them, and the legal periods that begin at receipt."""
    teams = {"first_answer": case.service.intake, "result": case.service.owner}
    promised = [
        (kind, edition.agreements[kind], at, team) for kind, team in teams.items() if edition.agreements.get(kind)
    ]
    promised += [
        (period["kind"], period, case.received_at, case.service.owner) for period in edition.periods("receipt")
    ]
    days = free_days() if promised else None
    clocks = [
        Clock.wound(case, kind, promise, team.service_hours, start, days=days, team=team)
        for kind, promise, start, team in promised
    ]
    return Clock.objects.begin(clocks, entry=entry)


def _count(case, clocks):
    first = next((clock.due_at for clock in clocks if clock.kind == "first_answer"), None)
    CaseTally.objects.create(
        case=case.pk, service=case.service.slug, channel=case.channel, team=case.team_id, opened_at=case.opened_at,
        first_answer_due_at=first,
    )  # fmt: skip


def record_short_answer(*, by, team, topic, channel):
    """Count a question answered on the spot, without personal data (Kurzauskunft)."""
    return ShortAnswer.objects.create(at=now(), team=team.pk, topic=topic, channel=channel)
