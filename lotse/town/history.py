"""What happened in Musterhafen: some sixty concerns over six weeks, through the real verbs with a moved clock.

The same seed tells the same story. Nothing is written past the verbs, so every timeline holds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from types import SimpleNamespace

from django.utils.timezone import localtime

from lotse.cases.closing import close, rate
from lotse.cases.handing_over import hand_over
from lotse.cases.intake import open_case, record_short_answer
from lotse.cases.models import Case
from lotse.catalogue.models import Service
from lotse.tenants.clock import moved_to, now

from .cast import cast
from .told import told

WEEKS = 6
CASES = 60
SEED = 20261012
NAMES = [
    "Selin Öztürk",
    "Mehmet Kaya",
    "Ingrid Petersen",
    "Agnieszka Wójcik",
    "Łukasz Nowicki",
    "Jürgen Groß",
    "Ana Marković",
    "Thị Hồng Nguyễn",
    "Fatma Şahin",
    "Karl-Heinz von der Aue",
    "Zoë Meißner",
    "Олена Коваль",
    "Yasmin El-Masri",
    "",
]
SERVICES = [  # slug and how often, as the town's figures say
    ("streunende-katze", 16),
    ("schlagloch", 14),
    ("frage", 12),
    ("fundtier", 6),
    ("reisepass", 5),
    ("fuehrerschein", 3),
    ("beschwerde", 3),
    ("it-neuer-mitarbeiter", 3),
]
CHANNELS = ["portal", "portal", "portal", "phone", "counter", "letter"]


@dataclass
class Told:
    """One concern on its way through the house."""

    case: Case
    town: SimpleNamespace
    chance: Random
    at: datetime
    ends: datetime

    def later(self, hours: float) -> bool:
        """Go on after some hours; False when that lies ahead of today and the story stops here."""
        self.at += timedelta(hours=hours, minutes=self.chance.randint(0, 50))
        self.at = _at_work(self.at)
        return self.at < self.ends

    @property
    def is_old(self) -> bool:
        """Begun more than a week ago: the house has brought it to an end since."""
        return self.ends - self.case.opened_at > timedelta(days=8)

    def do(self, deed: Callable, *args, **values):
        """Do a deed of the house at the moment the story has reached."""
        with moved_to(self.at):
            return deed(*args, **values)


def live(cases: int = CASES, seed: int = SEED) -> int:
    """Let the weeks before today happen; return how many concerns were told."""
    chance, town, today = Random(seed), cast(), now()
    slugs = [slug for slug, times in SERVICES for _ in range(times)]
    services = {service.slug: service for service in Service.objects.select_related("owner", "intake")}
    begin = today - timedelta(weeks=WEEKS)
    moments = sorted(begin + timedelta(minutes=chance.randint(0, WEEKS * 7 * 24 * 60 - 120)) for _ in range(cases))
    order = [slugs[n % len(slugs)] for n in range(cases)]
    chance.shuffle(order)
    for n, (moment, slug) in enumerate(zip(moments, order, strict=True)):
        story = _tell(n, services[slug], moment, town, chance, today)
        STORIES[slug](story)
    for n in range(25):
        with moved_to(begin + timedelta(days=n, hours=2)):
            record_short_answer(by=town.ahlers, team=town.telefon_empfang, topic="oeffnungszeiten", channel="phone")
    return cases


def _tell(n: int, service: Service, at: datetime, town, chance: Random, ends: datetime) -> Told:
    is_internal = service.audience == "internal"
    channel = "portal" if is_internal else chance.choice(CHANNELS)
    name = NAMES[n % len(NAMES)]
    contact = None if is_internal or not name else {"name": name, "email": f"person{n}@example.org"}
    by = town.nowak if is_internal else (town.ahlers if channel != "portal" else None)
    if channel != "portal":
        at = _at_work(at)
    with moved_to(at):
        opened = open_case(
            service,
            told(service.slug, seed=n + 1),
            channel=channel,
            by=by,
            contact=contact,
            confirm=bool(contact),
            received_at=at - timedelta(days=1) if channel == "letter" else None,
        )
    return Told(opened.case, town, chance, at, ends)


def _at_work(at: datetime) -> datetime:
    while localtime(at).hour not in range(8, 16) or localtime(at).weekday() > 4:
        at += timedelta(hours=1)
    return at


def _greet(story: Told, words: str) -> bool:
    if not story.later(story.chance.choice([1, 2, 3, 5])):
        return False
    story.do(story.case.tell, words, by=story.town.ahlers)
    return True


def _leg(story: Told, team, question: str, result: str, by, *, kind="transfer", returns="") -> bool:
    """One hand-over: offered, accepted or returned, done; False when the story ends before."""
    if not story.later(1):
        return False
    leg = story.do(hand_over, story.case, team, question, kind=kind, by=story.town.ahlers)
    if not story.later(story.chance.choice([2, 5, 20])):
        return False
    if returns:
        story.do(leg.send_back, returns, by=by)
        return True
    story.do(leg.accept, by=by)
    if not story.later(story.chance.choice([4, 20, 44])):
        return False
    story.do(leg.finish, result, by=by)
    return True


def _close(story: Told, result: str, answer: str, by=None) -> bool:
    if not story.later(story.chance.choice([1, 3, 6])):
        return False
    story.do(close, story.case, result, answer, by=by or story.town.ahlers)
    return True


def _ask_back(story: Told) -> None:
    """Say afterwards whether it is solved; one in six says no."""
    if story.chance.random() < 0.6 and story.later(20):
        solved = story.chance.random() > 0.16
        comment = "" if solved else "Sie ist wieder da."
        story.do(rate, story.case, is_solved=solved, was_told_twice=False, comment=comment)


def _cat(story: Told) -> None:
    town, chance = story.town, story.chance
    if not _greet(story, "Guten Tag, danke für Ihre Meldung. Wir prüfen, ob die Katze ein Zuhause hat."):
        return
    if chance.random() < 0.5 and story.later(2):
        story.do(
            story.case.ask,
            "Kommt die Katze zu einer bestimmten Uhrzeit?",
            facts=["wiederkehr"],
            reason="outdated",
            by=town.ahlers,
        )
        is_silent = chance.random() < 0.3 and not story.is_old
        if is_silent or not story.later(9):
            return
        story.do(story.case.hear, "Immer gegen 19 Uhr, hinter der Rutsche.")
    wrong_team = chance.random() < 0.2
    if wrong_team and not _leg(story, town.verkehr, "Bitte einordnen.", "", town.oezdemir, returns="falsches Team"):
        return
    if not _leg(
        story,
        town.allgemeine_ordnung,
        "Bitte einordnen: Freigänger, Fundtier oder herrenlos?",
        "Kein Zuhause bekannt, vermutlich herrenlos.",
        town.oezdemir,
    ):
        return
    if not _leg(
        story,
        town.strassenunterhaltung,
        "Bitte Falle bringen und aufstellen.",
        "Falle steht seit heute früh.",
        town.janssen,
        kind="subtask",
    ):
        return
    if not _leg(
        story,
        town.tierheim,
        "Bitte Katze sichern und Kennzeichen lesen.",
        "Katze ist gesichert, kein Chip.",
        town.ahlers,
        kind="subtask",
    ):
        return
    if _close(story, "im_tierheim", "Die Katze ist im Tierheim und gut versorgt. Danke, dass Sie sich gemeldet haben."):
        _ask_back(story)


def _pothole(story: Told) -> None:
    if not _leg(
        story,
        story.town.strassenunterhaltung,
        "Bitte ansehen und beheben.",
        "Stelle ist aufgefüllt.",
        story.town.janssen,
    ):
        return
    if _close(story, "behoben", "Die Stelle ist repariert. Danke für Ihren Hinweis."):
        _ask_back(story)


def _question(story: Told) -> None:
    if story.chance.random() < 0.3:
        if story.later(2):
            story.do(story.case.note, "Rückruf versucht, niemand erreicht.", by=story.town.ahlers)
        if not story.is_old:
            return
    _close(story, "beantwortet", "Guten Tag, das Bürgerbüro hat am Donnerstag bis 18 Uhr geöffnet.")


def _found_animal(story: Told) -> None:
    if not _greet(story, "Guten Tag, danke. Wir suchen die Halterin oder den Halter."):
        return
    if _leg(story, story.town.fundbuero, "Bitte Register prüfen.", "Halter gefunden.", story.town.oezdemir):
        _close(story, "halter_gefunden", "Das Tier hat ein Zuhause. Es wird heute abgeholt.")


def _passport(story: Told) -> None:
    if story.later(3):
        story.do(story.case.note, "Unterlagen vollständig. Termin abwarten.", by=story.town.yilmaz)
        story.do(story.case.assign, story.town.yilmaz, by=story.town.yilmaz)


def _licence(story: Told) -> None:
    if story.later(20):
        _close(
            story,
            "abgegeben",
            "Ihr Antrag ist jetzt beim Kreis. Der Kreis entscheidet und meldet sich bei Ihnen.",
            by=story.town.yilmaz,
        )


def _complaint(story: Told) -> None:
    if story.later(6):
        story.do(story.case.tell, "Guten Tag, danke für Ihre offenen Worte. Ich gehe dem nach.", by=story.town.vogt)
        if story.is_old or story.chance.random() < 0.5:
            _close(story, "abgeholfen", "Sie hatten recht. Wir haben es geändert.", by=story.town.vogt)


def _equipment(story: Told) -> None:
    if story.later(5):
        story.do(story.case.note, "Rechner ist bestellt.", by=story.town.cetin)
        if story.is_old:
            _close(story, "erledigt", "Rechner, Konto und Telefon sind eingerichtet.", by=story.town.cetin)


STORIES = {
    "streunende-katze": _cat,
    "schlagloch": _pothole,
    "frage": _question,
    "fundtier": _found_animal,
    "reisepass": _passport,
    "fuehrerschein": _licence,
    "beschwerde": _complaint,
    "it-neuer-mitarbeiter": _equipment,
}
