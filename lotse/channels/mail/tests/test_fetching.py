"""A mailbox is emptied at a real IMAP server."""

from imaplib import IMAP4

import pytest

from lotse.cases.models import Case
from lotse.channels.mail import fetching
from lotse.channels.mail.fetching import CannotFetch, fetch, look_in, mailbox_id
from lotse.channels.mail.tests.corpus import files, needs_corpus
from lotse.channels.mail.tests.dovecot import needs_dovecot
from lotse.channels.mail.tests.sink import unused_port
from lotse.mailroom.condition import condition
from lotse.mailroom.models import Inbound, Notice

pytestmark = [pytest.mark.django_db, needs_dovecot]
OURS = "buergerservice@musterhafen.example"


def mail(number=1, text="Im Garten sitzt eine Katze."):
    head = f"From: Erika <erika{number}@buerger.example>\r\nTo: {OURS}\r\nSubject: Katze {number}\r\n"
    return f"{head}Message-ID: <{number}@b.example>\r\n\r\n{text}\r\n".encode()


@pytest.fixture
def user(request, dovecot, town, settings):
    """A mailbox of this test's own, named to the house."""
    settings.MAIL_FROM = OURS
    name = f"kasten{abs(hash(request.node.name))}"
    settings.IMAP_URL = dovecot.url(name)
    return name


def test_each_mail_becomes_a_case_and_leaves_the_inbox(dovecot, user):
    dovecot.bring(user, mail(1), mail(2))

    visit = fetch()

    assert [found.outcome for found in visit.received] == ["new_case", "new_case"]
    assert [bytes(one.raw) for one in Inbound.objects.order_by("received_at")] == [mail(1), mail(2)]
    assert set(Inbound.objects.values_list("mailbox", flat=True)) == {OURS}
    assert (dovecot.count(user), dovecot.count(user, "Lotse")) == (0, 2)
    assert fetch().received == []


def test_pitfall_11_a_mail_that_cannot_be_stored_stays_in_the_inbox(dovecot, user, monkeypatch):
    from django.db import OperationalError

    def away(*_):
        raise OperationalError("away")

    dovecot.bring(user, mail())
    with monkeypatch.context() as patched:
        patched.setattr(fetching, "receive", away)
        with pytest.raises(CannotFetch, match="ließ sich nicht speichern"):
            fetch()
    assert dovecot.count(user) == 1

    assert [found.outcome for found in fetch().received] == ["new_case"]


def test_a_crash_between_storing_and_moving_makes_no_second_case(dovecot, user, monkeypatch):
    dovecot.bring(user, mail())
    with monkeypatch.context() as patched:
        patched.setattr(fetching, "_put_away", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            fetch()

    assert [found.outcome for found in fetch().received] == ["duplicate"]
    assert Case.objects.count() == 1
    assert dovecot.count(user) == 0


def test_where_nothing_may_be_moved_a_mail_is_not_fetched_for_ever(dovecot, user, monkeypatch):
    uid = IMAP4.uid

    def full(box, *told):
        return ("NO", [b"full"]) if told[0] in ("MOVE", "COPY") else uid(box, *told)

    dovecot.bring(user, mail())
    monkeypatch.setattr(IMAP4, "uid", full)

    assert len(fetch().received) == 1
    assert fetch().received == []
    assert dovecot.count(user) == 1


@needs_corpus
def test_poison_is_parked_visibly_and_the_good_mail_behind_it_is_read(dovecot, user):
    poison = [path.read_bytes() for path in files("generated-behaviour") if path.stat().st_size < 2_000_000]
    dovecot.bring(user, *poison, b"\xff\xfe kein Brief", mail())

    visit = fetch()

    assert visit.left == []
    assert visit.received[-1].outcome == "new_case"
    assert dovecot.count(user) == 0
    for parked in Inbound.objects.filter(outcome="parked"):
        assert Notice.objects.filter(subject=parked.pk, settled_at=None).exists()


def test_a_mail_that_is_too_large_is_put_away_and_named(dovecot, user, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 100)
    dovecot.bring(user, mail())

    assert fetch().received == []
    assert dovecot.count(user, "Lotse") == 1
    assert "Ordner „Lotse“" in Notice.objects.get(kind="mail_too_large").text


def test_a_mailbox_that_does_not_open_is_told_until_it_does(dovecot, user, settings):
    settings.IMAP_URL = dovecot.url(user).replace("geheim", "falsch")
    look_in()
    assert "lässt sich nicht abholen" in Notice.objects.get(subject=mailbox_id(), settled_at=None).text
    assert "falsch" not in Notice.objects.get().text

    settings.IMAP_URL = dovecot.url(user)
    look_in()

    assert not Notice.objects.filter(settled_at=None).exists()


def test_when_the_mailbox_was_last_emptied_is_known(dovecot, user, settings):
    settings.IMAP_URL = dovecot.url(user).replace("geheim", "falsch")
    look_in()
    assert condition()["inbox"] == {"configured": True, "last_emptied": None}
    assert not condition()["ok"]

    settings.IMAP_URL = dovecot.url(user)
    look_in()

    assert condition()["inbox"]["last_emptied"]
    assert condition()["ok"]


def test_a_server_that_is_away_is_a_sentence(settings, town, command):
    settings.IMAP_URL = f"imap://x:y@127.0.0.1:{unused_port()}/"

    with pytest.raises(SystemExit, match="Das Postfach lässt sich nicht abholen"):
        command("mail", "fetch")


def test_without_a_mailbox_the_command_says_what_to_set(settings, town, command):
    settings.IMAP_URL = ""

    with pytest.raises(SystemExit, match="LOTSE_IMAP_URL"):
        command("mail", "fetch")


def test_the_command_prints_what_became_of_each(dovecot, user, command):
    dovecot.bring(user, mail())

    assert '"outcome": "new_case"' in command("mail", "fetch")
