"""Printing a leg for a crew without mail."""

import pytest

from lotse.cases.handing_over import hand_over
from lotse.tenants.clock import now
from lotse.tenants.models import Town
from lotse.ui.templatetags.german import short_day


@pytest.fixture
def leg(make_case, town):
    return hand_over(make_case(), town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)


@pytest.fixture
def printed(monkeypatch):
    told = {}
    monkeypatch.setattr(
        "lotse.workspace.views.work_orders.report",
        lambda title, parts, **more: told.update(title=title, parts=parts, **more) or b"%PDF",
    )
    return told


def test_the_paper_holds_the_packet_the_deadline_and_a_code_and_no_name(browser, leg, town, page_of, printed, client):
    page = page_of(leg.case, f"etappe/{leg.pk}/arbeitsauftrag/")
    leg.case.note("Nur für uns.", by=town.ahlers)

    answer = browser(town.janssen).post(page)

    words = f"{printed['title']} {printed['parts']}"
    assert answer["Content-Type"] == "application/pdf"
    assert leg.case.number in words
    assert "Falle bringen." in words
    assert f"('Stand', '{short_day(now())}," in words
    assert f"('Kommune', '{Town.here()}')" in words
    assert "Name und Unterschrift" in words
    assert "Stadtpark" in words
    assert not [word for word in ("Öztürk", "Ahlers", "Janssen", "Nur für uns.") if word in words]
    path = "/arbeitsauftrag/" + printed["code"].address.split("/arbeitsauftrag/")[1]
    assert "Falle bringen." in client.get(path).text


def test_looking_at_the_page_makes_no_paper_void(browser, leg, town, page_of, printed):
    page = page_of(leg.case, f"etappe/{leg.pk}/arbeitsauftrag/")
    browser(town.janssen).post(page)

    browser(town.janssen).get(page)

    assert leg.case.entries.filter(kind="order_printed").count() == 1


def test_the_paper_is_tagged_and_the_code_has_words(browser, leg, town, page_of):
    sheet = browser(town.janssen).post(page_of(leg.case, f"etappe/{leg.pk}/arbeitsauftrag/")).content

    assert sheet.startswith(b"%PDF")
    assert b"pdfuaid" in sheet


def test_the_timeline_names_the_paper_and_the_team(browser, leg, town, page_of, client, printed):
    browser(town.janssen).post(page_of(leg.case, f"etappe/{leg.pk}/arbeitsauftrag/"))
    path = "/arbeitsauftrag/" + printed["code"].address.split("/arbeitsauftrag/")[1]
    client.post(path, {"schritt": "angenommen"})
    client.post(path, {"schritt": "nicht", "text": "Tor ist zu."})

    timeline = browser(town.ahlers).get(page_of(leg.case)).text

    assert "hat den Arbeitsauftrag für Straßenunterhaltung gedruckt" in timeline
    assert "Straßenunterhaltung hat die Übergabe angenommen (über den gedruckten Arbeitsauftrag)" in timeline
    assert "Straßenunterhaltung gibt zurück (über den gedruckten Arbeitsauftrag)" in timeline
