from lotse.desk.models import Mention, SavedView
from lotse.people.models import Person


def test_a_view_is_saved_counted_and_has_the_first_key(browser, make_case, town):
    case = make_case()
    make_case("frage")
    agent = browser(town.ahlers)

    page = agent.post(
        "/arbeit/ansichten/neu/", {"name": "Pilot: Katzen", "service": str(town.cat.pk)}, follow=True
    ).text

    assert "Ihre Ansicht „Pilot: Katzen“ ist gespeichert." in page
    assert 'data-key="v 1" data-key-name="Pilot: Katzen">Pilot: Katzen <span class="lo-count">1</span>' in page
    assert f'id="a-{case.number}"' in page
    assert page.count("data-item") == 1


def test_a_view_without_a_name_or_with_one_that_is_there_is_asked_again(browser, town):
    agent = browser(town.ahlers)
    agent.post("/arbeit/ansichten/neu/", {"name": "Katzen"})

    assert "Geben Sie der Ansicht einen Namen." in agent.post("/arbeit/ansichten/neu/", {"name": ""}).text
    assert "haben Sie schon" in agent.post("/arbeit/ansichten/neu/", {"name": "Katzen"}).text


def test_a_shared_view_shows_each_colleague_what_they_may_see(browser, make_case, town):
    make_case()
    team = town.ahlers.teams.first()
    SavedView.objects.create(person=town.ahlers, name="Alles", team=team)

    assert "Alles (Team)" in browser(town.lueders).get("/arbeit/").text
    assert "Alles (Team)" not in browser(town.brandt).get("/arbeit/").text


def test_a_view_is_taken_away_by_its_owner_alone(browser, town):
    view = SavedView.objects.create(person=town.ahlers, name="Katzen", team=town.ahlers.teams.first())

    assert browser(town.lueders).post(f"/arbeit/ansichten/{view.pk}/ende/").status_code == 404
    assert "gibt es nicht mehr" in browser(town.ahlers).post(f"/arbeit/ansichten/{view.pk}/ende/", follow=True).text
    assert not SavedView.objects.exists()


def test_the_conditions_of_a_view_are_kept(browser, make_case, town):
    case = make_case()
    urgent = make_case()
    urgent.raise_urgency("high", by=town.ahlers)
    urgent.assign(town.ahlers, by=town.ahlers)
    agent = browser(town.ahlers)
    conditions = {"name": "Eilig", "is_mine": "on", "is_urgent": "on", "due": "week", "status": "in_progress"}

    page = agent.post("/arbeit/ansichten/neu/", conditions, follow=True).text

    assert f'id="a-{urgent.number}"' in page
    assert f'id="a-{case.number}"' not in page


def test_who_is_named_in_a_note_finds_the_case_until_they_have_looked(browser, make_case, town, page_of):
    case = make_case()
    said = browser(town.ahlers).post(page_of(case, "notiz/"), {"text": "@lueders schaust du?"}, follow=True).text
    deputy = browser(town.lueders)

    assert "Frau Lüders findet das Anliegen unter „Erwähnungen“." in said
    assert f'id="a-{case.number}"' in deputy.get("/arbeit/?ansicht=erwaehnungen").text
    deputy.get(page_of(case))
    assert f'id="a-{case.number}"' not in deputy.get("/arbeit/?ansicht=erwaehnungen").text


def test_a_name_in_a_note_opens_no_door(browser, make_case, town, page_of):
    case = make_case()

    said = browser(town.ahlers).post(page_of(case, "notiz/"), {"text": "Frag @brandt, a@brandt.de"}, follow=True).text

    assert "Herr Brandt liest diese Notiz nicht und erfährt nichts." in said
    assert not Mention.objects.exists()
    assert browser(town.brandt).get(page_of(case)).status_code == 404


def test_what_others_did_in_my_cases_is_listed_without_their_words(browser, make_case, town):
    case = make_case()
    case.note("Streng vertraulich.", by=town.lueders)
    case.note("Meine eigene.", by=town.ahlers)

    page = browser(town.ahlers).get("/arbeit/aktuelles/").text

    assert "Frau Lüders hat eine Notiz geschrieben." in page
    assert case.number in page
    assert "Frau Ahlers hat eine Notiz" not in page
    assert "Streng vertraulich." not in page
    assert case.number not in browser(town.brandt).get("/arbeit/aktuelles/").text


def test_no_view_counts_the_work_of_a_colleague(browser, make_case, town):
    """A number beside a view that could be narrowed to somebody would be a figure about them (practice 1.1)."""
    for person in (town.ahlers, town.lueders):
        make_case().assign(person, by=person)
    told = {"name": "Alles", "assignee": str(town.ahlers.pk), "guide": str(town.ahlers.pk), "person": "ahlers"}

    page = browser(town.lueders).post("/arbeit/ansichten/neu/", told, follow=True).text

    assert 'Alles <span class="lo-count">2</span>' in page
    assert [field.name for field in SavedView._meta.get_fields() if field.related_model is Person] == ["person"]
    assert SavedView.objects.get().person == town.lueders
