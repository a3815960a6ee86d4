"""The whole way with real servers: in by IMAP, out by SMTP, and the citizen's reply back into the same case."""

from email.message import EmailMessage
from email.utils import parseaddr

import pytest

from lotse.cases.models import Case
from lotse.channels.mail.fetching import fetch
from lotse.channels.mail.tests.dovecot import needs_dovecot
from lotse.channels.mail.tests.sink import Sink
from lotse.mailroom.models import Inbound, Letter

pytestmark = [pytest.mark.django_db, needs_dovecot]
OURS = "buergerservice@musterhafen.example"
ERIKA = "erika@buerger.example"


@pytest.fixture
def world(dovecot, town, settings):
    """The town's mailbox at Dovecot, and a mail server that takes what leaves the house."""
    settings.MAIL_FROM, settings.IMAP_URL = OURS, dovecot.url("amt")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with Sink() as sink:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        yield sink


def written(sender, subject, text, message_id, to=OURS, **headers):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = sender, to, subject, message_id
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes().replace(b"\n", b"\r\n")


def reply_to(letter, sender, text, message_id):
    """What a mail program makes of „Antworten“: address, subject, thread and the quoted letter."""
    quoted = "\n".join(f"> {line}" for line in letter.get_body(("plain",)).get_content().splitlines())
    return written(
        sender, f"AW: {letter['Subject']}", f"{text}\n\nAm 3. März 2026 um 09:15 schrieb Bürgerservice:\n{quoted}\n",
        message_id, to=parseaddr(letter["Reply-To"])[1], In_Reply_To=letter["Message-ID"],
        References=f"{letter['References'] or ''} {letter['Message-ID']}".strip(),
    )  # fmt: skip


def test_a_mail_comes_in_is_answered_and_the_reply_finds_its_case(dovecot, world, work_off):
    dovecot.bring("amt", written(f"Erika Mustermann <{ERIKA}>", "Katze", "Sie sitzt im Baum.", "<1@buerger.example>"))
    [found] = fetch().received
    case = Case.objects.get(number=found.case)
    case.tell("Wie sieht sie aus?", by=case.guide)
    work_off()
    confirmation, question = world.to(ERIKA)

    assert confirmation["Auto-Submitted"] == "auto-generated"
    assert question["Auto-Submitted"] is None
    assert question["In-Reply-To"] == confirmation["Message-ID"]
    assert "<1@buerger.example>" in question["References"]
    assert case.number in question["Subject"]

    dovecot.bring("amt", reply_to(question, ERIKA, "Schwarz mit weißen Pfoten.", "<2@buerger.example>"))
    [answer] = fetch().received

    assert (answer.outcome, answer.case) == ("reply", case.number)
    assert case.entries.order_by("-seq").first().text == "Schwarz mit weißen Pfoten."
    assert Case.objects.count() == 1
    assert dovecot.count("amt") == 0


def test_a_stranger_who_quotes_the_number_is_not_let_in(dovecot, world, work_off):
    dovecot.bring("amt", written(ERIKA, "Katze", "Sie sitzt im Baum.", "<3@buerger.example>"))
    case = Case.objects.get(number=fetch().received[0].case)
    before = case.entries.count()

    stranger = "neugierig@draussen.example"
    dovecot.bring("amt", written(stranger, f"Re: [{case.number}]", "Wer hat das gemeldet?", "<4@draussen.example>"))
    [found] = fetch().received
    work_off()

    assert found.outcome == "suggested"
    assert found.case != case.number
    assert case.entries.count() == before
    assert Inbound.objects.get(pk=found.stored).suggests == case.pk
    [confirmation] = world.to(stranger)
    assert case.number not in confirmation.as_string()


def test_a_letter_that_bounces_is_seen_on_its_case(dovecot, world, work_off):
    dovecot.bring("amt", written("weg@buerger.example", "Katze", "Sie sitzt im Baum.", "<5@buerger.example>"))
    case = Case.objects.get(number=fetch().received[0].case)
    work_off()
    [letter] = world.to("weg@buerger.example")
    bounce = (
        f"From: MAILER-DAEMON@mx.example\r\nTo: {OURS}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Message-ID: <b@mx.example>\r\nAuto-Submitted: auto-replied\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: text/plain\r\n\r\nunknown user\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        "Final-Recipient: rfc822; weg@buerger.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {letter['Message-ID']}\r\n\r\n--x--\r\n"
    ).encode()
    dovecot.bring("amt", bounce)

    fetch()

    assert Letter.objects.get(about=case.pk).state == Letter.State.RETURNED
    assert "unzustellbar" in case.entries.order_by("-seq").first().text


def test_a_mail_server_that_was_away_gets_the_letter_later_under_the_same_name(world, work_off, dovecot):
    dovecot.bring("amt", written(ERIKA, "Katze", "Sie sitzt im Baum.", "<6@buerger.example>"))
    fetch()
    world.answer = "451 4.3.0 später"
    work_off()
    letter = Letter.objects.get()
    first = letter.message_id
    assert (letter.state, letter.tries) == (Letter.State.WAITING, 1)

    world.answer = "250 OK"
    letter.deliver()

    [mail] = world.to(ERIKA)
    assert mail["Message-ID"] == first
