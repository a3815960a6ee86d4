"""Through the door for mail servers: a real connection, a real answer, a real mail server behind."""

import json
import smtplib
import time
from functools import partial
from statistics import median

import pytest
from aiosmtpd.controller import Controller
from django.db import connections

from lotse.cases.models import Case
from lotse.channels.mail import lmtp
from lotse.channels.mail.lmtp import Door, Porter
from lotse.channels.mail.receive import LARGEST
from lotse.channels.mail.tests.corpus import MAIL, needs_corpus
from lotse.channels.mail.tests.sink import Sink, unused_port
from lotse.mailroom.models import Inbound, Letter, Notice

pytestmark = pytest.mark.django_db(transaction=True)
OURS = "buergerservice@musterhafen.example"
ERIKA = "erika@buerger.example"
KATZE = (
    f"From: Erika <{ERIKA}>\r\nTo: {OURS}\r\nSubject: Katze\r\nMessage-ID: <1@b.example>\r\n\r\nIm Baum.\r\n".encode()
)


class OpenDoor(Controller):
    def factory(self):
        return Door(self.handler, data_size_limit=LARGEST, enable_SMTPUTF8=True)

    def _trigger_server(self):  # the controller would greet with HELO
        smtplib.LMTP(self.hostname, self.port).quit()


@pytest.fixture
def door(town, settings):
    """The door, open; mails are taken in by threads of their own, as in the real house."""
    settings.MAIL_FROM = OURS
    porter = Porter()
    porter.hands.submit(lambda: None).result()
    controller = OpenDoor(porter, hostname="127.0.0.1", port=unused_port())
    controller.start()
    yield controller.port
    controller.stop()
    for _ in range(lmtp.HANDS):
        porter.hands.submit(connections.close_all).result()
    porter.close()


def bring(port, raw, to=OURS):
    """Hand one mail over and return the code of the answer."""
    with smtplib.LMTP("127.0.0.1", port, local_hostname="localhost") as server:
        server.ehlo_or_helo_if_needed()
        server.mail("absender@draussen.example")
        server.rcpt(to)
        return server.data(raw)[0]


def test_a_mail_that_was_accepted_lies_in_the_house_byte_for_byte(door):
    assert bring(door, KATZE) == 250

    stored = Inbound.objects.get()
    assert bytes(stored.raw) == KATZE
    assert (stored.mailbox, stored.outcome, stored.subject) == (OURS, "new_case", "Katze")


def test_a_mail_that_could_not_be_stored_stays_with_the_mail_server(door, monkeypatch):
    monkeypatch.setattr(lmtp, "receive", lambda *_: 1 / 0)

    assert bring(door, KATZE) == 451
    assert not Inbound.objects.exists()


def test_every_recipient_gets_an_answer_and_the_mail_is_one_case(door):
    with smtplib.LMTP("127.0.0.1", door, local_hostname="localhost") as server:
        server.ehlo_or_helo_if_needed()
        server.mail("x@y.example")
        server.rcpt(OURS)
        server.rcpt("standesamt@musterhafen.example")
        assert server.data(KATZE)[0] == 250
        assert server.getreply()[0] == 250
        assert server.noop()[0] == 250

    assert Inbound.objects.get().envelope_to == f"{OURS}\nstandesamt@musterhafen.example"
    assert Case.objects.count() == 1


def test_an_answer_is_known_by_the_address_it_was_brought_for(door, town):
    bring(door, KATZE)
    letter = Letter.objects.get()

    bring(
        door, b"From: x@fremd.example\nSubject: ohne alles\nTo: undisclosed\n\nEs geht ihr gut.", letter.answer_address
    )

    answer = Inbound.objects.order_by("-received_at").first()
    assert (answer.mailbox, answer.outcome, answer.proof) == (OURS, "reply", "A")


def test_the_same_mail_for_two_of_our_addresses_is_one_case(door):
    bring(door, KATZE)
    bring(door, KATZE, "standesamt@musterhafen.example")

    assert Case.objects.count() == 1
    assert Inbound.objects.get(mailbox="standesamt@musterhafen.example").outcome == "duplicate"


@pytest.mark.parametrize("addresses", [(OURS,) * 4, (OURS, "standesamt@musterhafen.example") * 2])
def test_the_same_mail_four_times_at_once_is_one_case(door, addresses, at_once):
    answers = at_once(*[partial(bring, door, KATZE, to) for to in addresses])

    assert answers == [250] * 4
    assert Case.objects.count() == 1


def manifest():
    return json.loads((MAIL / "generated-behaviour/manifest.json").read_text())["mails"] if MAIL else []


@needs_corpus
def test_mails_made_to_trip_us_come_through_the_door_and_the_good_one_after_them(door, settings):
    """All of them at one go, as the manifest says; then what left the house is counted at the real mail server."""
    from lotse.jobs import do

    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    stored, costs = {}, {}
    for told in manifest():
        raw = (MAIL / "generated-behaviour" / told["file"]).read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        begun = time.process_time()
        assert bring(door, raw) == 250, told["file"]
        costs[told["file"]] = time.process_time() - begun
        stored[told["file"]] = Inbound.objects.latest("received_at")
        assert bytes(stored[told["file"]].raw).rstrip() == raw.rstrip(), told["file"]
    assert max(costs.values()) < 20 * median(costs.values()), costs  # none holds up those behind it
    assert bring(door, KATZE.replace(b"erika@", b"gut@")) == 250
    with Sink() as sink:
        settings.EMAIL_PORT = sink.port
        for letter in Letter.objects.all():
            do.func(room="mailroom.Letter", row=str(letter.pk), verb="deliver", values={})

    answered = {mail["In-Reply-To"] for _, mail in sink.mails}
    for told in manifest():
        kept = stored[told["file"]]
        assert kept.outcome, told["file"]
        assert kept.case or Notice.objects.filter(subject=kept.pk).exists(), told["file"]
        if told["expect"].get("auto_replies") == 0:
            assert kept.message_id not in answered, told["file"]
        if told["expect"].get("case") == "new":
            assert kept.outcome == "new_case", told["file"]
    assert Inbound.objects.latest("received_at").outcome == "new_case"
    assert len(sink.to("gut@buerger.example")) == 1


def test_a_taken_port_is_refused_with_a_sentence(command, door):
    with pytest.raises(SystemExit, match=f"Der Anschluss {door} ist nicht frei"):
        command("mail", "lmtp", "--port", str(door))
