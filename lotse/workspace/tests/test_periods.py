"""A legal period begins by a deed at the desk: the documents are complete, or the decision was notified."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from lotse.catalogue.models import Edition
from lotse.tenants.clock import now

BEGIN = "Die Unterlagen sind vollständig"


@pytest.fixture
def application(make_case):
    """A case whose edition names a period of three months from complete documents."""
    case = make_case()
    content = case.edition.content
    content["agreements"]["periods"] = [{"kind": "period", "amount": 3, "unit": "month", "starts": "completeness"}]
    Edition.objects.filter(pk=case.edition_id).update(content=content)
    return case


def test_it_begins_on_the_day_that_is_said_and_once(browser, application, town, page_of):
    agent, day = browser(town.ahlers), localdate(now()) - timedelta(days=3)
    assert BEGIN in agent.get(page_of(application, "fristen/")).text

    page = agent.post(page_of(application, "fristen/"), {"wait": "completeness", "since": day.isoformat()}, follow=True)

    clock = application.clocks.get(kind="period")
    assert "Die gesetzliche Frist von" in page.text
    assert localdate(clock.started_at) == day
    assert BEGIN not in agent.get(page_of(application, "fristen/")).text


def test_no_period_begins_in_the_future_or_where_the_service_names_none(browser, application, make_case, town, page_of):
    agent, day = browser(town.ahlers), localdate(now()) + timedelta(days=1)

    early = agent.post(page_of(application, "fristen/"), {"wait": "completeness", "since": day.isoformat()})
    none = agent.post(page_of(make_case("frage"), "fristen/"), {"wait": "completeness"})

    assert (early.status_code, none.status_code) == (422, 422)
    assert not application.clocks.filter(kind="period").exists()
