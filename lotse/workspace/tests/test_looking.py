"""Looking up cases, commands and colleagues: on the page of the search and in the palette."""

import re

from lotse.cases.handing_over import hand_over


def test_of_a_common_word_older_cases_are_found_where_newer_ones_may_not_be_read(browser, make_case, town, monkeypatch):
    monkeypatch.setattr("lotse.workspace.finding.LATELY", 1)
    older, newer = make_case(), make_case()
    assert newer.pk > older.pk
    newer.involvements.create(person=town.ahlers, role="barred")

    found = browser(town.ahlers).get("/arbeit/suche/", {"q": "Stadtpark"}).text

    assert older.number in found
    assert newer.number not in found


def test_cases_are_found_by_number_word_and_name_as_far_as_one_may_see_them(browser, make_case, town):
    case = make_case()

    for q in (case.number, case.number[-6:], "Stadtpark", "Öztürk"):
        assert case.number in browser(town.ahlers).get("/arbeit/suche/", {"q": q}, follow=True).text
        assert case.number not in browser(town.brandt).get("/arbeit/suche/", {"q": q}).text.replace(f'value="{q}"', "")


def test_enter_after_a_whole_number_leads_to_its_case_and_only_there(browser, make_case, town, page_of):
    case = make_case()
    asked, palette = {"q": case.number}, {"HX-Request": "true", "HX-Target": "treffer"}

    assert browser(town.ahlers).get("/arbeit/suche/", asked).headers.get("Location") == page_of(case)
    assert case.number in browser(town.ahlers).get("/arbeit/suche/", asked, headers=palette).text
    assert browser(town.brandt).get("/arbeit/suche/", asked).status_code == 200


def test_what_the_menu_of_a_case_offers_is_found_in_the_palette_and_leads_to_its_page(
    browser, make_case, town, page_of
):
    case, agent = make_case(by=town.ahlers), browser(town.ahlers)

    found = agent.get("/arbeit/suche/", {"fall": case.number}).text
    addresses = set(re.findall(rf'href="({page_of(case)}[a-z]+/)"', found))

    menu = set(re.findall(rf'href="({page_of(case)}[a-z]+/)"', agent.get(page_of(case)).text))
    assert len(addresses) > 15
    assert {address for address in addresses if agent.get(address).status_code != 200} == set()
    assert menu - addresses == set()


def test_who_does_not_know_the_citizen_is_offered_no_check_of_a_call(browser, make_case, town, page_of):
    case = make_case(by=town.ahlers)
    hand_over(case, town.baumpflege, "Unsere Linde?", kind="consult", by=town.ahlers).accept(by=town.brandt)
    told, there = browser(town.ahlers), browser(town.brandt)
    asked = {"fall": case.number}

    assert "Anruf prüfen" in told.get("/arbeit/suche/", asked | {"q": "anruf"}).text
    assert "In Vertretung für" in told.get("/arbeit/suche/", asked | {"q": "vertretung"}).text
    assert page_of(case) in there.get("/arbeit/suche/", asked).text
    assert "Anruf prüfen" not in there.get("/arbeit/suche/", asked).text
    assert "In Vertretung für" not in there.get("/arbeit/suche/", asked).text


def test_who_stands_in_for_somebody_finds_that_list_in_the_palette(browser, town):
    assert "?ansicht=vertretung" in browser(town.lueders).get("/arbeit/suche/", {"q": "in vertretung"}).text
    assert "?ansicht=vertretung" not in browser(town.brandt).get("/arbeit/suche/", {"q": "in vertretung"}).text


def test_commands_are_found_by_their_name(browser, make_case, town):
    case = make_case()

    page = browser(town.ahlers).get("/arbeit/suche/", {"q": "überg", "fall": case.number}).text

    assert f"/arbeit/a/{case.number}/uebergabe/" in page


def test_who_is_who_shows_phone_and_who_stands_in(browser, town, today):
    town.ahlers.absences.create(begins_on=today, ends_on=today)

    page = browser(town.brandt).get("/arbeit/team/?q=Ahlers").text

    for words in ("Frau Ahlers", "Telefon", "heute nicht da", "Frau Lüders"):
        assert words in page
