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
SAID = {  # short answers that look like themselves wherever they are asked
    "chip": "276098106123456", "mast": "MH 1432", "nummer": "0415 2207", "kennzeichen": "MH-AB 123",
    "seriennummer": "L01X00T47", "kassenzeichen": "50.1234567.8", "marke": "2317", "grabnummer": "F 12/4",
    "groesse": "55 cm, 28 kg", "masse": "6 m lang, 2,50 m breit", "restbreite": "1,50 m", "musik_bis": "22 Uhr",
    "nachname": "Berger", "vorname": "Ilse", "vornamen": "Mia Sophie", "familienname": "Lindner",
    "hund_name": "Bello", "rasse": "Labrador-Mischling", "kind_name": "Emil Lindner", "aktenzeichen": "63-0412/26",
}  # fmt: skip


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
        "address": {"street": "Lindenweg 4", "postcode": "50999", "town": "Musterhafen"},
        "for_whom": {"whom": "self"},
        "person": {"name": "Kim Lindner"},
        "iban": "DE02120300000000202051",
    }
    if field.kind == "choice":
        return picked(field.options).value
    if field.kind == "choices":
        return [picked(field.options).value]
    if field.kind == "number":
        return max(field.minimum or 0, 1) + (chance.randint(0, 3) if chance else 0)
    return SAID.get(field.key) or plain.get(field.kind) or picked(WORDS)[: field.max_length or None]
