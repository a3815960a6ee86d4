"""A request that lacks hours lies between two chairs: the serving team reads it at once, the asking team after days."""

from datetime import timedelta

import pytest

from lotse.cases.closing import close
from lotse.cases.models import Case, InternalRequest
from lotse.cases.requesting import request_within
from lotse.cases.watchdogs import look
from lotse.catalogue.models import Service
from lotse.mailroom.models import Notice


@pytest.fixture
def short(make_case, town, answers_of):
    """The service desk lacks hours for what Frau Ahlers' team asked."""
    service = Service.objects.get(slug="it-stoerung")
    asked = {"by": town.ahlers, "team": town.telefon_empfang}
    request = request_within(make_case(by=town.ahlers), service, answers_of("it-stoerung"), **asked)
    request.lack_hours(120, "Das Verfahren ist neu.", by=town.cetin)
    return request


def noticed(kind):
    look()
    return list(Notice.objects.open().filter(kind=kind).values_list("subject", "owner"))


def test_missing_hours_are_a_notice_of_the_serving_team_until_some_are_reserved(short, town):
    assert noticed("hours_missing") == [(short.case.pk, town.servicedesk.pk)]
    assert "Verfahren" not in Notice.objects.get(kind="hours_missing").text

    short.reserve(120, by=town.engel)

    assert noticed("hours_missing") == []


def test_after_three_days_the_asking_team_reads_it_too(short, town, moment):
    assert noticed("hours_wait") == []
    InternalRequest.objects.filter(pk=short.pk).update(short_at=moment - timedelta(days=3, minutes=1))

    assert noticed("hours_wait") == [(short.case.pk, town.telefon_empfang.pk)]


def test_a_request_that_is_closed_waits_for_no_hours(short, town):
    assert noticed("hours_missing")

    close(Case.objects.get(pk=short.case.pk), "erledigt", "Es ging doch so.", by=town.cetin)

    assert noticed("hours_missing") == []


def test_the_lead_of_the_serving_team_reads_it_under_notices_and_nobody_else(short, town):
    look()

    lead = town.servicedesk.memberships.filter(is_lead=True).select_related("person").first().person
    for person, sees in ((lead, True), (town.brandt, False), (town.oezdemir, False)):
        assert Notice.objects.open().filter(kind="hours_missing").concerning(person).exists() is sees, person
