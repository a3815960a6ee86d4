"""Somebody called in sick: forty cases find their people, by the deputy or by the lead's hand."""

import re

import pytest

from lotse.cases.models import Case
from lotse.people.models import Absence, Deputy, Membership


@pytest.fixture
def forty(make_case, town, today):
    """Forty cases of Frau Ahlers, who is away today; nobody stands in for her yet."""
    cases = [make_case() for _ in range(40)]
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(guide=town.ahlers, guide_team=town.telefon_empfang)
    Deputy.objects.filter(person=town.ahlers).delete()
    Absence.objects.create(person=town.ahlers, begins_on=today, ends_on=today)
    Membership.objects.update_or_create(person=town.lueders, team=town.telefon_empfang, defaults={"is_lead": True})
    return cases


def _count(page, name):
    found = re.search(rf"{name} <span class=\"lo-count\">(\d+)</span>", page)
    return int(found[1]) if found else None


def test_the_deputy_finds_them_and_only_while_the_guide_is_away(browser, forty, town, today):
    Deputy.objects.create(person=town.ahlers, deputy=town.nowak, begins_on=today, ends_on=today)

    page = browser(town.nowak).get("/arbeit/?ansicht=vertretung").text
    assert _count(page, "In Vertretung") == 40
    answered = browser(town.nowak).post(f"/arbeit/a/{forty[0].number}/nachricht/", {"text": "Ich vertrete."})
    assert answered.status_code == 303

    Absence.objects.filter(person=town.ahlers).delete()
    assert _count(browser(town.nowak).get("/arbeit/").text, "In Vertretung") == 0


def test_the_lead_finds_them_and_shares_them_out_after_a_preview(browser, forty, town, work_off):
    lead = browser(town.lueders)
    assert _count(lead.get("/arbeit/?ansicht=abwesend").text, "Von Abwesenden") == 40
    told = {"deed": "guide", "to": str(town.lueders.pk), "nummer": [case.number for case in forty]}

    seen = lead.post("/arbeit/sammelaktion/", told)
    assert "40 Anliegen ändern" in seen.text
    assert Case.objects.filter(guide=town.ahlers).count() == 40

    lead.post("/arbeit/sammelaktion/", told | {"sicher": "1"})
    while work_off():
        pass

    moved = Case.objects.filter(pk__in=[case.pk for case in forty], guide=town.lueders)
    assert moved.count() == 40
    assert forty[0].entries.filter(kind="guide_changed", by=town.lueders).count() == 1
    assert _count(lead.get("/arbeit/").text, "Von Abwesenden") == 0


def test_who_leads_no_team_is_not_shown_who_is_away(browser, forty, town):
    Membership.objects.filter(person=town.brandt).update(is_lead=False)

    assert "Von Abwesenden" not in browser(town.brandt).get("/arbeit/").text


def test_a_new_guide_for_many_is_asked_for(browser, forty, town):
    page = browser(town.lueders).post("/arbeit/sammelaktion/", {"deed": "guide", "nummer": [forty[0].number]})

    assert page.status_code == 422
    assert "Wählen Sie die neue Ansprechperson aus." in page.text
