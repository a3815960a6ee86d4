import pytest

from lotse.desk.models import Macro
from lotse.journal.models import Record
from lotse.knowledge.models import TextModule


@pytest.fixture
def thanks(town):
    """A text of Frau Ahlers' team."""
    return TextModule.objects.create(
        team=town.ahlers.teams.first(), title="Dank", text="Guten Tag {name}, danke. Ihr Anliegen ist {nummer}."
    )


def test_a_text_is_offered_filled_and_put_into_the_answer(browser, make_case, town, page_of, thanks):
    case = make_case()
    agent = browser(town.ahlers)
    filled = f"Guten Tag Selin Öztürk, danke. Ihr Anliegen ist {case.number}."

    assert filled in agent.get(page_of(case, "bausteine/")).text
    assert f"{filled}</textarea>" in agent.get(page_of(case), {"baustein": thanks.pk}).text


def test_other_teams_texts_are_not_offered(browser, make_case, town, page_of, thanks):
    thanks.team = town.baumpflege
    thanks.save()

    assert "Dank" not in browser(town.ahlers).get(page_of(make_case(), "bausteine/")).text


def test_a_team_writes_changes_and_retires_its_texts(browser, town):
    agent, team = browser(town.ahlers), town.ahlers.teams.first()

    agent.post("/arbeit/bausteine/neu/", {"team": team.pk, "title": "Dank", "text": "Danke, {name}."})
    module = TextModule.objects.get()
    agent.post(f"/arbeit/bausteine/{module.pk}/", {"team": team.pk, "title": "Dank", "text": "Vielen Dank."})
    module.refresh_from_db()
    assert module.text == "Vielen Dank."
    assert browser(town.brandt).get(f"/arbeit/bausteine/{module.pk}/").status_code == 404
    page = agent.post(f"/arbeit/bausteine/{module.pk}/", {"weg": "1"}, follow=True).text

    assert "Noch keine." in page
    assert set(Record.objects.filter(subject=module.pk).values_list("deed", flat=True)) == {
        "textmodule.changed", "textmodule.retired",
    }  # fmt: skip


def test_a_place_nothing_fills_is_refused_with_what_there_is(browser, town):
    told = {"team": town.ahlers.teams.first().pk, "title": "Dank", "text": "Danke, {vorname}."}

    page = browser(town.ahlers).post("/arbeit/bausteine/neu/", told)

    assert page.status_code == 422
    assert "Diese Stelle kennt Lotse nicht: {vorname}." in page.text


def test_nobody_writes_for_another_team(browser, town):
    told = {"team": town.baumpflege.pk, "title": "Dank", "text": "Danke."}

    assert browser(town.ahlers).post("/arbeit/bausteine/neu/", told).status_code == 422


def test_a_macro_is_put_together_shown_and_done_at_once(browser, make_case, town, page_of, thanks):
    agent, case = browser(town.ahlers), make_case()
    told = {"team": thanks.team_id, "name": "Falle", "module": thanks.pk, "follow_up_in": "7", "urgency": "high",
            "handover_team": town.strassenunterhaltung.pk, "question": "Bitte Falle bringen."}  # fmt: skip
    agent.post("/arbeit/makros/neu/", told)
    macro = Macro.objects.get()
    address = page_of(case, f"makro/{macro.pk}/")

    shown = agent.get(address).text
    done = agent.post(address, {"text": "Guten Tag, danke.", "seen": case.version})

    for words in (
        "schreibt der meldenden Person",
        "öffnet danach die Übergabe an Straßenunterhaltung",
        "Guten Tag Selin",
    ):
        assert words in shown
    assert [entry.kind for entry in case.entries.all()] == ["opened", "message", "follow_up", "urgency"]
    assert done["Location"].startswith(page_of(case, "uebergabe/?to="))
    assert "Bitte Falle bringen." in agent.get(done["Location"]).text


def test_a_macro_does_all_or_nothing(browser, make_case, town, page_of, thanks):
    case = make_case()
    seen = case.version
    case.note("Ich bin dran.", by=town.lueders)
    macro = Macro.objects.create(team=thanks.team, name="Falle", module=thanks, follow_up_in=7)

    refused = browser(town.ahlers).post(page_of(case, f"makro/{macro.pk}/"), {"text": "Danke.", "seen": seen})

    assert refused.status_code == 409
    assert "Danke.</textarea>" in refused.text
    assert not case.entries.filter(kind__in=("message", "follow_up")).exists()


def test_a_macro_that_does_nothing_is_refused(browser, town, thanks):
    page = browser(town.ahlers).post("/arbeit/makros/neu/", {"team": thanks.team_id, "name": "Nichts"})

    assert "Wählen Sie mindestens eine Tat aus" in page.text


def test_macros_are_found_by_their_name(browser, make_case, town, thanks):
    case = make_case()
    macro = Macro.objects.create(team=thanks.team, name="Falle bestellen", follow_up_in=7)

    page = browser(town.ahlers).get("/arbeit/suche/", {"q": "falle", "fall": case.number}).text

    assert f"/arbeit/a/{case.number}/makro/{macro.pk}/" in page
