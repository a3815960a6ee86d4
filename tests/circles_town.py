"""One case behind each wall, with words nobody else's has, and everybody who might want to read it."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.timezone import localtime

from lotse.cases.handing_over import hand_over
from lotse.cases.intake import open_case
from lotse.cases.models import Case, Clock, Leg
from lotse.cases.stepping import take_steps
from lotse.cases.watchdogs import look
from lotse.catalogue.models import Service
from lotse.desk.models import Mention
from lotse.mailroom.models import raise_notice
from lotse.people.models import Deputy, Person
from lotse.tenants.clock import moved_to
from lotse.town.cast import add_person, cast
from lotse.town.told import told
from tests.circles import CIRCLES, NAMED_ONLY

COMMON, FAMILY = "Querverweis", "Nachtigall"  # in every case: whoever searches finds only what is theirs
EMAIL = "post.example"
DECIDING = [team.replace("_", "-") for _words, _service, team in CIRCLES.values()]


@dataclass
class Walled:
    """The case behind one wall, another everyday case of the same citizen, and the words that give it away."""

    circle: str
    case: Case
    other: Case
    leg: Leg
    lead: Person

    @property
    def number(self):
        return self.case.number

    @property
    def matter(self):
        return [f"{self.circle}horst"]

    @property
    def person(self):
        return [f"{FAMILY}-{self.circle}", f"{self.circle}@{EMAIL}"]

    @property
    def later(self):
        return [f"{self.circle}später"]

    def kept_from(self, level):
        """The words that nobody at this level may read."""
        return {
            "nothing": [self.number, *self.matter, *self.person, *self.later],
            "surface": [*self.matter, *self.person, *self.later],
            "packed": self.person,
            "until": [*self.person, *self.later],
            "own": self.later,
        }.get(level, [])


def build():
    """Open the six cases with the real verbs; each was given away once and came back."""
    _more_people()
    town = cast()
    walled = {circle: _walled(town, circle, *values[1:]) for circle, values in CIRCLES.items()}
    for each in walled.values():
        everybody = " ".join(
            f"@{login}" for login in Person.objects.exclude(login=None).values_list("login", flat=True)
        )
        Mention.objects.call(each.case, everybody, by=each.lead)
    _let_time_run_out(walled)
    return town, walled


def _let_time_run_out(walled):
    """Every promise is broken, every step taken, and the watchdogs have looked."""
    clocks = Clock.objects.open().filter(case__in=[each.case for each in walled.values()])
    Clock.objects.exclude(pk__in=clocks.values("pk")).update(next_step_at=None)
    late = max(localtime(clock.due_at) for clock in clocks) + timedelta(days=3)
    tuesday = late + timedelta(days=(1 - late.weekday()) % 7)
    with moved_to(tuesday.replace(hour=10)):
        while take_steps():
            pass
        look()


def _more_people():
    add_person("innen", "Frau Innen", "Bürgerservice und mehr", ["telefon-empfang", *DECIDING], ["support"])
    add_person(
        "beklagt", "Herr Beklagt", "Leitung", ["telefon-empfang", *(f"{t}*" for t in DECIDING)], ["support", "lead"]
    )
    add_person("rat", "Frau Rat", "Verwaltungsleitung", ["organisation"], ["management"])
    for circle, team in zip(CIRCLES, DECIDING, strict=True):
        add_person(f"fach_{circle}", f"Frau Fach {circle}", "Sachbearbeitung", [team], ["specialist"])
    known = {person.login: person for person in Person.objects.filter(login__in=["ahlers", "beklagt"])}
    Deputy.objects.create(person=known["ahlers"], deputy=known["beklagt"])


def _walled(town, circle, slug, team):
    deciding, former = getattr(town, team), town.hausdienste
    lead = deciding.members.filter(memberships__is_lead=True, memberships__team=deciding).exclude(login="beklagt").get()
    contact = {"name": f"Ada {FAMILY}-{circle}", "email": f"{circle}@{EMAIL}"}
    case = _opened(slug, contact, f"Am {circle}horst", barred=[town.beklagt])
    case.change_guide(lead if circle in NAMED_ONLY else town.ahlers, by=case.guide)
    first = town.ahlers if circle == "general" else lead
    away = hand_over(case, former, "Liegt das bei Ihnen?", by=first)
    away.accept(by=town.hochbau)
    back = hand_over(case, deciding, "Nein, bei Ihnen.", by=town.hochbau)
    back.accept(by=lead)
    case.refresh_from_db()
    _answered(case, town.baumpflege, "consult", by=lead, answered_by=town.brandt)
    _answered(case, town.strassenunterhaltung, "subtask", by=lead, answered_by=town.janssen)
    case.refresh_from_db()
    case.note(f"Dazu noch: {circle}später", by=lead)
    raise_notice("clock_over", case.pk, "Eine Zusage ist nicht gehalten.", owner=deciding)
    other = _opened("frage", None, "Wann ist offen?", citizen=case.citizen)
    _nobody_asked_reads(other, town.berichtswesen)
    return Walled(circle, case, other, back, lead)


def _answered(case, team, kind, *, by, answered_by):
    """A part of the work that another team has done; nothing of it is open any more."""
    leg = hand_over(case, team, "Ihr Teil, bitte.", kind=kind, by=by)
    leg.accept(by=answered_by)
    leg.finish("Getan.", by=answered_by)


def _nobody_asked_reads(case, team):
    """Lay the other case where none of the roles reads it, until one of them becomes its guide."""
    case.involvements.update(team=team)
    Case.objects.filter(pk=case.pk).update(team=team, guide_team=team, guide=team.members.first())


def _opened(slug, contact, subject, *, citizen=None, barred=()):
    answers = told(slug)
    for key in {"name", "kontakt"} & answers.keys():
        answers[key] = (contact["email"] if key == "kontakt" else contact["name"]) if contact else "-"
    text = f"{COMMON}: {subject}." if contact else "Eine Frage."
    opened = open_case(
        Service.objects.get(slug=slug), answers, channel="portal", contact=contact, citizen=citizen, subject=subject,
        text=text, barred=barred,
    )  # fmt: skip
    return opened.case


def who(town, role, walled):
    """The person of this role at this case; None for whoever has no account."""
    circles = list(CIRCLES)
    neighbour = circles[(circles.index(walled.circle) + 1) % len(circles)]
    return {
        "anonymous": None, "teller": walled.case.citizen, "neighbour": town.demir, "guide_inside": town.innen,
        "guide_outside": town.ahlers, "support": town.yilmaz, "specialist": getattr(town, f"fach_{walled.circle}"),
        "lead": walled.lead, "neighbouring": getattr(town, f"fach_{neighbour}"), "other": town.sport,
        "former": town.hochbau, "asked": town.brandt, "crew": town.janssen, "owner": town.petersen,
        "it": town.cetin, "management": town.rat, "protection": town.albrecht, "barred": town.beklagt,
    }[role]  # fmt: skip


def becomes_guide(person, walled):
    """Make this person the guide of all six, as the verb does."""
    for each in walled.values():
        each.case.change_guide(person, by=each.lead)
