"""Letters leave once, in the right thread, and machines are kept short."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.db import connection

from lotse.mailroom.models import Inbound, Letter, Notice, post
from lotse.mailroom.tokens import sign, signed_letter
from lotse.tenants.clock import moved_to, now

pytestmark = pytest.mark.django_db
CASE = SimpleNamespace(pk=UUID("01900000-0000-7000-8000-000000000001"))
ERIKA = "erika@buerger.example"


@pytest.fixture(autouse=True)
def sender(settings):
    settings.MAIL_FROM = "buergerservice@musterhafen.example"


def machine_writes(work_off, times=1, **values):
    letters = [post(ERIKA, "Ihr Anliegen ist da", "Guten Tag", auto=True, **values) for _ in range(times)]
    work_off()
    for letter in letters:
        letter.refresh_from_db()
    return letters


def test_a_letter_leaves_once_and_keeps_its_name(work_off):
    letter = post(ERIKA, "Neue Nachricht [2026-000007]", "Guten Tag", about=CASE)

    work_off()
    letter.deliver()

    [sent] = mail.outbox
    letter.refresh_from_db()
    assert sent.extra_headers["Message-ID"] == letter.message_id == f"<{sign(letter.pk)}@musterhafen.example>"
    assert letter.state == Letter.State.SENT
    assert sent.extra_headers["Reply-To"] == f"buergerservice+{sign(letter.pk)}@musterhafen.example"


def test_a_persons_letter_does_not_call_itself_automatic(work_off):
    post(ERIKA, "Neue Nachricht", "Guten Tag", about=CASE)
    work_off()

    assert "Auto-Submitted" not in mail.outbox[0].extra_headers


def test_a_machines_letter_says_so(work_off):
    machine_writes(work_off)

    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_letters_of_a_case_stand_in_one_thread_with_the_mails_that_came(work_off):
    Inbound.objects.create(message_id="<katze@buerger.example>", raw=b"", size=0, case=CASE.pk)
    first = post(ERIKA, "Eins", "Text", about=CASE)
    work_off()
    first.refresh_from_db()
    post(ERIKA, "Zwei", "Text", about=CASE)
    work_off()

    assert mail.outbox[1].extra_headers["In-Reply-To"] == first.message_id
    assert mail.outbox[1].extra_headers["References"] == f"<katze@buerger.example> {first.message_id}"


def test_the_same_is_said_in_html_and_nothing_in_it_is_markup(work_off):
    post(ERIKA, "Neue Nachricht", "Guten Tag <script>\n\nStand ansehen: https://lotse.example/zugang/a1/", about=CASE)
    work_off()

    html = mail.outbox[0].alternatives[0][0]
    assert "&lt;script&gt;" in html
    assert 'href="https://lotse.example/zugang/a1/"' in html
    assert ">Stand ansehen</a>" in html
    assert "<img" not in html


def test_a_subject_cannot_smuggle_a_header(work_off):
    letter = post(ERIKA, "Katze\r\nBcc: alle@x.example", "Text")
    work_off()

    assert mail.outbox[0].subject == "Katze Bcc: alle@x.example"
    assert mail.outbox[0].recipients() == [ERIKA]
    assert letter.subject == "Katze Bcc: alle@x.example"


def test_machines_write_three_times_an_hour_to_one_person_about_one_case(work_off):
    machine_writes(work_off, 3, about=CASE)
    [fourth] = machine_writes(work_off, about=CASE)

    assert len(mail.outbox) == 3
    assert fourth.state == Letter.State.HELD
    assert "schon mehrere automatische E-Mails" in fourth.error


def test_machines_write_ten_times_an_hour_to_one_address_however_it_is_written(work_off):
    machine_writes(work_off, 10)
    post(ERIKA.upper(), "Ihr Anliegen ist da", "Guten Tag", auto=True)
    work_off()

    assert len(mail.outbox) == 10


def test_people_write_as_often_as_they_must(work_off):
    for _ in range(12):
        post(ERIKA, "Neue Nachricht", "Guten Tag", about=CASE)
    work_off()

    assert len(mail.outbox) == 12


def test_an_address_that_answers_by_machine_gets_one_automatic_letter_a_day(work_off):
    machine_writes(work_off)
    Inbound.objects.create(raw=b"", size=0, sender=ERIKA, auto="auto_reply")

    [second] = machine_writes(work_off)
    with moved_to(now() + timedelta(hours=25)):
        third = post(ERIKA, "Ihr Anliegen ist da", "Guten Tag", auto=True)
        third.deliver()

    assert second.state == Letter.State.HELD
    assert len(mail.outbox) == 2


def test_machines_never_write_to_ourselves(work_off):
    letter = post("Buergerservice@musterhafen.example", "Ihr Anliegen ist da", "Text", auto=True)
    work_off()

    letter.refresh_from_db()
    assert letter.state == Letter.State.HELD


def test_a_mail_server_that_is_away_loses_nothing(settings, work_off, unused_port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", unused_port
    letter = post(ERIKA, "Neue Nachricht", "Guten Tag")

    work_off()

    letter.refresh_from_db()
    assert letter.state == Letter.State.WAITING
    assert letter.tries == 1
    assert "Connection refused" in letter.error
    with connection.cursor() as cursor:
        cursor.execute("select scheduled_at > now() from procrastinate_jobs where status = 'todo'")
        assert cursor.fetchall() == [(True,)]


def test_after_three_days_the_house_is_told(settings, work_off, unused_port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", unused_port
    letter = post(ERIKA, "Neue Nachricht", "Guten Tag", about=CASE)

    with moved_to(now() + timedelta(days=3, hours=1)):
        letter.deliver()

    letter.refresh_from_db()
    assert letter.state == Letter.State.FAILED
    assert Notice.objects.get(subject=CASE.pk).text == "Eine E-Mail ist nicht zustellbar. Prüfen Sie die Adresse."


class Sink:
    """A mail server that keeps what it gets, or refuses it."""

    def __init__(self, answer="250 OK"):
        self.answer, self.letters = answer, []

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(envelope)
        return self.answer


@pytest.fixture
def unused_port():
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def server(settings, unused_port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", unused_port
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=unused_port)
    controller.start()
    yield sink
    controller.stop()


def test_a_real_mail_server_gets_both_readings(server, work_off):
    letter = post(ERIKA, "Straße gesperrt", "Guten Tag Frau Müller", about=CASE)

    work_off()

    [envelope] = server.letters
    letter.refresh_from_db()
    assert letter.state == Letter.State.SENT
    assert envelope.rcpt_tos == [ERIKA]
    assert b"multipart/alternative" in envelope.content
    assert letter.message_id.encode() in envelope.content


def test_a_refusal_for_good_is_not_tried_again(server, work_off):
    server.answer = "550 5.1.1 unknown user"
    letter = post(ERIKA, "Neue Nachricht", "Guten Tag", about=CASE)

    work_off()

    letter.refresh_from_db()
    assert letter.state == Letter.State.FAILED
    assert Notice.objects.filter(kind="letter_failed", subject=CASE.pk).exists()


def test_a_letter_that_came_back_silences_the_machines(work_off):
    [first] = machine_writes(work_off)

    first.came_back(for_good=True, why="550 unknown user")
    [second] = machine_writes(work_off)

    assert (first.state, second.state) == (Letter.State.RETURNED, Letter.State.HELD)


def test_in_a_demo_letters_stay_in_the_mailroom(settings, work_off):
    settings.EMAIL_BACKEND = "lotse.mailroom.nobody.Backend"
    letter = post(ERIKA, "Neue Nachricht", "Guten Tag")
    mail.send_mail("Ihr Code", "48 15 16", None, [ERIKA])

    work_off()

    letter.refresh_from_db()
    assert letter.state == Letter.State.SHOWN
    assert Letter.objects.filter(subject="Ihr Code").get().state == Letter.State.SHOWN
    assert Letter.objects.count() == 2


def test_only_we_can_sign():
    letter = UUID("01900000-0000-7000-8000-0000000000ff")

    assert signed_letter(f"<{sign(letter).upper()}@musterhafen.example>") == letter
    assert signed_letter(f"<{sign(letter)[:-2]}aa@musterhafen.example>") is None
    assert signed_letter("<irgendwas@x.example>") is None
