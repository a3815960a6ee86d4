"""What people of Musterhafen tell: complete answers to a form, the same ones for the same seed."""

import tomllib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from django.utils.timezone import localtime

from lotse.questionnaires import Field, Form
from lotse.tenants.clock import now

from .content.editions import content_of
from .names import PLACES, street

STORIES = Path(__file__).parent / "content" / "stories"
WORDS = ["Seit etwa einer Woche.", "Meist am frühen Abend.", "Das weiß die Nachbarin besser.", "Es ist gut zu sehen."]
SELIN = {"name": "Selin Öztürk", "email": "s.oeztuerk@example.org", "phone": "0221 4710 900"}
SAID = {  # short answers that look like themselves wherever they are asked
    "chip": "276098106123456", "mast": "MH 1432", "nummer": "0415 2207", "kennzeichen": "MH-AB 123",
    "seriennummer": "L01X00T47", "kassenzeichen": "50.1234567.8", "marke": "2317", "grabnummer": "F 12/4",
    "groesse": "etwa 50 cm", "masse": "6 m lang, 2,50 m breit", "restbreite": "1,50 m", "musik_bis": "22 Uhr",
    "nachname": "Berger", "vorname": "Ilse", "vornamen": "Mia Sophie", "familienname": "Lindner",
    "hund_name": "Bello", "rasse": "Labrador-Mischling", "kind_name": "Emil Lindner", "aktenzeichen": "63-0412/26",
}  # fmt: skip
AGO = {  # how many days ago some dates lie
    "geburtsdatum": (11_000, 26_000), "kind_geboren": (2, 9), "gestorben_am": (1, 4), "ereignis_am": (400, 20_000),
    "gesucht_geburt": (11_000, 26_000), "einzug": (1, 16), "tag": (1, 6), "seit": (5, 60),
}  # fmt: skip
YOUNG = {"unter_16": (900, 5_000), "unter_18": (900, 5_000), "16_bis_23": (6_000, 8_300), "18_bis_23": (6_600, 8_300)}


@cache
def story_of(slug: str) -> dict[str, Any]:
    """What happens with a service: what people tell, what is asked, done and answered (content/stories)."""
    return tomllib.loads((STORIES / f"{slug}.toml").read_text("utf-8"))


def told(slug: str, seed: int = 0, who: dict[str, str] | None = None) -> dict:
    """Return answers to every required question of this service, and to some of the others.

    Seed 0 is the plain example of the tests: the first option everywhere, „Stadtpark“ as place. Another seed picks
    one of the service's stories; `who` is the person who writes.
    """
    form = form_of(slug)
    chance = Random(f"{slug} {seed}") if seed else None
    story = chance.choice(story_of(slug)["told"]) if chance else {}
    answers: dict = {}
    for page in form.pages:
        asked = {field.key for field in form.fields_for(answers, page.key)}
        for field in page.fields:
            if field.condition:
                asked = {each.key for each in form.fields_for(answers, page.key)}
            if field.key in asked and (field.required or field.key in story or _is_told(field, chance, who)):
                answers[field.key] = story.get(field.key) or _answer(field, chance, answers, who or SELIN)
        if form.ending(answers):
            break
    return form.told(answers)


@cache
def form_of(slug: str) -> Form:
    """The form of this service."""
    return Form.read(content_of(slug)["form"])


def _is_told(field: Field, chance: Random | None, who: dict[str, str] | None) -> bool:
    """Whether somebody answers a question that may be left out."""
    if field.kind in ("name", "contact"):
        return bool(who and who["name"])
    often = {"choice": 0.6, "choices": 0.5, "yes_no": 0.6, "place": 0.8}.get(field.kind, 0)
    return chance is not None and (chance.random() < often or (field.key in SAID and chance.random() < 0.4))


def _answer(field: Field, chance: Random | None, answers: dict, who: dict[str, str]):
    picked = chance.choice if chance else (lambda options: options[0])
    if field.kind in ("date", "datetime"):
        at = _moment(field, chance, answers)
        return at.date().isoformat() if field.kind == "date" else at.strftime("%Y-%m-%dT%H:%M")
    if field.kind == "choice":
        return picked(field.options).value
    if field.kind == "choices":
        return [picked(field.options).value]
    if field.kind == "number":
        return max(field.minimum or 0, 1) + (chance.randint(0, 3) if chance else 0)
    if field.kind in ("name", "contact", "email", "phone"):
        return who["email"] or who["phone"] if field.kind == "contact" else who[field.kind]
    plain = {
        "place": {"text": picked(PLACES)},
        "yes_no": picked(["no", "no", "yes"]),
        "address": street(chance or Random(0)),
        "for_whom": {"whom": "self"},
        "person": {"name": "Kim Lindner"},
        "iban": "DE02120300000000202051",
    }
    return plain.get(field.kind) or SAID.get(field.key) or picked(WORDS)[: field.max_length or None]


def _moment(field: Field, chance: Random | None, answers: dict) -> datetime:
    """A day that can be true: a birthday long ago, a loss last week, a wedding to come."""
    today = localtime(now())
    if field.when == "future":
        return today + timedelta(days=20 + (chance.randint(0, 60) if chance else 0))
    if chance is None:
        return today - timedelta(days=1)
    span = AGO.get(field.key, (1, 9))
    if field.key == "geburtsdatum":
        span = YOUNG.get(answers.get("alter", ""), span)
    return today - timedelta(days=chance.randint(*span), hours=chance.randint(0, 5))
