"""What happened in Musterhafen: half a year of concerns, through the real verbs with a moved clock.

The same seed tells the same story. Nothing is written past the verbs, so every timeline holds.
"""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from django.db import connection, transaction

from lotse.cases.intake import open_case, record_short_answer
from lotse.cases.models.clock import free_days
from lotse.catalogue.models import Service
from lotse.people.models import Person, Team
from lotse.tenants.clock import moved_to, now

from .content.editions import rows
from .helping import HELPED, Help
from .names import somebody
from .season import moment
from .story import House, Story
from .together import TOLD, share
from .told import told

WEEKS = 26
CASES = 620
SEED = 20261012
FEWEST = 2  # of every service, however rare
SHORT_ANSWERS = ["oeffnungszeiten", "zustaendigkeit", "termin", "formular", "wegweiser"]
CHANNELS = {"portal": 44, "phone": 22, "counter": 12, "mail": 14, "letter": 8}
OFFICE_ONLY = {"phone": 45, "counter": 50, "letter": 5}
OPEN_DOORS = ("portal", "mail")  # at any hour
ANONYMOUS = 0.2  # of reports
JUST_NOW, LATELY = timedelta(days=9), 0.13  # the town tells more people every week
AT_THE_DESK = "ahlers"  # who takes in most of what comes by telephone and counter


def untold(step: str, done: int = 0, of: int = 0) -> None:
    """Nobody waits: nobody is told how far it is."""


def live(cases: int = CASES, seed: int = SEED, tell: Callable[..., None] = untold) -> int:
    """Let the months before today happen; return how many concerns were told. `tell` as in building.py."""
    chance, today = Random(seed), now()
    begin = today - timedelta(weeks=WEEKS)
    services = {service.slug: service for service in _services()}
    house = House(_staff(), _teams(), free_days(), today)
    moments = []
    for slug in _asked_for(cases, chance):
        channel = _channel(slug, chance)
        doors = "portal" if channel in OPEN_DOORS and "art" in rows()[slug] else "office"
        since = today - JUST_NOW if chance.random() < LATELY else begin
        moments.append((moment(slug, chance, since, today, doors), slug, channel))
    for n, (at, slug, channel) in enumerate(sorted(moments), start=1):
        with transaction.atomic():
            _plan_quickly()
            _happen(n, at, services[slug], channel, house, Random(f"{seed} {n}"))
        tell("Anliegen aus einem halben Jahr", n, len(moments))
    tell("Teams helfen einander, und Meldungen werden zusammengeführt")
    with transaction.atomic():
        share(house, Random(f"{seed} together"))
        Help(house, Random(f"{seed} helping")).all_of_it()
    _count_short_answers(cases, chance, begin, house)
    return cases + TOLD + HELPED


def _plan_quickly():
    """Join as written: every case of this history asks the same, and planning took longer than answering."""
    with connection.cursor() as cursor:
        cursor.execute("set local join_collapse_limit = 1")


def _services():
    return Service.objects.select_related("owner__department", "intake__department")


def _teams() -> dict[str, Team]:
    return {team.slug: team for team in Team.objects.select_related("department")}


def _staff() -> dict[str, list[Person]]:
    """Who works in which team, by its slug."""
    found: dict[str, list[Person]] = {}
    people = Person.objects.filter(kind=Person.Kind.STAFF, is_active=True).order_by("login")
    for person in people.prefetch_related("memberships__team"):
        for membership in person.memberships.all():
            found.setdefault(membership.team.slug, []).append(person)
    return found


def _asked_for(cases: int, chance: Random) -> list[str]:
    """Which services people ask for: each a few times, the others as the town's figures say (damped)."""
    slugs = sorted(rows())
    fewest = FEWEST if cases >= FEWEST * len(slugs) else 1
    asked = (slugs * fewest)[:cases]
    weights = [rows()[slug]["menge_jahr"] ** 0.6 + (40 if slug == "streunende-katze" else 0) for slug in slugs]
    return asked + chance.choices(slugs, weights, k=cases - len(asked))


def _channel(slug: str, chance: Random) -> str:
    row = rows()[slug]
    if "art" not in row:
        return "portal"
    ways = OFFICE_ONLY if row["online"] == "nein" else CHANNELS
    return chance.choices(list(ways), list(ways.values()))[0]


def _happen(n, at, service, channel, house, chance):
    """Open one concern and carry it as far as it has come by today."""
    if channel not in OPEN_DOORS:
        at = house.days.calendar(service.intake.service_hours).after(at, chance.randint(1, 20))
    if at >= house.today:
        at = house.today - timedelta(minutes=chance.randint(1, 50))
    is_internal = service.audience == "internal"
    is_anonymous = service.kind in ("report", "complaint") and chance.random() < ANONYMOUS
    who = {"name": "", "email": "", "phone": ""} if is_internal or is_anonymous else somebody(chance)
    by = chance.choice(_takers(service, house.staff)) if is_internal or channel not in OPEN_DOORS else None
    with moved_to(at):
        opened = open_case(
            service,
            told(service.slug, n, who),
            channel=channel,
            by=by,
            contact=who if who["name"] else None,
            confirm=bool(who["email"]),
            incomplete=True,
            received_at=at - timedelta(days=1) if channel == "letter" else None,
        )
    Story(opened.case, at, house, chance).run()


def _takers(service, staff):
    """Who may have taken it in: the desk, or for internal requests the leads of other teams."""
    if service.audience == "internal":
        return [people[0] for slug, people in sorted(staff.items()) if slug != service.owner.slug]
    front = staff.get(service.intake.slug) or staff["telefon-empfang"]
    return [person for person in front if person.login == AT_THE_DESK] * 2 + front


def _count_short_answers(cases, chance, begin, house):
    """Questions answered on the spot leave no case, only a count."""
    front, team = house.staff["telefon-empfang"], house.teams["telefon-empfang"]
    for _ in range(cases // 3):
        with moved_to(moment("frage", chance, begin, house.today, "office")):
            record_short_answer(by=chance.choice(front), team=team, topic=chance.choice(SHORT_ANSWERS), channel="phone")
