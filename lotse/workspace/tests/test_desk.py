import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case
from lotse.journal.models import Record


def statements(queries):
    """What a page asked beside session, person and savepoints."""
    person = (
        "people_person",
        "people_rolegrant",
        "people_membership",
        "people_deputy",
        "people_team",
        "desk_savedview",
    )
    own = ("django_session", *person, "SAVEPOINT")
    return [
        query["sql"]
        for query in queries
        if not any(f'FROM "{name}"' in query["sql"] or name in query["sql"][:20] for name in own)
    ]


def test_the_list_shows_what_waits_for_me(browser, make_case, town):
    case = make_case()

    page = browser(town.ahlers).get("/arbeit/").text

    assert "Mir zugewiesen" in page
    assert case.subject in page
    assert "1 von 1" in page


def test_citizens_do_not_find_the_desk(browser, town):
    assert browser(town.demir).get("/arbeit/").status_code == 404


def test_nobody_works_here_without_a_login(client, town):
    assert client.get("/arbeit/").status_code == 302


def test_a_case_shows_what_we_know_who_guides_it_and_its_timeline(browser, make_case, town, page_of):
    case = make_case()

    page = browser(town.ahlers).get(page_of(case)).text

    for words in (
        "Was wir schon wissen",
        "Stadtpark",
        "Selin Öztürk",
        "Ansprechperson",
        "Frau Ahlers",
        "Verlauf",
        "Noch offen",
    ):
        assert words in page


@pytest.mark.parametrize("who", ["brandt", "cetin", "engel"])
def test_other_departments_cases_cannot_be_found(browser, make_case, town, page_of, who):
    case = make_case()
    stranger = browser(getattr(town, who))

    for deed in ("", "nachricht/", "notiz/", "frage/", "uebergabe/", "abschluss/", "zuweisung/", "neuer-code/"):
        assert stranger.get(page_of(case, deed)).status_code == 404


def test_a_case_of_another_guide_opens_with_a_reason_that_is_kept(browser, make_case, town, page_of):
    case = make_case()
    agent = browser(town.yilmaz)

    closed_door = agent.get(page_of(case)).text
    assert "Stadtpark" not in closed_door
    assert "Warum öffnen Sie" in closed_door
    assert agent.post(page_of(case, "notiz/"), {"text": "Hallo"}).status_code == 404

    agent.post(page_of(case, "oeffnung/"), {"reason": "call"})

    assert "Stadtpark" in agent.get(page_of(case)).text
    record = Record.objects.get(deed="case.opened_with_reason")
    assert (record.subject, record.by, record.data) == (case.pk, town.yilmaz.pk, {"reason": "call"})


def test_opening_without_a_reason_asks_for_it(browser, make_case, town, page_of):
    page = browser(town.yilmaz).post(page_of(make_case(), "oeffnung/"))

    assert page.status_code == 422
    assert "Wählen Sie aus, warum Sie dieses Anliegen öffnen." in page.text


def test_the_guide_of_a_walled_service_sees_state_and_date_only(browser, make_case, town, page_of):
    case = make_case("reisepass")

    page = browser(town.ahlers).get(page_of(case)).text

    assert "Sie sehen Stand und Datum" in page
    assert "Was wir schon wissen" not in page
    assert "Anliegen öffnen" not in page


def test_a_helping_team_does_not_read_who_reported(browser, make_case, town, page_of):
    case = make_case()
    hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)

    page = browser(town.janssen).get(page_of(case)).text

    assert "Stadtpark" in page
    assert "Falle bringen." in page
    assert "s.oeztuerk@example.org" not in page


def test_the_surface_in_the_list_names_the_service_not_the_subject(browser, make_case, town):
    make_case("reisepass")

    page = browser(town.ahlers).get("/arbeit/").text

    assert "Reisepass" in page
    assert "Öztürk" not in page


def test_only_the_case_is_drawn_when_only_the_case_is_asked_for(browser, make_case, town, page_of):
    case = make_case()

    part = browser(town.ahlers).get(page_of(case), headers={"HX-Request": "true", "HX-Target": "inhalt"}).text

    assert case.subject in part
    assert "<html" not in part
    assert "Mir zugewiesen" not in part


def test_the_list_goes_on_where_it_ended(browser, make_case, town, monkeypatch):
    monkeypatch.setattr("lotse.workspace.queues.PAGE", 2)
    numbers = [make_case().number for _ in range(5)]
    agent = browser(town.ahlers)

    seen, address = [], "/arbeit/?ansicht=begleite"
    while address:
        page = agent.get(address).text
        seen += [number for number in numbers if f'id="a-{number}"' in page]
        address = (
            page.split('id="mehr"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
            if 'id="mehr"' in page
            else ""
        )

    assert sorted(seen) == sorted(numbers)


@pytest.mark.parametrize("order", ["frist", "neu"])
@pytest.mark.parametrize("after", ["x", "_", "2026-01-01_0", "2026-01-01T00:00:00+00:00_" + "z" * 36])
def test_a_broken_mark_begins_the_list_anew(browser, make_case, town, order, after):
    make_case()

    assert browser(town.ahlers).get("/arbeit/", {"nach": after, "sort": order}).status_code == 200


def test_a_case_is_shown_first_and_the_list_beside_it_comes_after(browser, make_case, town, page_of):
    case, agent = make_case(), browser(town.ahlers)

    page = agent.get(page_of(case)).text
    beside = agent.get("/arbeit/", headers={"HX-Request": "true", "HX-Target": "daneben"}).text

    assert f'id="a-{case.number}"' not in page
    assert 'hx-get="/arbeit/"' in page
    assert f'id="a-{case.number}"' in beside
    assert "<main" not in beside


def test_a_case_page_needs_six_statements_beside_session_and_person(browser, make_case, town, page_of):
    case = make_case()
    hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers).accept(by=town.janssen)
    case.tell("Guten Tag", by=town.ahlers)
    make_case()
    agent = browser(town.ahlers)
    agent.get(page_of(case))

    with CaptureQueriesContext(connection) as asked:
        agent.get(page_of(case))

    assert len(statements(asked.captured_queries)) <= 6, "\n".join(statements(asked.captured_queries))


def test_a_longer_list_asks_no_more(browser, make_case, town):
    make_case()
    agent = browser(town.ahlers)
    agent.get("/arbeit/")
    with CaptureQueriesContext(connection) as few:
        agent.get("/arbeit/")
    for _ in range(5):
        make_case()

    with CaptureQueriesContext(connection) as many:
        agent.get("/arbeit/")

    assert len(many) == len(few)


def test_an_empty_desk_says_so(browser, town):
    assert "Nichts offen." in browser(town.brandt).get("/arbeit/").text


def test_news_is_told_once_and_costs_nothing_when_there_is_none(browser, make_case, town):
    agent = browser(town.ahlers)
    nothing = agent.get("/arbeit/neues/?seit=0")
    assert nothing.text == ""
    assert agent.get("/arbeit/neues/?seit=0", headers={"If-None-Match": nothing["ETag"]}).status_code == 304

    make_case()

    assert agent.get("/arbeit/neues/?seit=0", headers={"If-None-Match": nothing["ETag"]}).text == "1 neues Anliegen"


def test_asking_for_news_costs_session_person_and_one_statement(browser, make_case, town):
    make_case()
    agent = browser(town.ahlers)

    with CaptureQueriesContext(connection) as asked:
        agent.get("/arbeit/neues/?seit=0")

    assert len([query for query in asked.captured_queries if "SAVEPOINT" not in query["sql"]]) == 3


def test_cases_without_anyone_are_seen_by_the_citizen_service(browser, make_case, town):
    case = make_case()
    Case.objects.filter(pk=case.pk).update(guide=None, assignee=None)

    assert case.number in browser(town.ahlers).get("/arbeit/?ansicht=ohne").text


def test_what_is_assigned_to_me_and_what_i_guide_are_two_views(browser, make_case, town):
    guided, mine = make_case(), make_case()
    mine.assign(town.ahlers, by=town.ahlers)
    agent = browser(town.ahlers)

    assigned, guiding = agent.get("/arbeit/?ansicht=mir").text, agent.get("/arbeit/?ansicht=begleite").text

    assert f'id="a-{mine.number}"' in assigned
    assert f'id="a-{guided.number}"' not in assigned
    assert f'id="a-{mine.number}"' in guiding
    assert f'id="a-{guided.number}"' in guiding


def test_the_bar_leads_nobody_to_a_page_that_is_not_there_for_them(browser, town):
    for person in (town.ahlers, town.janssen, town.cetin):
        agent = browser(person)
        is_led_there = 'href="/verwaltung/"' in agent.get("/arbeit/").text

        assert is_led_there == (agent.get("/verwaltung/").status_code == 200)
    assert is_led_there


def test_what_we_know_stands_above_hand_overs_that_others_answer(browser, make_case, town, page_of):
    case = make_case()
    hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)

    guide, helper = browser(town.ahlers).get(page_of(case)).text, browser(town.janssen).get(page_of(case)).text

    assert guide.index("Was wir schon wissen") < guide.index('id="etappen"')
    assert helper.index('id="bei-uns"') < helper.index("Was wir schon wissen")


def test_an_order_to_a_body_outside_waits_for_it_and_the_guide_may_answer_in_its_place(
    browser, make_case, town, page_of
):
    case = make_case()
    leg = hand_over(case, town.tierheim, "Katze abholen.", kind="subtask", by=town.ahlers)
    guide = browser(town.ahlers)

    page = guide.get(page_of(case)).text
    assert "Jetzt bei Ihnen" not in page
    assert f"Wartet auf: {town.tierheim.name}." in page
    for deed in ("annahme", "rueckgabe", "link"):
        assert page_of(case, f"etappe/{leg.pk}/{deed}/") in page

    leg.accept(by=town.ahlers)
    page = guide.get(page_of(case)).text
    assert f"Wartet auf: {town.tierheim.name}." in page
    assert page_of(case, f"etappe/{leg.pk}/ergebnis/") in page

    leg.finish("Abgeholt.", by=town.ahlers)
    assert "Wartet auf:" not in guide.get(page_of(case)).text


def test_the_first_entry_shows_what_was_told_to_those_who_read_it(browser, make_case, town, page_of):
    case = make_case()
    hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)

    guide, helper = browser(town.ahlers).get(page_of(case)).text, browser(town.janssen).get(page_of(case)).text

    assert "s.oeztuerk@example.org" in guide.split('id="e1"')[1]
    assert 'id="e1"' not in helper
    assert "s.oeztuerk@example.org" not in helper


def test_the_views_and_the_actions_have_their_keys(browser, make_case, town, page_of):
    ahlers, case = browser(town.ahlers), make_case()
    page = ahlers.get(page_of(case)).text + ahlers.get("/arbeit/").text

    for key in ("v 1", "v 9", "g", "r", "n", "e", "z", "t", "f", ".", "c", "/", "u"):
        assert f'data-key="{key}"' in page, key


def test_a_deed_opened_like_a_page_says_what_to_do(browser, make_case, town, page_of):
    case = make_case()

    page = browser(town.ahlers).get(page_of(case, "oeffnung/"))

    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "drücken Sie dort den Knopf" in page.text
    assert f'href="{page_of(case)}"' in page.text


def test_the_facts_of_the_first_entry_are_counted_without_the_mail_about_it(browser, make_case, town, page_of):
    case = make_case()

    page = browser(town.ahlers).get(page_of(case)).text

    assert f"{case.facts.count()} Angaben, wie sie damals gemacht wurden" in page
    assert "E-Mail: wartet auf den Versand" in page[page.index("</details>", page.index("wie sie damals")) :]
