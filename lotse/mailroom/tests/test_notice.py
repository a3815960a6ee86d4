"""Notices have an owner until they are settled; originals are stored once."""

from importlib import import_module
from uuid import UUID, uuid4

import pytest
from django.apps import apps

from lotse.mailroom.models import Inbound, Notice, raise_notice, settle
from lotse.people.models import Absence, Membership, Person

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


def finds(person, notice):
    """Whether this person finds it on their next visit."""
    return Notice.objects.open().concerning(Person.objects.get(pk=person.pk)).filter(pk=notice.pk).exists()


def test_who_stands_in_for_a_lead_who_is_away_mends_what_is_the_leads(town, today):
    notice = raise_notice("leg_waits", uuid4(), "Etwas wartet.", owner=town.strassenunterhaltung)
    town.sport.stands_in.create(person=town.janssen)
    assert (finds(town.janssen, notice), finds(town.sport, notice)) == (True, False)

    Absence.objects.create(person=town.janssen, begins_on=today, ends_on=today)

    assert finds(town.sport, notice)


def test_a_team_that_nobody_leads_mends_together(town):
    worker = Person.objects.create(login="kran", name="Frau Kran", kind="staff")
    Membership.objects.create(person=worker, team=town.strassenunterhaltung)
    notice = raise_notice("leg_waits", uuid4(), "Etwas wartet.", owner=town.strassenunterhaltung)
    assert not finds(worker, notice)

    Membership.objects.filter(team=town.strassenunterhaltung, is_lead=True).delete()

    assert finds(worker, notice)
    assert not finds(town.sport, notice)


def test_what_lies_with_a_team_in_which_nobody_works_is_the_buergerservices(town):
    notice = raise_notice("leg_waits", uuid4(), "Etwas wartet.", owner=town.strassenunterhaltung)
    assert not finds(town.ahlers, notice)

    Membership.objects.filter(team=town.strassenunterhaltung).delete()

    assert finds(town.ahlers, notice)
