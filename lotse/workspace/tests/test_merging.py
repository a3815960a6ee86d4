import pytest

from lotse.cases.closing import close
from lotse.cases.merging import merge
from lotse.cases.models import Case

HERE = {"address": "Spielplatz Lindenweg", "lat": "50.937500", "lon": "6.960300"}
THERE = HERE | {"lat": "50.938578"}  # 120 m to the north
NEIGHBOUR = {"name": "Kim Sommer", "email": "kim@example.org"}


def fresh(case):
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def pair(make_case, town):
    """A report, and one 120 m away of which its reporter says that it is the same."""
    leading = make_case(place=HERE, by=town.ahlers)
    return make_case(place=THERE, contact=NEIGHBOUR, by=town.ahlers, same_as=leading), leading


def test_the_case_says_how_far_a_like_report_is_and_what_its_reporter_thinks(browser, pair, town, page_of):
    case, leading = pair

    page = browser(town.ahlers).get(page_of(case)).text

    assert "120 m entfernt" in page
    assert "Die meldende Person sagt, es ist dieselbe Sache wie" in page
    assert page_of(case, f"zusammenfuehrung/?mit={leading.number}") in page


def test_who_does_not_read_the_other_report_learns_no_distance(browser, pair, town, page_of):
    case, leading = pair
    Case.objects.filter(pk=case.pk).update(assignee=town.brandt)

    assert "m entfernt" not in browser(town.brandt).get(page_of(case)).text


def test_the_near_report_is_offered_and_merging_and_parting_are_told(browser, pair, town, page_of):
    case, leading = pair
    agent = browser(town.ahlers)
    offer = agent.get(page_of(case, f"zusammenfuehrung/?mit={leading.number}")).text
    assert f"{leading.number}: " in offer
    assert "checked" in offer

    page = agent.post(page_of(case, "zusammenfuehrung/"), {"near": leading.number, "seen": case.version}, follow=True)

    assert f"{case.number} folgt jetzt {leading.number}." in page.text
    assert "Diese Meldung folgt einer anderen:" in page.text
    assert "1 weitere Meldung folgt dieser:" in agent.get(page_of(leading)).text
    page = agent.post(page_of(case, "trennung/"), follow=True)
    assert f"{case.number} und {leading.number} sind wieder getrennt." in page.text
    assert fresh(case).is_open


@pytest.mark.parametrize(("told", "sentence"), [
    ({}, "Wählen Sie eine Meldung aus, oder geben Sie eine Nummer ein."),
    ({"number": "2019-000001"}, "keine Meldung, die Sie lesen dürfen"),
])  # fmt: skip
def test_an_unknown_number_merges_nothing(browser, pair, town, page_of, told, sentence):
    page = browser(town.ahlers).post(page_of(pair[0], "zusammenfuehrung/"), told)

    assert page.status_code == 422
    assert sentence in page.text
    assert fresh(pair[0]).merged_into is None


def test_an_application_is_refused_with_the_reason(browser, pair, make_case, town, page_of):
    application = make_case("sperrmuell", by=town.ahlers)

    page = browser(town.ahlers).post(page_of(pair[0], "zusammenfuehrung/"), {"number": application.number})

    assert page.status_code == 409
    assert "Über jeden Antrag wird für sich entschieden." in page.text


def test_one_text_goes_to_all_and_a_name_in_it_is_refused_with_the_text_kept(browser, pair, town, page_of):
    case, leading = pair
    merge(case, leading, by=town.ahlers)
    agent = browser(town.ahlers)

    refused = agent.post(page_of(leading, "rundschreiben/"), {"text": "Kim Sommer sah sie auch."})
    assert refused.status_code == 422
    assert "Kim Sommer sah sie auch." in refused.text
    page = agent.post(page_of(leading, "rundschreiben/"), {"text": "Die Falle steht."}, follow=True)

    assert "Gesendet an 2 meldende Personen." in page.text
    assert fresh(case).entries.get(kind="message").text == "Die Falle steht."


def test_closing_asks_for_a_text_to_the_others_only_when_there_are_some(browser, pair, town, page_of):
    case, leading = pair
    agent = browser(town.ahlers)
    assert "Text an die anderen meldenden Personen" not in agent.get(page_of(leading, "abschluss/")).text
    merge(case, leading, by=town.ahlers)
    told = {"result": "erledigt", "answer": "Frau Öztürk, sie ist da.", "to_others": "Die Katze ist im Tierheim."}

    assert "Text an die anderen meldenden Personen" in agent.get(page_of(leading, "abschluss/")).text
    agent.post(page_of(leading, "abschluss/"), told)

    assert fresh(case).entries.get(kind="message").text == "Die Katze ist im Tierheim."
    assert not fresh(leading).is_open


def test_a_closed_report_leads_nobody(browser, pair, town, page_of):
    case, leading = pair
    close(leading, "erledigt", "Fertig.", by=town.ahlers)

    page = browser(town.ahlers).post(page_of(case, "zusammenfuehrung/"), {"number": leading.number})

    assert page.status_code == 409
    assert "Nehmen Sie das Anliegen zuerst wieder auf." in page.text
