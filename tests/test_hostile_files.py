"""Files and names that want to do harm come to every door: each behaves as its manifest says.

Whatever the manifest says of one file, of all holds: the house does not fail, answers soon and in German, unpacks
nothing, names what it keeps itself, and gives it back as an attachment that no browser opens, guesses or runs.
"""

import os
import re
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from lotse.cases.intake import open_case
from lotse.cases.models import Attachment, Case
from lotse.catalogue.models import Service
from lotse.channels.mail.receive import receive
from lotse.files.models import StoredFile
from lotse.insight.models import EventLog
from lotse.mailroom.models import Inbound
from lotse.people.models import ApiToken, Person
from lotse.portal.tests.journeys import CAT, PLACE
from lotse.town.told import told
from tests.hostile import GENERATED, Hostile, collected, multipart, names, own
from tests.shared import needs
from tests.strange_doors import desk_of

EACH = 1 if os.environ.get("LOTSE_ALL_FILES") else 3  # every third in make test, all of them in make proof
FILES = [*own(), *collected()][::EACH]
OURS = "buergerservice@musterhafen.example"
GERMAN = re.compile(
    "können wir nicht annehmen|ist kein Foto|lässt sich nicht öffnen|zu viele Bildpunkte|ist leer|zu groß|"
    "steckt ein Schadprogramm"
)
PASSWD = "root:x:0:0"
OUR_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}(\.small)?\.[a-z]{3,4}")
MEGABYTE = 1 << 20

pytestmark = pytest.mark.django_db
every_file = pytest.mark.parametrize("file", FILES, ids=str)


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT, settings.MAIL_FROM = tmp_path / "files", OURS
    return settings.MEDIA_ROOT


@contextmanager
def soon_and_small():
    """What happens herein takes at most two seconds of the processor and less than 50 MB."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    before, began = _memory("VmRSS"), time.process_time()
    yield
    assert time.process_time() - began < 2
    assert _memory("VmHWM") - before < 50 * MEGABYTE


def _memory(what):
    return int(re.search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024


@dataclass
class Door:
    """One way in: what posts a file, and what fetches a kept one again."""

    send: Callable
    fetch: Callable | None = None


def at_the_form(town):
    client = Client(raise_request_exception=False)

    def send(file, **how):
        sent = client.post(f"{CAT}formular/ort/", **multipart(PLACE, "foto", file, **how))
        return client.get(sent["Location"]) if "fehler=" in sent.get("Location", "") else sent

    return Door(send)


def at_the_answer(town):
    cat = Service.objects.get(slug="streunende-katze")
    opened = open_case(cat, told(cat.slug), channel="portal", contact={"name": "Selin Öztürk", "phone": "0221 4710"})
    client = Client(raise_request_exception=False)
    client.post("/stand/", {"nummer": opened.case.number, "code": opened.code})
    page = f"/anliegen/{opened.case.number}/"
    return Door(
        lambda file, **how: client.post(f"{page}nachricht/", **multipart({"text": "Anbei."}, "dateien", file, **how)),
        lambda one: client.get(f"{page}datei/{one.file_id}/"),
    )


def at_the_desk(town):
    case = open_case(Service.objects.get(slug="frage"), {"frage": "Wann?"}, channel="portal").case
    agent, page = desk_of(case.guide), f"/arbeit/a/{case.number}/"

    def send(file, **how):
        case.refresh_from_db()
        values = {"text": "Anbei.", "seen": str(case.version)}
        return agent.post(f"{page}nachricht/", **multipart(values, "dateien", file, **how))

    return Door(send, lambda one: agent.get(f"{page}datei/{one.pk}/"))


def at_the_counter(town):
    agent, page = desk_of(town.ahlers), "/arbeit/neu/?dienst=streunende-katze"
    values = {"channel": "phone", "text": "Am Telefon.", "name": "Kim Sommer", "ort-text": "Park"}
    return Door(lambda file, **how: agent.post(page, **multipart(values, "dateien", file, **how)))


DOORS = [at_the_form, at_the_answer, at_the_desk, at_the_counter]
every_door = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)


@every_door
@every_file
def test_a_hostile_file_is_refused_in_german_or_kept_harmlessly(town, store, door, file):
    way = door(town)

    with soon_and_small():
        answer = way.send(file)

    assert answer.status_code < 500
    assert PASSWD not in answer.content.decode("utf-8", "replace")
    kept = StoredFile.objects.all()
    if not kept:
        assert answer.status_code == 422
        assert GERMAN.search(answer.text)
    for one in kept:
        assert is_what_it_is(one)
    lies_as_named(store)
    for attachment in Attachment.objects.select_related("file"):
        is_given_back_harmlessly(way.fetch(attachment))
    behaves_as_told(file, kept, door)


@every_file
def test_a_hostile_file_in_a_mail_is_kept_as_it_came_and_given_back_harmlessly(town, store, file):
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = "Erika <erika@buerger.example>", OURS, "Anbei"
    mail["Message-ID"] = "<1@buerger.example>"
    mail.set_content("Guten Tag, anbei eine Datei.")
    kind = file.claims.split("/")
    mail.add_attachment(file.content, maintype=kind[0], subtype=kind[1], filename=file.name)

    with soon_and_small(), transaction.atomic():
        received = receive(mail.as_bytes(), OURS)

    case, raw = Case.objects.get(number=received.case), bytes(Inbound.objects.get(pk=received.stored).raw)
    attachment = case.attachments.select_related("file").get()
    assert raw == mail.as_bytes()
    assert attachment.file.open().read() == file.content
    assert attachment.file.small_path == ""
    lies_as_named(store)
    agent = desk_of(case.guide or town.ahlers)
    is_given_back_harmlessly(agent.get(f"/arbeit/a/{case.number}/datei/{attachment.pk}/"))
    is_given_back_harmlessly(desk_of(town.ahlers).get(f"/arbeit/poststelle/mail/{received.stored}/original/"))


@every_file
def test_rest_takes_no_files_and_says_so_in_german(town, store, file):
    secret = ApiToken.issue(town.ahlers, scope="all")
    program = Client(headers={"authorization": f"Bearer {secret}"}, raise_request_exception=False)

    for values in (multipart({"service": "frage"}, "datei", file), {"data": file.content, "content_type": file.claims}):
        with soon_and_small():
            answer = program.post("/api/v1/cases", **values)

        assert 400 <= answer.status_code < 500
        assert answer["Content-Type"].startswith("application/problem+json")
        assert re.search(r"Anfrage|Angaben", answer.json()["title"])
    assert not StoredFile.objects.exists()


@every_file
def test_no_hostile_file_is_a_table_of_people(town, file):
    before = Person.objects.count()

    with soon_and_small():
        answer = desk_of(town.cetin).post("/verwaltung/import/", **multipart({}, "file", file))

    assert answer.status_code in (200, 422)
    assert PASSWD not in answer.text
    assert "<script>alert" not in answer.text
    assert Person.objects.count() == before


@every_file
def test_no_hostile_file_is_taken_in_by_a_command(town, command, tmp_path, file):
    path, before = tmp_path / f"datei{Path(file.name).suffix}", Person.objects.count()
    path.write_bytes(file.content)

    for words in (("import", "log", str(path)), ("import", "people", str(path))):
        with soon_and_small():
            try:
                said = command(*words)
            except SystemExit as refused:
                said = str(refused.code)
        assert PASSWD not in said
        assert "Traceback" not in said
    assert not EventLog.objects.exists()
    assert Person.objects.count() == before


@pytest.mark.parametrize(
    ("door", "extended"),
    [(door, False) for door in DOORS] + [(at_the_form, True), (at_the_answer, True)],  # as RFC 2231 has it
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_hostile_name_is_shown_readable_and_leads_nowhere(town, store, tmp_path, door, extended):
    way, content = door(town), picture() if door is at_the_form else b"Hallo"

    for name in names():
        before = set(StoredFile.objects.values_list("pk", flat=True))

        answer = way.send(Hostile(name, "text/plain", content), extended=extended)

        assert answer.status_code < 500
        page = answer.text if answer.status_code != 302 else ""
        assert not page or 'lang="de"' in page
        assert "<img src=x" not in page
        for one in StoredFile.objects.exclude(pk__in=before):
            assert len(one.name.encode()) <= 255
            assert one.name.isprintable()
            assert not set(one.name) & set("/\\")
            assert not page or escape(one.name) in page
    lies_as_named(store)
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == set(files_in(store))
    assert StoredFile.objects.count() > len(names()) / 2
    for attachment in Attachment.objects.select_related("file"):
        is_given_back_harmlessly(way.fetch(attachment))


@needs(f"{GENERATED}/manifest.json")
def test_everything_the_manifest_expects_is_checked_here():
    unknown = {
        sentence for file in collected() for sentence in file.expect if not any(p.search(sentence) for p in LAWS)
    }

    assert unknown == set()


def picture():
    """A picture of one dot."""
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (1, 1)).save(out, "PNG")
    return out.getvalue()


def files_in(store):
    return [path for path in store.rglob("*") if path.is_file()]


def lies_as_named(store):
    """On the disk lies what the rows know, under names of ours alone, and nothing else: nothing was unpacked."""
    known = {path for pair in StoredFile.objects.values_list("path", "small_path") for path in pair if path}
    found = {str(path.relative_to(store)) for path in files_in(store)}
    assert found == known
    assert all(OUR_NAME.fullmatch(path) for path in found)


def is_what_it_is(kept):
    """Say whether the type of a kept file was read from its content."""
    marks = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff", "application/pdf": b"%PDF", "text/plain": b""}
    with kept.open() as file:
        return file.read(8).startswith(marks.get(kept.type, b"PK\x03\x04"))


def is_given_back_harmlessly(answer):
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Disposition"].isascii()
    assert "\n" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    if answer.streaming:
        b"".join(answer.streaming_content)


def must_be_kept(file, kept, door):
    assert kept or door is at_the_form


def must_not_be_kept(file, kept, door):
    assert not kept


def must_not_be_what_it_claims(file, kept, door):
    assert all(one.type != file.claims for one in kept)


def must_have_no_small_copy(file, kept, door):
    assert all(one.small_path == "" for one in kept)


def holds_for_all(file, kept, door):
    """The law of the house, checked for every file."""


# what a manifest says, and who checks it at the doors of people
LAWS = {
    re.compile("^stored"): must_be_kept,
    re.compile("type is decided by content"): must_not_be_what_it_claims,
    re.compile("no thumbnail"): must_have_no_small_copy,
    re.compile("import answers 4xx|^4xx within"): must_not_be_kept,
    re.compile("attachment"): holds_for_all,
    re.compile("bomb|inflated|unpack|link not followed|outside|^as eicar"): holds_for_all,
}


def behaves_as_told(file, kept, door):
    for sentence in file.expect:
        for pattern, check in LAWS.items():
            if pattern.search(sentence):
                check(file, kept, door)
