"""What goes wrong at the desks of the peers (docs/pitfalls.md), and does not here."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case
from lotse.cases.refusals import NotAllowed
from lotse.desk.models import BulkRun, Preference, SavedView, UnsentText
from lotse.desk.news import tell
from lotse.mailroom.models import Letter


@pytest.fixture
def browser():
    def open_for(person):
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return open_for


def test_13_an_internal_note_never_leaves_by_mail(make_case, town):
    case = make_case()
    Preference.objects.create(person=town.ahlers, news="at_once")
    before = Letter.objects.filter(to=case.citizen).count()

    case.note("Das bleibt im Haus.", by=town.lueders)
    tell("at_once")

    assert Letter.objects.filter(to=case.citizen).count() == before
    assert Letter.objects.filter(to=town.ahlers).count() == 1
    assert not Letter.objects.filter(text__contains="Das bleibt im Haus.").exists()


def test_14_mails_to_citizens_show_no_colleagues_address(make_case, town):
    case = make_case()
    case.tell("Guten Tag.", by=town.ahlers)

    texts = " ".join(Letter.objects.filter(to=case.citizen).values_list("text", flat=True))

    assert not [person.email for person in (town.ahlers, town.lueders, town.oezdemir) if person.email in texts]


def test_30_a_draft_outlives_what_others_do_with_the_case(browser, make_case, town):
    case = make_case()
    UnsentText.objects.keep(town.ahlers, case, "message", {"text": "Mein halber Satz"}, seen=case.version)
    hand_over(case, town.allgemeine_ordnung, "Bitte übernehmen.", by=town.lueders).accept(by=town.oezdemir)

    assert "Mein halber Satz" in browser(town.ahlers).get(f"/arbeit/a/{case.number}/").text


def test_37_what_a_page_refuses_many_at_once_are_refused_too(browser, make_case, town):
    case = make_case()
    hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)
    told = {"result": "erledigt", "text": "Getan.", "answer": "Getan."}

    page = browser(town.ahlers).post(f"/arbeit/a/{case.number}/abschluss/", told)
    run = BulkRun.begin(town.ahlers, "close", told, [case.number])

    assert page.status_code in (409, 422)
    assert run.did == 0
    assert Case.objects.get(pk=case.pk).is_open


def test_42_nobody_is_given_a_case_they_cannot_open(make_case, town):
    case = make_case()

    with pytest.raises(NotAllowed):
        case.assign(town.brandt, by=town.ahlers)
    case.assign(town.lueders, by=town.ahlers)

    assert Case.objects.readable_by(town.lueders).filter(pk=case.pk).exists()


def test_44_a_view_without_any_condition_shows_nobody_more_than_they_may_see(browser, make_case, town):
    case = make_case()
    everything = SavedView.objects.create(person=town.brandt, name="Alles")

    page = browser(town.brandt).get(f"/arbeit/?ansicht=eigene-{everything.pk.hex}").text

    assert "Alles" in page
    assert case.number not in page


def test_47_the_number_beside_a_shared_view_counts_only_what_the_reader_may_see(browser, make_case, town):
    make_case()
    SavedView.objects.create(person=town.ahlers, name="Alles", team=town.brandt.teams.first())

    assert 'Alles (Team) <span class="lo-count">0</span>' in browser(town.brandt).get("/arbeit/").text


def test_48_asking_for_news_costs_the_same_with_forty_views(browser, make_case, town):
    make_case()
    agent = browser(town.ahlers)
    SavedView.objects.bulk_create(SavedView(person=town.ahlers, name=f"Ansicht {n}") for n in range(40))

    with CaptureQueriesContext(connection) as asked:
        agent.get("/arbeit/neues/?seit=0")

    assert len([query for query in asked.captured_queries if "SAVEPOINT" not in query["sql"]]) == 3


def test_51_rights_readers_and_marks_cost_no_statement_a_line(browser, make_case, town):
    make_case()
    agent = browser(town.ahlers)
    agent.get("/arbeit/?ansicht=begleite")
    with CaptureQueriesContext(connection) as few:
        agent.get("/arbeit/?ansicht=begleite")
    for _ in range(4):
        browser(town.lueders).post(f"/arbeit/a/{make_case().number}/anwesenheit/")

    with CaptureQueriesContext(connection) as many:
        agent.get("/arbeit/?ansicht=begleite")

    assert len(many) == len(few)


def test_55_a_limit_is_said_before_the_deed(browser, make_case, town, monkeypatch):
    monkeypatch.setattr("lotse.workspace.views.bulk.MOST", 2)
    numbers = [make_case().number for _ in range(3)]

    page = browser(town.ahlers).get("/arbeit/sammelaktion/", {"nummer": numbers}).text

    assert "Auf einmal gehen 2 Anliegen. 1 bleibt übrig" in page


def test_58_every_deed_at_the_desk_is_also_a_page_without_a_script(browser, make_case, town):
    case = make_case()
    agent = browser(town.ahlers)

    for deed in ("nachricht", "notiz", "frage", "uebergabe", "abschluss", "zuweisung", "bausteine", "akte"):
        assert "<form" in agent.get(f"/arbeit/a/{case.number}/{deed}/").text, deed
