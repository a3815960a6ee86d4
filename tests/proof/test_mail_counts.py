"""Mails that strangers wrote: none is lost, none breaks the house, each is a case or visibly parked."""

from collections import Counter

import pytest

from lotse.cases.models import Case
from lotse.cases.verifying import verify
from lotse.channels.mail.mbox import messages
from lotse.channels.mail.receive import receive
from lotse.channels.mail.tests.corpus import MAIL, files, needs_corpus
from lotse.mailroom.models import Inbound, Notice

pytestmark = [pytest.mark.django_db, needs_corpus]
OURS = "buergerservice@musterhafen.example"


def take_in(paths):
    """Receive each mail as a mail server would hand it over; return what became of each, by file and place in it."""
    found = {}
    for path in paths:
        for place, raw in enumerate(messages(path.read_bytes()), start=1):
            received = receive(raw, OURS)
            kept = Inbound.objects.get(pk=received.stored)
            assert bytes(kept.raw) == raw or received.outcome == "duplicate", path.name
            found[f"{path.name}#{place}"] = received
    return found


def summed_up(outcomes):
    """How many mails came to which outcome, in words."""
    counted = sorted(Counter(str(one.outcome) for one in outcomes.values()).items())
    return ", ".join(f"{outcome} {count}" for outcome, count in counted)


def test_every_zammad_mail_becomes_a_case_or_is_visibly_parked(town, settings, proof):
    settings.MAIL_FROM = OURS

    outcomes = take_in(files("zammad"))

    for name, received in outcomes.items():
        if received.outcome in ("new_case", "reply", "suggested"):
            assert Case.objects.filter(number=received.case).exists(), name
        elif received.outcome == "parked":
            assert Notice.objects.filter(subject=received.stored, settled_at=None).exists(), name
        else:
            assert received.outcome in ("duplicate", "ignored"), name
    proof(counts=f"{len(outcomes)} mails", result=f"none lost: {summed_up(outcomes)}")
    assert [str(finding) for finding in verify()] == []


def test_every_other_mail_of_the_collection_is_kept_and_breaks_nothing(town, settings, proof):
    settings.MAIL_FROM = OURS
    others = [path for path in files() if path.relative_to(MAIL).parts[0] != "zammad" and path.stat().st_size < 2**22]

    outcomes = take_in(others)

    proof(counts=f"{len(outcomes)} mails", result=f"none lost: {summed_up(outcomes)}")
    assert Inbound.objects.filter(outcome="").count() == 0
    assert [str(finding) for finding in verify()] == []
