"""Notices have an owner until they are settled; originals are stored once."""

from importlib import import_module
from uuid import UUID

import pytest
from django.apps import apps

from lotse.mailroom.models import Inbound, Notice, raise_notice, settle

pytestmark = pytest.mark.django_db
SUBJECT = UUID("01900000-0000-7000-8000-000000000001")


def test_a_notice_is_raised_once_until_it_is_settled():
    first = raise_notice("mail_parked", SUBJECT, "Eine E-Mail wartet.")
    again = raise_notice("mail_parked", SUBJECT, "Eine E-Mail wartet.")
    settle("mail_parked", SUBJECT)
    later = raise_notice("mail_parked", SUBJECT, "Eine E-Mail wartet.")

    assert first == again != later
    assert Notice.objects.filter(settled_at=None).get() == later


@pytest.mark.parametrize("what", ["ist nicht zustellbar", "kam zurück"])
def test_notices_from_before_lose_the_address(what):
    notice = raise_notice("letter_failed", SUBJECT, f"Eine E-Mail an erika@b.example {what}. Prüfen Sie die Adresse.")

    import_module("lotse.mailroom.migrations.0004_notices_without_address").leave_out(apps, None)

    notice.refresh_from_db()
    assert notice.text == f"Eine E-Mail {what}. Prüfen Sie die Adresse."


def test_the_same_mail_is_stored_once_a_mailbox():
    raw = b"From: erika@buerger.example\n\nKatze"

    first, is_new = Inbound.store("b@x", raw, message_id="<1@y>", raw_hash="a")
    again, is_new_again = Inbound.store("b@x", raw, message_id="<1@y>", raw_hash="a")
    other, other_is_new = Inbound.store("c@x", raw, message_id="<1@y>", raw_hash="a")

    assert (first, is_new, is_new_again, other_is_new) == (again, True, False, True)
    assert other != first
    assert bytes(Inbound.objects.get(pk=first.pk).raw) == raw
