"""Machines are told from people before anything else happens."""

import pytest

from lotse.channels.mail.message import parse


def kind(*headers: str, sender: str = "erika@buerger.example", body: str = "Guten Tag", own=()):
    return parse("\n".join([f"From: {sender}", *headers, "", body]).encode(), own)


@pytest.mark.parametrize(
    "headers",
    [
        ["Auto-Submitted: auto-replied (vacation)"],
        ["Auto-Submitted: auto-generated"],
        ["X-Autoreply: yes"],
        ["Precedence: auto_reply"],
        ["Subject: Abwesenheitsnotiz: Ihre Anfrage"],  # Outlook, Exchange
        ["Subject: Automatische Antwort: Re: Katze"],  # Outlook
        ["Subject: Automatic reply: Katze"],
        ["Subject: Out of Office: Katze"],
        ["Subject: Abwesenheitsassistent"],  # GMX, web.de
        ["Subject: =?utf-8?Q?Urlaubsbenachrichtigung?="],
        ["Subject: Gelesen: Katze"],
        ["Subject: Abwesenheit vom 3.3. bis 10.3."],
        ["Subject: AUTO: Erika Mustermann ist außer Haus. (Rückkehr am 10.03.2025)"],  # Notes
        ["Subject: Erika Mustermann ist außer Haus."],
        ["Subject: Erika Mustermann ist außer Haus bis 10.03.2025"],
        ["Subject: Automatyczna odpowiedź: Katze"],  # Outlook elsewhere
        ["Subject: Otomatik Yanıt: Katze"],
        ["Subject: Report domain: a.example Submitter: b.example Report-ID: 1"],  # DMARC
        ["Auto-Submitted: no", "Auto-Submitted: auto-replied"],  # two stations wrote it
        ["Return-Path: <>", "Subject: Re: Katze"],  # sieve vacation
    ],
)
def test_automatic_answers_are_seen(headers):
    mail = kind(*headers)

    assert (mail.auto, mail.answerable) == ("auto_reply", False)


@pytest.mark.parametrize(
    "headers",
    [
        ["Auto-Submitted: no"],
        ["Auto-Submitted: no (a person)"],
        ["Subject: Auto: Ummeldung"],
        ["Subject: Abwesenheit im Wahllokal: Vollmacht"],
        ["Subject: Abwesend am Wahltag, was tun?"],
        ["Subject: Urlaubsvertretung für die Tagesmutter gesucht"],
        ["Subject: Ich bin im Urlaub bestohlen worden"],
        ["Subject: Nicht im Büro, sondern am Schalter gewartet"],
        ["Subject: Automat am Rathaus defekt"],
        ["Subject: Mein Sachbearbeiter ist außer Haus – wer hilft mir?"],
        ["Subject: Re: Urlaub in Musterhafen"],
        ["Return-Path: <erika@buerger.example>"],
    ],
)
def test_people_are_people(headers):
    mail = kind(*headers)

    assert (mail.auto, mail.answerable) == ("none", True)


def test_the_wish_for_no_automatic_answer_is_kept_without_calling_the_sender_a_machine():
    mail = kind("X-Auto-Response-Suppress: All")

    assert (mail.auto, mail.answerable) == ("none", False)


@pytest.mark.parametrize("sender", ["noreply@laden.example", "do-not-reply@laden.example", "", "Niemand"])
def test_who_reads_no_answer_gets_none(sender):
    assert not kind(sender=sender).answerable


def test_lists_are_bulk():
    assert kind("List-Id: <freunde.example>").auto == "bulk"
    assert kind("Precedence: bulk").auto == "bulk"


def report(action: str, status: str) -> bytes:
    return (
        f"From: MAILER-DAEMON@post.example\nAuto-Submitted: auto-replied\nSubject: Undelivered Mail\n"
        f"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nText\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: {action}\n"
        f"Status: {status}\n--b--\n"
    ).encode()


@pytest.mark.parametrize(
    ("action", "status", "kind_of_bounce"),
    [
        ("failed", "5.1.1", "bounce_permanent"),
        ("delayed", "4.4.1", "bounce_temporary"),
        ("failed", "4.2.2", "bounce_temporary"),
        ("relayed", "2.0.0", "auto_reply"),
    ],
)
def test_delivery_reports_say_whether_it_is_for_good(action, status, kind_of_bounce):
    assert parse(report(action, status)).auto == kind_of_bounce


@pytest.mark.parametrize(
    ("told", "kind_of_report"),
    [
        ("message/global-delivery-status\n\nAction: failed\nStatus: 5.1.1", "bounce_permanent"),  # RFC 6533
        ("message/global-disposition-notification\n\nDisposition: x; displayed", "auto_reply"),
        ("message/feedback-report\n\nFeedback-Type: abuse", "auto_reply"),  # RFC 5965
    ],
)
def test_a_report_is_no_persons_mail_whatever_it_reports(told, kind_of_report):
    head = "Content-Type: multipart/report; boundary=b"

    assert kind(head, body=f"--b\n\nText\n--b\nContent-Type: {told}\n--b--").auto == kind_of_report


@pytest.mark.parametrize(
    ("headers", "sender"),
    [
        (["X-Failed-Recipients: a@b.example", "Subject: Warning: message 1 delayed 24 hours"], "x@post.example"),
        (["Subject: Zustellung verzögert: Ihr Anliegen"], "postmaster@post.example"),
    ],
)
def test_a_delay_is_not_for_good(headers, sender):
    assert kind(*headers, sender=sender).auto == "bounce_temporary"


def test_a_returned_mail_without_a_report_is_a_bounce():
    mail = kind("Subject: Unzustellbar: Ihr Anliegen", sender="postmaster@post.example")

    assert mail.auto == "bounce_permanent"


def test_our_own_mail_coming_back_is_a_loop():
    assert kind("X-Lotse-Letter: 1").auto == "own_loop"

    ours = kind(sender="buergerservice@musterhafen.example", own=["Buergerservice@musterhafen.example"])
    assert ours.auto == "own_loop"
