"""The doors through which strange words come in, each tried as somebody would use it."""

import json
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count
from urllib.parse import quote

from django.db import transaction
from django.test import Client

from lotse.cases.models import Case
from lotse.channels.mail.receive import receive
from lotse.people.models import ApiToken
from tests.strange import CONTROL, as_kept, in_one_line

SENDER = "Erika Mustermann <erika@buerger.example>"
OURS = "buergerservice@musterhafen.example"
FORM = "/dienst/frage/"
CONTACT = {"kontakt": "", "fuer_wen-whom": "self"}
ADDRESSES = (f"127.7.{number // 250}.{number % 250 + 1}" for number in count())  # nobody may send that much


class NotAsTold(AssertionError):
    """A door failed, or kept something else than what was told."""


def sound(answer, text):
    """Return the answer unless the house failed on it."""
    if answer.status_code >= 500:
        raise NotAsTold(f"{answer.status_code} for {text!r}")
    return answer


def typed(text):
    """Return what a browser sends of it: half characters become a question mark."""
    return text.encode("utf-8", "replace").decode()


def equal(kept, told, text, where):
    if kept != told:
        raise NotAsTold(f"{where} of {text!r}: kept {kept!r}")


def next_page(client, page, answers):
    """Send a page of the form and return the page that comes next: the same one, with 422, where it is refused."""
    return client.post(f"{FORM}formular/{page}/", answers, follow=True)


def through_the_form(text):
    """Ask a question on the portal, sign it with the same words; return the case, or None where it was refused."""
    client, text = Client(REMOTE_ADDR=next(ADDRESSES)), typed(text)
    first, second = next_page(client, "frage", {"frage": text}), next_page(client, "kontakt", CONTACT | {"name": text})
    if second.status_code == 422:  # no name is that long
        second = next_page(client, "kontakt", CONTACT | {"name": "Erika"})
    for answer in (first, second):
        sound(answer, text)
    if 422 in (first.status_code, second.status_code):
        return None
    sound(client.post(f"{FORM}pruefen/", follow=True), text)
    case = Case.objects.order_by("-opened_at").first()
    equal(client.get(f"{FORM}danke/").text.count(case.number) > 0, True, text, "the sending")
    equal(case.facts.get(key="frage").value, as_kept(text), text, "the fact")
    name = case.facts.filter(key="name").first()
    if name and name.value != "Erika":
        equal(name.value, in_one_line(text), text, "the name")
    return case


def through_rest(program, text):
    """Tell a question by program, with text, subject and name; return the case, or None where it was refused."""
    told = {
        "service": "frage", "answers": {"frage": text}, "subject": text[:150], "text": text,
        "citizen": {"name": text[:90], "email": "erika@buerger.example"},
    }  # fmt: skip
    answer = sound(program("POST", "/cases", told), text)
    if answer.status_code != 201:
        equal(answer.json()["title"] != "", True, text, "the title")
        return None
    here = f"/cases/{answer.json()['number']}"
    surface = program("GET", here).json()
    equal(surface["subject"], in_one_line(text[:150]) or surface["subject"], text, "the subject")
    if as_kept(text):
        equal(program("GET", f"{here}/timeline").json()["items"][0]["text"], as_kept(text), text, "the entry")
    noted = sound(program("POST", f"{here}/notes", {"text": text}), text)
    if noted.status_code == 201:
        equal(program("GET", f"{here}/timeline").json()["items"][-1]["text"], as_kept(text), text, "the note")
    return Case.objects.get(number=answer.json()["number"])


def through_mail(text, number):
    """Write a mail with these words; return the case, or None where it was parked."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Message-ID"] = SENDER, OURS, f"<{number}@buerger.example>"
    plain = CONTROL.sub("", text)
    mail["Subject"] = " ".join(plain.split()) or "leer"
    mail.set_content(f"Guten Tag,\n{plain}\nDanke.", charset="utf-8", cte="base64")
    with transaction.atomic():
        received = receive(mail.as_bytes(), OURS)
    case = Case.objects.filter(number=received.case).first()
    if case is not None and "\n" not in as_kept(text) and not as_kept(text).startswith(">"):
        kept = case.entries.get(kind="opened").text
        if as_kept(text) not in kept:
            raise NotAsTold(f"the mail of {text!r}: kept {kept!r}")
    return case


def through_search(client, program, text):
    """Look for these words wherever one can look."""
    text = typed(text)
    asked = quote(text)
    for address in (f"/suche/?q={asked}", f"/en/suche/?q={asked}", f"/stand/?nummer={asked}"):
        sound(Client().get(address), text)
    for address in (f"/arbeit/suche/?q={asked}", f"/arbeit/neu/?q={asked}", f"/arbeit/team/?q={asked}"):
        sound(client.get(address), text)
    sound(program("GET", f"/cases?q={asked}"), text)
    sound(Client(REMOTE_ADDR="127.0.0.8").post("/anmelden/", {"login": text, "password": text}), text)


def shown(client, case):
    """Return the case's page at the desk."""
    return sound(client.get(f"/arbeit/a/{case.number}/"), case.number).content.decode()


def program_of(person):
    """Return what calls REST as this person."""
    secret = ApiToken.issue(person, scope="all")
    client = Client(headers={"authorization": f"Bearer {secret}"}, raise_request_exception=False)

    def call(method, address, body=None):
        values = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        return client.generic(method, f"/api/v1{address}", **values)

    return call


def desk_of(person):
    """Return a browser in which this person is signed in."""
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client
