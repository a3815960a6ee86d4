"""Mails that Outlook saved as files are read as the mails they were; whatever else has their first bytes is kept."""

import io
import json
import random
import sys
from types import SimpleNamespace

import pytest

from lotse.cases.models import Case
from lotse.channels.mail.commands import parse_files, receive_one
from lotse.channels.mail.compound import SIGNATURE
from lotse.channels.mail.message import NO_MAIL, parse
from lotse.channels.mail.receive import receive
from lotse.channels.mail.tests.saved import msg, tree, written
from lotse.mailroom.models import Inbound, Notice

ERIKA = ("Erika Müller", "erika@buerger.example")
OURS = ("Bürgerservice", "buergerservice@musterhafen.example")
NOON = 134_172_000_000_000_000  # ticks since 1601: 5 March 2026, 16:00 UTC
HEADERS = (
    "Received: from mail.example\r\n\tby host\r\nFrom: =?utf-8?q?J=C3=BCrgen?= <juergen@buerger.example>\r\n"
    "To: buergerservice@musterhafen.example\r\nSubject: Laterne\r\nMessage-ID: <7@buerger.example>\r\n"
    'Date: Thu, 05 Mar 2026 10:00:00 +0100\r\nContent-Type: multipart/mixed;\r\n\tboundary="x"\r\nMIME-Version: 1.0\r\n'
)


def test_a_saved_mail_says_what_it_said():
    mail = parse(msg("Die Katze", "Sie sitzt im Baum.\r\nGrüße", sender=ERIKA, to=[OURS], sent=NOON))

    assert (mail.subject, mail.sender.name, mail.sender.email) == ("Die Katze", *ERIKA)
    assert [one.email for one in mail.to] == [OURS[1]]
    assert mail.text.strip() == "Sie sitzt im Baum.\nGrüße"
    assert mail.date.startswith("2026-03-05T16:00")
    assert mail.error is None


def test_headers_that_travelled_are_believed_before_what_outlook_knows():
    mail = parse(msg("Anders", "Die Laterne ist aus.", HEADERS, sender=ERIKA))

    assert (mail.subject, mail.sender.email, mail.message_id) == (
        "Laterne",
        "juergen@buerger.example",
        "<7@buerger.example>",
    )
    assert mail.text.strip() == "Die Laterne ist aus."


def test_files_and_mails_within_come_out_as_they_are():
    inside = tree("Davor", "Das war gestern.", sender=ERIKA)
    files = [("Plan.pdf", "application/pdf", b"%PDF-" + bytes(9000)), ("notiz.txt", "text/plain", b"kurz")]

    mail = parse(msg("Anbei", "Siehe Anlagen.", sender=ERIKA, files=files, inside=inside))

    kept = {one.name: one.content for one in mail.attachments}
    assert (kept["Plan.pdf"], kept["notiz.txt"]) == (files[0][2], files[1][2])
    assert parse(kept["Mail.eml"]).subject == "Davor"
    assert mail.text.strip() == "Siehe Anlagen."


def test_a_saved_page_is_read_as_text_and_runs_nowhere():
    mail = parse(msg("Seite", None, sender=ERIKA, html=b"<html><script>alert(1)</script><p>Guten Tag</p></html>"))

    assert mail.html
    assert mail.text.strip() == "Guten Tag"


def test_an_old_word_document_is_no_mail():
    mail = parse(written({"WordDocument": b"x" * 5000}))

    assert mail.error == NO_MAIL
    assert [one.name for one in mail.attachments] == ["original.bin"]


def test_no_broken_file_stops_the_reading():
    whole, dice = msg("Katze", "x" * 9000, sender=ERIKA, files=[("a.bin", "a/b", bytes(600))]), random.Random(11)
    broken = [SIGNATURE, SIGNATURE + bytes(600), *(whole[:at] for at in range(0, len(whole), 97))]
    for _ in range(300):
        changed = bytearray(whole)
        for _ in range(dice.randint(1, 8)):
            changed[dice.randrange(8, len(changed))] = dice.choice([0, 1, 255, dice.randrange(256)])
        broken.append(bytes(changed))

    for raw in broken:
        mail = parse(raw)
        assert mail.error or mail.subject is not None or mail.sender


def test_commands_take_saved_mails_too(tmp_path, capsys):
    (tmp_path / "katze.msg").write_bytes(msg("Die Katze", "Sie sitzt im Baum.", sender=ERIKA))

    parse_files(SimpleNamespace(files=[tmp_path / "katze.msg"]))

    told = json.loads(capsys.readouterr().out)
    assert (told["file"], told["subject"], told["from"]["email"]) == ("katze.msg", "Die Katze", ERIKA[1])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "raw", [msg("Katze", "Im Baum.", sender=ERIKA), SIGNATURE + bytes(3000)], ids=["whole", "broken"]
)
def test_a_saved_mail_becomes_a_case_or_waits_visibly_and_comes_back_byte_for_byte(
    raw, town, settings, browser, monkeypatch, capsys
):
    settings.MAIL_FROM = OURS[1]
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))

    assert receive_one(SimpleNamespace(mailbox="")) == 0

    told = json.loads(capsys.readouterr().out)
    inbound = Inbound.objects.get(pk=told["stored"])
    if told["case"]:
        assert Case.objects.get(number=told["case"]).subject == "Katze"
    else:
        assert Notice.objects.filter(kind="mail_parked", subject=inbound.pk).exists()
    answer = browser(town.ahlers).get(f"/arbeit/poststelle/mail/{inbound.pk}/original/")
    assert answer.content == raw
    assert answer["Content-Type"] == "application/vnd.ms-outlook"
    assert answer["Content-Disposition"].endswith('.msg"')
    assert receive(raw).outcome == "duplicate"
