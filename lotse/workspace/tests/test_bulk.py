import pytest

from lotse.cases.closing import close
from lotse.cases.handing_over import hand_over
from lotse.desk.models import BulkRun

BULK = "/arbeit/sammelaktion/"


@pytest.fixture
def cases(make_case):
    return [make_case() for _ in range(3)]


def test_chosen_cases_are_shown_and_asked_what_shall_happen(browser, cases, town, make_case):
    page = browser(town.ahlers).get(BULK, {"nummer": [case.number for case in cases]}).text

    assert all(case.number in page for case in cases)
    assert "Was soll mit allen geschehen?" in page


def test_the_preview_says_for_each_what_will_happen_or_why_not_and_changes_nothing(browser, cases, town):
    one, two, three = cases
    hand_over(two, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)
    close(three, "erledigt", "Getan.", by=town.ahlers)
    told = {"nummer": [case.number for case in cases], "deed": "close", "result": "erledigt", "text": "Es ist getan."}

    page = browser(town.ahlers).post(BULK, told).text

    assert page.count("wird geändert") == 1
    assert page.count("bleibt, wie es ist") == 2
    assert "hat dieses Anliegen um" in page
    assert "1 Anliegen ändern" in page
    one.refresh_from_db()
    assert one.is_open


def test_it_is_done_case_by_case_and_a_refused_one_stays_as_it_is(browser, cases, town):
    one, two, three = cases
    close(three, "erledigt", "Getan.", by=town.ahlers)
    told = {"nummer": [case.number for case in cases], "deed": "close", "result": "erledigt", "text": "Getan.",
            "sicher": "1"}  # fmt: skip

    page = browser(town.ahlers).post(BULK, told, follow=True).text

    assert "2 von 3 sind geändert." in page
    assert three.number in page.split("Das blieb, wie es ist")[1]
    assert [run.values for run in BulkRun.objects.all()] == [{}]


@pytest.mark.parametrize("told, kind", [
    ({"deed": "assign", "to": "me"}, "assigned"),
    ({"deed": "follow_up", "on": "01.12.2099"}, "follow_up"),
    ({"deed": "urgency", "urgency": "high"}, "urgency"),
    ({"deed": "note", "text": "Wartet auf den Bericht."}, "note"),
])  # fmt: skip
def test_each_deed_leaves_its_entry_in_each_case(browser, cases, town, told, kind):
    told = {key: str(town.ahlers.pk) if value == "me" else value for key, value in told.items()}

    browser(town.ahlers).post(BULK, told | {"nummer": [case.number for case in cases], "sicher": "1"})

    assert [case.entries.last().kind for case in cases] == [kind] * 3


def test_what_a_deed_needs_is_asked_for(browser, cases, town):
    page = browser(town.ahlers).post(BULK, {"nummer": cases[0].number, "deed": "follow_up"})

    assert page.status_code == 422
    assert "Geben Sie den Tag der Wiedervorlage ein." in page.text


def test_cases_one_may_not_read_are_not_even_named(browser, cases, town):
    page = browser(town.brandt).get(BULK, {"nummer": cases[0].number}).text

    assert cases[0].number not in page


def test_many_cases_go_on_by_themselves(browser, cases, town, work_off, monkeypatch):
    monkeypatch.setattr("lotse.desk.models.bulk_run.AT_A_TIME", 1)
    run = BulkRun.begin(town.ahlers, "note", {"text": "Gelesen."}, [case.number for case in cases])
    assert (run.done, run.done_at) == (1, None)
    assert "1 von 3 sind geändert." in browser(town.ahlers).get(f"{BULK}{run.pk}/").text

    while work_off():
        run.refresh_from_db()

    assert run.did == 3
    assert run.done_at
    assert browser(town.lueders).get(f"{BULK}{run.pk}/").status_code == 404
