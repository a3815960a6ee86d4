"""The page of a citizen, for whom they speak, and the check of a caller."""

import pytest

from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case
from lotse.cases.refusals import NotAllowed, UnknownValue
from lotse.cases.representing import end_representation, represent
from lotse.journal.models import Record

SPEAKS = {"name": "Oma Sommer", "role": "power", "proof": "held", "until-tag": "31", "until-monat": "12",
          "until-jahr": "2026"}  # fmt: skip


@pytest.fixture
def case(make_case):
    return make_case()


@pytest.fixture
def person_page(case):
    return f"/arbeit/person/{case.citizen_id}/"


def test_the_page_shows_contact_and_the_concerns_one_reads_whole(browser, case, town, person_page):
    page = browser(town.ahlers).get(person_page).text

    assert case.number in page
    assert case.citizen.email in page


@pytest.mark.parametrize("who", ["cetin", "engel", "brandt", "janssen"])
def test_whoever_reads_none_of_it_whole_finds_no_page(browser, case, town, person_page, who):
    hand_over(case, town.strassenunterhaltung, "Falle?", kind="subtask", by=town.ahlers)

    assert browser(getattr(town, who)).get(person_page).status_code == 404


def test_a_concern_behind_a_wall_is_not_on_the_page_of_others(browser, make_case, town, case, person_page):
    walled = make_case()
    Case.objects.filter(pk=walled.pk).update(citizen=case.citizen, circle="tax", team=town.sportstaetten)
    walled.involvements.update(team=town.sportstaetten)

    assert walled.number not in browser(town.ahlers).get(person_page).text


def test_a_colleague_has_no_such_page(browser, case, town):
    Case.objects.filter(pk=case.pk).update(citizen=town.brandt)

    assert browser(town.ahlers).get(f"/arbeit/person/{town.brandt.pk}/").status_code == 404


def test_for_whom_somebody_speaks_is_written_down_changed_and_ended(browser, case, town, page_of, person_page):
    agent, where = browser(town.ahlers), page_of(case, "vertretung/")
    assert agent.post(where, SPEAKS).status_code == 303

    assert "Oma Sommer, Vollmacht, Nachweis liegt vor, bis 31.12.2026" in agent.get(person_page).text
    agent.post(where, {"ende": "1"})

    case.refresh_from_db()
    assert case.for_whom is None
    entries = case.entries.filter(kind="represented")
    assert [entry.words["now"] and entry.words["now"]["name"] for entry in entries] == ["Oma Sommer", None]
    assert not [entry for entry in entries if entry.is_public or "Oma" in str(entry.data)]
    assert "spricht für sich selbst" in agent.get(page_of(case)).text


def test_a_representation_that_ran_out_says_so(browser, case, town, person_page):
    Case.objects.filter(pk=case.pk).update(for_whom={"name": "Oma Sommer", "proof": "held", "until": "2020-01-01"})

    assert "abgelaufen" in browser(town.ahlers).get(person_page).text


def test_who_does_not_carry_the_case_writes_no_representation(case, town):
    with pytest.raises(NotAllowed):
        represent(case, "Oma", role="power", proof="held", by=town.cetin)
    with pytest.raises(UnknownValue):
        represent(case, "Oma", role="queen", proof="held", by=town.ahlers)
    with pytest.raises(UnknownValue):
        end_representation(case, by=town.ahlers)


def test_no_answer_is_shown_before_it_was_asked_for(browser, case, town, page_of):
    page = browser(town.ahlers).get(page_of(case, "anruf/")).text

    assert not [known for known in (case.citizen.name, case.citizen.email, case.citizen.phone, "Stadtpark")
                if known and known in page]  # fmt: skip
    assert page.count("<input") >= 3


def test_without_every_answer_nothing_is_compared(browser, case, town, page_of):
    page = browser(town.ahlers).post(page_of(case, "anruf/"), {"name": case.citizen.name})

    assert page.status_code == 422
    assert "Schreiben Sie auf, was die Person sagt." in page.text
    assert "Stadtpark" not in page.text
    assert not Record.objects.filter(deed="caller.asked").exists()


def test_the_check_stands_in_the_journal_without_a_word_that_was_said(browser, case, town, page_of):
    agent, where = browser(town.ahlers), page_of(case, "anruf/")
    said = {key: "Unsinn" for key in ("name", "email", "phone", "ort", "katze")}

    compared = agent.post(where, said | {"name": case.citizen.name.upper()})
    agent.post(where, {"ergebnis": "stimmt_nicht"})

    assert "gleich" in compared.text
    assert "anders" in compared.text
    records = Record.objects.about(case).filter(deed__startswith="caller")
    assert [record.deed for record in records] == ["caller.asked", "caller.checked"]
    assert records.last().data["passed"] is False
    assert "Unsinn" not in str([record.data for record in records])


def test_where_too_little_is_known_the_way_out_is_said(browser, case, town, page_of):
    case.facts.all().delete()
    case.citizen.email = case.citizen.phone = ""
    case.citizen.save()

    page = browser(town.ahlers).get(page_of(case, "anruf/")).text

    assert "Bitten Sie um Nummer und Code" in page


def test_whom_the_name_does_not_reach_checks_nobody(browser, case, town, page_of):
    hand_over(case, town.strassenunterhaltung, "Falle?", kind="subtask", by=town.ahlers)

    assert browser(town.janssen).get(page_of(case, "anruf/")).status_code == 404
