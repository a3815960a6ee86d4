"""Meine Aufgaben: what is for me, for all in my teams, and for whom I stand in; due first, and only what I may read."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotse.cases.closing import close
from lotse.cases.models import Task
from lotse.cases.requesting import request_within
from lotse.cases.tasking import set_task, tick
from lotse.catalogue.models import Service
from lotse.people.models import Absence, Deputy, Membership

MINE = "/arbeit/aufgaben/"
ALL, FOR_OTHERS = f"{MINE}?ansicht=alle", f"{MINE}?ansicht=vertretung"


def test_what_is_due_first_stands_first_and_what_has_no_day_last(browser, town, make_case, today):
    case = make_case(by=town.ahlers)
    for text, days in (("Dritte", 5), ("Ohne Tag", None), ("Erste", 0), ("Zweite", 1)):
        set_task(case, text, by=town.ahlers, to=town.ahlers, due_on=None if days is None else today + timedelta(days))

    page = browser(town.ahlers).get(MINE).text

    places = [page.index(text) for text in ("Erste", "Zweite", "Dritte", "Ohne Tag")]
    assert places == sorted(places)
    assert "fällig heute" in page


def test_an_overdue_task_says_since_when(browser, town, make_case, today):
    task = set_task(make_case(by=town.ahlers), "Anrufen", by=town.ahlers, to=town.ahlers)
    Task.objects.filter(pk=task.pk).update(due_on=today - timedelta(days=3))

    assert "überfällig seit 3 Tagen" in browser(town.ahlers).get(MINE).text


def test_what_is_ended_or_of_a_closed_case_is_nobodys_task(browser, town, make_case):
    case, closed = make_case(by=town.ahlers), make_case(by=town.ahlers)
    set_task(case, "Fertige", by=town.ahlers, to=town.ahlers).finish(by=town.ahlers)
    set_task(case, "Unnötige", by=town.ahlers, to=town.ahlers).drop("Erledigt sich.", by=town.ahlers)
    set_task(closed, "Vergessene", by=town.ahlers, to=town.ahlers)
    close(closed, "erledigt", "Sie ist gefangen.", by=town.ahlers)

    page = browser(town.ahlers).get(MINE).text

    assert "Nichts zu tun." in page
    assert "Fertige" not in page + browser(town.ahlers).get(ALL).text


def test_a_task_for_all_stands_with_everybody_who_carries_the_case_and_with_nobody_else(browser, town, make_case):
    set_task(make_case(by=town.ahlers), "Schild abnehmen", by=town.ahlers)

    assert "Schild abnehmen" in browser(town.ahlers).get(ALL).text
    assert "Schild abnehmen" in browser(town.lueders).get(ALL).text
    assert "Schild abnehmen" not in browser(town.ahlers).get(MINE).text
    for stranger in (town.brandt, town.cetin, town.engel, town.petersen):
        assert "Schild abnehmen" not in browser(stranger).get(ALL).text


def test_my_task_is_gone_with_the_right_to_its_case(browser, town, make_case):
    case = make_case(by=town.ahlers)
    set_task(case, "Schild abnehmen", by=town.ahlers, to=town.lueders)
    assert "Schild abnehmen" in browser(town.lueders).get(MINE).text

    case.involvements.create(person=town.lueders, role="barred", since=case.opened_at)

    assert "Schild abnehmen" not in browser(town.lueders).get(MINE).text
    assert "Schild abnehmen" not in browser(town.lueders).get(ALL).text


def test_who_stands_in_today_reads_the_tasks_of_whoever_is_away(browser, town, make_case, today):
    set_task(make_case(by=town.ahlers), "Schild abnehmen", by=town.ahlers, to=town.ahlers)
    Deputy.objects.filter(person=town.ahlers).delete()
    Deputy.objects.create(person=town.ahlers, deputy=town.lueders, begins_on=today)
    assert "Schild abnehmen" not in browser(town.lueders).get(FOR_OTHERS).text

    Absence.objects.create(person=town.ahlers, begins_on=today, ends_on=today)

    assert "Schild abnehmen" in browser(town.lueders).get(FOR_OTHERS).text


def test_a_task_is_ended_from_the_list_and_leads_back_to_it(browser, town, make_case, page_of):
    case, me = make_case(by=town.ahlers), browser(town.ahlers)
    task = set_task(case, "Schild abnehmen", by=town.ahlers)

    answer = me.post(page_of(case, f"aufgabe/{task.pk}/erledigt/"), {"liste": "alle"})

    assert answer.url == ALL
    assert "Nichts zu tun." in me.get(ALL).text


def test_a_long_list_goes_on_where_it_ended(browser, town, make_case, today):
    case, me = make_case(by=town.ahlers), browser(town.ahlers)
    texts = [f"Anruf Nummer {number}." for number in range(30)]
    for number, text in enumerate(texts):
        set_task(case, text, by=town.ahlers, to=town.ahlers, due_on=today + timedelta(number % 3) if number else None)

    first = me.get(MINE)
    second = me.get(MINE, {"ansicht": "mir", "nach": first.context["slice"].after})

    assert [sum(text in page.text for text in texts) for page in (first, second)] == [25, 5]
    assert texts[0] in second.text


@pytest.mark.parametrize("after", ["x", "_", "2026-01-01_0", "gestern_00000000-0000-7000-8000-000000000000"])
def test_a_broken_mark_begins_the_tasks_anew(browser, town, after):
    assert browser(town.ahlers).get(MINE, {"nach": after}).status_code == 200


def test_the_rail_counts_my_tasks_and_leads_to_them(browser, town, make_case):
    case = make_case(by=town.ahlers)
    for text in ("Eins", "Zwei"):
        set_task(case, text, by=town.ahlers, to=town.ahlers)

    rail = browser(town.ahlers).get("/arbeit/?zeige=ansichten").text

    line = rail[rail.index(f'href="{MINE}"') :][:300]
    assert "Meine Aufgaben" in line
    assert ">2<" in line


def test_the_key_of_the_tasks_is_no_list_of_cases(browser, town):
    assert browser(town.ahlers).get("/arbeit/?ansicht=aufgaben").status_code == 200


def test_the_list_is_one_statement_that_asks_the_index_of_what_is_to_do(browser, town, make_case):
    case, me = make_case(by=town.ahlers), browser(town.ahlers)
    for number in range(12):
        set_task(case, f"Anruf {number}", by=town.ahlers, to=town.ahlers)
    me.get(MINE)

    with CaptureQueriesContext(connection) as asked:
        me.get(MINE)

    lists = [query["sql"] for query in asked.captured_queries if query["sql"].startswith('SELECT "cases_task"')]
    assert len(lists) == 1
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(f"explain {lists[0]}")
        assert "task_to_do" in "\n".join(line for (line,) in cursor.fetchall())


def test_what_is_still_to_be_ticked_in_my_cases_stands_below_my_tasks(browser, town, make_case, answers_of):
    case = make_case("it-neuer-mitarbeiter", by=town.cetin, contact=None)
    case.assign(town.cetin, by=town.cetin)
    tick(case, "einrichten", "rechner", by=town.cetin)
    service = Service.objects.get(slug="personal-schulung")
    asked = {"by": town.cetin, "team": town.servicedesk, "item": ("einrichten", "unterweisung")}
    done = request_within(case, service, answers_of("personal-schulung"), **asked).case
    close(done, "erledigt", "Sie war dabei.", by=done.guide)

    mine = browser(town.cetin).get(MINE).text

    assert f"/arbeit/a/{case.number}/#punkt-einrichten-konto" in mine
    assert "Rechner steht bereit" not in mine
    assert "Unterweisung im Datenschutz ist da" not in mine
    assert "Telefon ist geschaltet" not in browser(town.cetin).get(ALL).text
    assert "Telefon ist geschaltet" not in browser(town.ahlers).get(MINE).text


def test_a_case_without_a_checklist_and_one_that_somebody_else_does_are_not_there(browser, town, make_case):
    make_case(by=town.ahlers)
    other = make_case("it-neuer-mitarbeiter", by=town.cetin, contact=None)
    Membership.objects.create(person=town.brandt, team=other.team)
    other.assign(town.brandt, by=town.cetin)

    assert browser(town.ahlers).get(MINE).context["checklists"] == []
    assert browser(town.cetin).get(MINE).context["checklists"] == []


@pytest.fixture
def five_checklists(make_case, town, monkeypatch):
    """Two checklists a page, and five new colleagues in the order they come."""
    monkeypatch.setattr("lotse.workspace.my_tasks.PAGE", 2)
    cases = [make_case("it-neuer-mitarbeiter", by=town.cetin, contact=None) for _each in range(5)]
    for case in cases:
        case.assign(town.cetin, by=town.cetin)
    return cases


def test_cases_with_open_items_are_not_pushed_out_by_those_without(browser, town, five_checklists):
    me = browser(town.cetin)

    for case in five_checklists[:3]:
        for line in me.get(f"/arbeit/a/{case.number}/").context["standing"].checklist:
            tick(case, line.step.key, line.item.key, by=town.cetin)
    page = me.get(MINE)

    assert _numbers(page) == [case.number for case in five_checklists[3:]]
    assert "Weitere Checklisten" not in page.text


def test_all_checklists_are_met_once_page_by_page(browser, town, five_checklists):
    me, met, address = browser(town.cetin), [], MINE

    while address:
        page = me.get(address)
        met.append(_numbers(page))
        following = re.search(r'href="([^"]+)"\s*>Weitere Checklisten<', page.text)
        address = following and unescape(following[1])

    numbers = [case.number for case in five_checklists]
    assert met == [numbers[:2], numbers[2:4], numbers[4:]]


def test_the_next_page_of_checklists_costs_as_many_statements_as_the_first(browser, town, five_checklists):
    me = browser(town.cetin)
    after = me.get(MINE).context["checklists_after"]

    with CaptureQueriesContext(connection) as first:
        me.get(MINE)
    with CaptureQueriesContext(connection) as second:
        me.get(MINE, {"ansicht": "mir", "punkte": after})

    assert len(second.captured_queries) <= len(first.captured_queries)


@pytest.mark.parametrize("after", ["x", "_", "2026-01-01T00:00_0"])
def test_a_broken_mark_begins_the_checklists_anew(browser, town, five_checklists, after):
    page = browser(town.cetin).get(MINE, {"ansicht": "mir", "punkte": after})

    assert _numbers(page) == [case.number for case in five_checklists[:2]]


def _numbers(page):
    return [row[0].number for row in page.context["checklists"]]
