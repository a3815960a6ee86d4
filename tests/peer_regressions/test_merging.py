"""What goes wrong where the peers lay cases together (docs/pitfalls.md), and does not here."""

from email.message import EmailMessage

import pytest
from django.test import Client

from lotse.cases.merging import hear, merge, take_apart
from lotse.cases.models import Case
from lotse.channels.mail.receive import receive
from lotse.desk.models import UnsentText

MAILBOX = "buergerservice@musterhafen.example"


@pytest.fixture
def pair(make_case, town):
    """A report that came by mail follows another."""
    mail = EmailMessage()
    mail["From"], mail["Message-ID"], mail["Subject"] = "kim@buerger.example", "<1@buerger.example>", "Katze"
    mail.set_content("Am Kanal sitzt eine Katze.")
    number = receive(mail.as_bytes(), MAILBOX).case
    case, into = Case.objects.get(number=number), make_case(by=town.ahlers)
    Case.objects.filter(pk=case.pk).update(service=into.service)
    case.refresh_from_db()
    merge(case, into, by=town.ahlers)
    return case, into


def test_09_what_a_merged_reporter_writes_reaches_the_leading_case_by_every_way(pair, town):
    case, into = pair
    answer = EmailMessage()
    answer["From"], answer["Message-ID"], answer["Subject"] = "kim@buerger.example", "<2@buerger.example>", "Re: Katze"
    answer["In-Reply-To"] = "<1@buerger.example>"
    answer.set_content("Sie ist jetzt am Tor.")

    receive(answer.as_bytes(), MAILBOX)
    hear(Case.objects.get(pk=case.pk), "Und jetzt am Steg.")

    told = [entry.text for entry in into.entries.filter(kind="told")]
    assert told == ["Sie ist jetzt am Tor.", "Und jetzt am Steg."]


def test_28_who_follows_whom_is_said_on_both_pages(pair, town):
    case, into = pair
    agent = Client()
    agent.force_login(town.ahlers, backend="django.contrib.auth.backends.ModelBackend")

    assert into.number in agent.get(f"/arbeit/a/{case.number}/").text
    assert case.number in agent.get(f"/arbeit/a/{into.number}/").text


def test_29_notes_of_the_house_stay_with_their_case(pair, town):
    case, into = pair

    into.note("Nur für uns.", by=town.ahlers)

    assert not case.entries.filter(content__body__text="Nur für uns.").exists()


def test_30_a_merge_can_be_undone_and_loses_no_draft(pair, town):
    case, _into = pair
    UnsentText.objects.keep(town.ahlers, case, "message", {"text": "Mein halber Satz"}, seen=case.version)

    take_apart(Case.objects.get(pk=case.pk), by=town.ahlers)

    assert UnsentText.objects.get(case=case.pk).told["text"] == "Mein halber Satz"
    assert Case.objects.get(pk=case.pk).is_open
