"""Five cases of Musterhafen, each with words that nobody else's has, and the people who come to their doors."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from json import dumps
from urllib.parse import urlencode
from uuid import uuid4

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import reverse

from lotse.cases.closing import close
from lotse.cases.handing_over import hand_over
from lotse.cases.intake import open_case
from lotse.cases.models import Attachment
from lotse.catalogue.models import Service
from lotse.files.models import keep
from lotse.mailroom.models import Inbound, Letter
from lotse.people.models import ApiToken, LinkSession
from lotse.tenants.clock import now
from lotse.town.cast import cast
from lotse.town.told import told
from tests.rights import LETTER, STAFF, WAITING_MAIL

COMMON = "Querverweis"  # a word in every case: whoever searches for it finds only what is theirs
NOBODY = "2026-999999"  # a number nobody has
NOT_THERE = "00000000-0000-7000-8000-000000000000"


@dataclass
class Known:
    """A case and the words that give it away: of the matter, of the person, of the house alone, of later days."""

    case: object
    code: str
    file: object
    leg: object = None
    matter: list = field(default_factory=list)
    person: list = field(default_factory=list)
    inside: list = field(default_factory=list)
    later: list = field(default_factory=list)

    @property
    def number(self):
        return self.case.number

    @property
    def leg_id(self):
        return self.leg.pk if self.leg else uuid4()


# name of the case: service, word for its texts, citizen, and more for `open_case`
CASES = {
    "open": ("streunende-katze", "Zeisig", {"name": "Aurelia Sperling", "phone": "0221 5550 101"}),
    "walled": ("reisepass", "Kiebitz", {"name": "Balduin Lerche", "phone": "0221 5550 102"}),
    "confidential": ("beschwerde", "Pirol", {"name": "Cosima Reiher", "phone": "0221 5550 103"}),
    "closed": ("frage", "Milan", {}),
    "transferred": ("streunende-katze", "Stieglitz", {"name": "Dorothea Amsel", "phone": "0221 5550 105"}),
}


def build():
    """Open the five cases with the real verbs and bring each where its name says."""
    town = cast()
    known = {name: _opened(town, name, *values) for name, values in CASES.items()}
    _ask_the_bauhof(town, known["open"])
    close(known["closed"].case, "erledigt", "Die Antwort vom Milanhorst.", by=town.ahlers)
    _give_away(town, known["transferred"])
    _fill_the_poststelle()
    for each in known.values():
        each.case.refresh_from_db()
    return town, known


def _opened(town, name, slug, word, contact):
    contact = contact and contact | {"email": f"{word.lower()}@post.example"}
    matter = [f"{word}weg 17", f"{word}horst", f"{word}-bild.txt"]
    answers = told(slug)
    if "ort" in answers:
        answers["ort"] = {"text": matter[0]}
    for key in {"name", "kontakt", "pass_name"} & answers.keys():
        answers[key] = contact["email"] if key == "kontakt" else contact["name"]
    picture = keep(_upload(matter[2]), by=None)
    opened = open_case(
        Service.objects.get(slug=slug), answers, channel="portal", contact=contact or None,
        citizen=None if contact else town.demir, subject=f"Am {matter[0]}", text=f"{COMMON} zum {matter[1]}.",
        files=[picture], barred=[town.ahlers] if name == "confidential" else (),
    )  # fmt: skip
    note = f"{word}notiz"
    opened.case.note(f"Nur im Haus: {note}", by=town.vogt if name == "confidential" else town.ahlers)
    file = Attachment.objects.get(case=opened.case)
    person = [contact["name"], contact["email"], contact["phone"]] if contact else []
    return Known(opened.case, opened.code, file, matter=matter, person=person, inside=[note])


def _upload(name):
    content = b"Ein Zettel."
    return InMemoryUploadedFile(BytesIO(content), "dateien", name, "text/plain", len(content), None)


def _ask_the_bauhof(town, known):
    known.leg = hand_over(
        known.case, town.strassenunterhaltung, "Zeisigfrage an den Bauhof", by=town.ahlers, kind="subtask"
    )
    known.inside.append("Zeisigfrage")


def _give_away(town, known):
    asked = hand_over(known.case, town.sportstaetten, "Liegt das bei Ihnen?", by=town.ahlers, kind="consult")
    asked.send_back("Nein, nicht bei uns.", by=town.sport)
    known.leg = hand_over(known.case, town.allgemeine_ordnung, "Stieglitzfrage", by=town.ahlers)
    known.leg.accept(by=town.oezdemir)
    known.case.refresh_from_db()
    known.case.note("Später dazu: Stieglitzspäter", by=town.oezdemir)
    known.later += ["Stieglitzfrage", "Stieglitzspäter"]


def _fill_the_poststelle():
    raw = b"From: werbung@draussen.example\r\nSubject: Angebot\r\n\r\nNur heute."
    values = {"raw_hash": "0" * 64, "size": len(raw), "outcome": "parked", "reason": "Eine Rundmail oder Werbung."}
    Inbound.objects.create(pk=WAITING_MAIL["pk"], mailbox="post@amt.example", raw=raw, **values)
    Letter.objects.create(pk=LETTER["pk"], to_address="jemand@post.example", subject="Ihr Entwurf", text="Guten Tag")


def where_is(address, rule, town, known, *, somewhere=False):
    """Fill an address in for a case; `somewhere` for a case that does not exist."""
    values = {"pk": town.ahlers.pk} | rule.values
    if rule.is_about_a_case:
        values |= {"number": NOBODY if somewhere else known.number}
        own = {"workspace:file": known.file.pk, "portal:file": known.file.file_id}.get(address.key, known.leg_id)
        values |= dict.fromkeys(("pk", "id"), NOT_THERE if somewhere else own)
    if "{" in address.path or address.path.startswith("/api/"):
        return address.path.format(**values).replace("^.+$", "nirgendwo")
    wanted = re.findall(r"<(?:\w+:)?(\w+)>", address.path)
    return reverse(address.name, kwargs={name: values[name] for name in wanted})


class Door(RequestFactory):
    """Asks the house as the network would; nothing is recorded, so that many thousand questions stay quick."""

    handler = ClientHandler(enforce_csrf_checks=False)

    def request(self, **asked):
        return self.handler(self._base_environ(**asked))


class Visitor:
    """One person with a browser and, if they have one, a key for programs."""

    def __init__(self, role, person=None, token_of=None):
        self.role, self.browser = role, Client()
        if person:
            self.browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        self.token = ApiToken.issue(token_of or person) if token_of or person else ""

    def ask(self, method, address, body, *, by_token=False, **headers):
        """Ask with the cookies of the beginning: no request sees what an earlier one left."""
        door = Door()
        if by_token:
            headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
            if method == "GET":
                return door.get(address, body, headers=headers)
            return door.generic(method, address, dumps(body), "application/json", headers=headers)
        door.cookies = self.browser.cookies.copy()
        if method == "GET":
            return door.get(address, body, headers=headers)
        return door.generic(method, address, urlencode(body, doseq=True), "application/x-www-form-urlencoded")


def visitors(town, known):
    """Everybody who comes to a door, by role."""
    found = {"anonymous": Visitor("anonymous")}
    found["citizen_a"] = _with_code(known["open"])
    found["citizen_b"] = _with_link(known["walled"])
    found["demir"] = Visitor("demir", town.demir)
    return found | {role: Visitor(role, getattr(town, role)) for role in STAFF}


def _with_code(known):
    visitor = Visitor("citizen_a", token_of=known.case.citizen)
    visitor.browser.post("/stand/", {"nummer": known.number, "code": known.code})
    return visitor


def _with_link(known):
    visitor = Visitor("citizen_b", token_of=known.case.citizen)
    token = LinkSession.hand_out("case", known.case, until=now() + timedelta(days=1))
    visitor.browser.get(f"/zugang/{token}/")
    return visitor
