"""What people of Musterhafen tell: complete answers to a form, the same ones for the same seed."""

from datetime import timedelta
from random import Random

from django.utils.timezone import localtime

from lotse.questionnaires import Field, Form
from lotse.tenants.clock import now

from .content.editions import content_of

PLACES = [
    "Stadtpark", "Spielplatz Lindenweg", "Hafenstraße 12", "Marktplatz", "Gärtnerweg 4", "Am Deich 7",
    "Schulstraße 21", "Bahnhofstraße 3", "Uferweg an der Musterau", "Friedhof, Haupteingang",
]  # fmt: skip
WORDS = ["Seit etwa einer Woche.", "Meist am frühen Abend.", "Das weiß die Nachbarin besser.", "Es ist gut zu sehen."]


def told(slug: str, seed: int = 0) -> dict:
    """Return answers to every required question of this service, and to some of the others.

    Seed 0 is the plain example of the tests: the first option everywhere, „Stadtpark“ as place.
    """
    form = Form.read(content_of(slug)["form"])
    chance = Random(seed)
    answers: dict = {}
    for page in form.pages:
        for field in page.fields:
            asked = field in form.fields_for(answers)
            if asked and (field.required or (seed and chance.random() < 0.5 and field.kind in ("text", "textarea"))):
                answers[field.key] = _answer(field, chance if seed else None)
        if form.ending(answers):
            break
    return form.told(answers)


def _answer(field: Field, chance: Random | None):
    days = chance.randint(1, 9) if chance else 1
    at = localtime(now()) + timedelta(days=20 if field.when == "future" else -days)
    picked = chance.choice if chance else (lambda options: options[0])
    plain = {
        "place": {"text": picked(PLACES)},
        "date": at.date().isoformat(),
        "datetime": at.strftime("%Y-%m-%dT%H:%M"),
        "yes_no": "no",
        "name": "Selin Öztürk",
        "contact": "s.oeztuerk@example.org",
        "email": "s.oeztuerk@example.org",
        "phone": "0221 4710 900",
        "number": 1,
        "address": {"street": "Lindenweg 4", "postcode": "50999", "town": "Musterhafen"},
        "for_whom": {"whom": "self"},
        "person": {"name": "Kim Beispiel"},
    }
    if field.kind == "choice":
        return picked(field.options).value
    if field.kind == "choices":
        return [picked(field.options).value]
    return plain.get(field.kind, picked(WORDS))
