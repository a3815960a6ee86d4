"""`/healthz` tells whoever watches what works, and is unfit only when nobody could be served."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.test import RequestFactory

from lotse.mailroom.condition import EMPTIED, note_emptied
from lotse.mailroom.models import Letter
from lotse.project import health
from lotse.project.incidents import something_broke, unreadable
from lotse.tenants.clock import now
from tests.hostile import Hostile, multipart

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    """A house whose letters leave by a mail server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


def written(minutes_ago, **values):
    return Letter.objects.create(
        to_address="a@b.example", subject="Brief", text="…", created_at=now() - timedelta(minutes=minutes_ago), **values
    )


def mail(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    return answer.json()["mail"]


def test_without_mail_server_and_mailbox_nothing_is_out_of_order(client, settings):
    settings.EMAIL_BACKEND = "lotse.mailroom.nobody.Backend"
    written(60)

    told = mail(client)

    assert (told["ok"], told["configured"], told["last_sent"]) == (True, False, None)
    assert told["inbox"] == {"configured": False, "last_emptied": None}


def test_a_letter_that_does_not_leave_is_told_and_people_are_still_served(client, server):
    written(20)

    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["status"] == "limited"
    assert answer.json()["mail"]["ok"] is False
    assert answer.json()["mail"]["oldest_waiting_s"] in range(1200, 1260)


def test_a_letter_just_written_may_wait(client, server):
    written(2)

    assert mail(client)["ok"]


def test_one_slow_receiver_is_no_trouble_of_the_house(client, server):
    written(20)
    gone = written(5, sent_at=now(), carried_by="server")

    told = mail(client)

    assert (told["ok"], told["last_sent"]) == (True, gone.sent_at.isoformat())


def test_letters_held_back_or_given_up_do_not_wait(client, server):
    written(60, held_at=now())
    written(60, failed_at=now())

    assert (mail(client)["ok"], mail(client)["oldest_waiting_s"]) == (True, None)


def test_a_mailbox_nobody_empties_is_told(client, settings):
    settings.IMAP_URL = "imap://x:y@127.0.0.1/"
    note_emptied()
    assert mail(client)["ok"]

    cache.set(EMPTIED, now() - timedelta(minutes=16))

    assert mail(client)["ok"] is False
    assert mail(client)["inbox"]["last_emptied"]


def test_without_a_database_the_house_is_unfit(client, monkeypatch):
    def away():
        raise OperationalError("away")

    monkeypatch.setattr(health.connection, "cursor", away)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["status"] == "unfit"


@pytest.mark.parametrize(("trouble", "status", "code"), [
    (OperationalError("server closed the connection"), 503, "away"), (ValueError("oops"), 500, "our-fault"),
])  # fmt: skip
def test_a_program_reads_a_problem_when_the_house_fails_before_the_interface_is_asked(trouble, status, code):
    try:
        raise trouble
    except type(trouble):
        answer = something_broke(RequestFactory().get("/api/v1/cases"))

    told = json.loads(answer.content)
    assert (answer.status_code, answer["Content-Type"], told["code"]) == (status, "application/problem+json", code)
    assert len(told["incident"]) == 8
    assert answer.headers.get("Retry-After") == ("30" if status == 503 else None)


@pytest.mark.parametrize(("trouble", "status"), [(RequestDataTooBig(), 413), (SuspiciousOperation(), 400)])
def test_a_request_nobody_can_read_gets_a_page_that_says_how_to_go_on(trouble, status):
    page = unreadable(RequestFactory().post("/dienst/frage/formular/frage/"), trouble)

    assert page.status_code == status
    assert "Geben Sie ihr einen kurzen Namen" in page.text
    assert "{phone}" not in page.text


def test_a_file_with_a_name_that_is_too_long_gets_that_page(client, town):
    photo = Hostile("a" * 2000, "image/jpeg", b"x")

    page = client.post("/dienst/streunende-katze/formular/ort/", **multipart({}, "foto", photo))

    assert page.status_code == 400
    assert "Das können wir nicht lesen" in page.text
