"""What is told by mail of one's own tasks: new, due, overdue; each once, as one wants it, and no word of it."""

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import get_current_timezone, localdate

from lotse.cases.closing import close
from lotse.cases.models import Task
from lotse.cases.tasking import set_task
from lotse.desk.models import Preference
from lotse.desk.news import tell
from lotse.mailroom.models import Letter
from lotse.people.models import Person
from lotse.tenants.clock import moved_to

AT_ONCE, DAILY = Preference.News.AT_ONCE, Preference.News.DAILY


@pytest.fixture
def wishes(town):
    def choose(person, how):
        Preference.objects.update_or_create(person=person, defaults={"news": how})

    return choose


@pytest.fixture
def days_later():
    """That many days from now, at this hour."""
    return lambda days, hour=9: moved_to(
        datetime.combine(localdate() + timedelta(days=days), datetime.min.time(), get_current_timezone())
        + timedelta(hours=hour)
    )


@pytest.fixture
def task(make_case, town, today):
    """Frau Lüders shall call the neighbours in two days; Frau Ahlers, the guide, said so."""
    case = make_case(by=town.ahlers)
    return set_task(case, "Nachbarn anrufen", by=town.ahlers, to=town.lueders, due_on=today + timedelta(days=2))


def about_tasks(person):
    letters = Letter.objects.filter(to=person, text__contains="#aufgabe-").order_by("created_at")
    return [letter.subject.split(" in ")[0] for letter in letters]


def test_a_task_is_told_when_it_is_new_due_and_overdue_each_once(task, town, wishes, days_later):
    wishes(town.lueders, AT_ONCE)

    for day in (0, 0, 1, 2, 2, 3, 3, 4):
        with days_later(day):
            tell(AT_ONCE)

    assert about_tasks(town.lueders) == [
        "Neue Aufgabe für Sie", "Eine Aufgabe ist heute fällig", "Eine Aufgabe ist überfällig",
    ]  # fmt: skip


def test_the_mail_holds_the_way_there_and_no_word_of_the_task(task, town, wishes):
    wishes(town.lueders, AT_ONCE)

    tell(AT_ONCE)

    letter = Letter.objects.filter(to=town.lueders).latest("created_at")
    assert f"/arbeit/a/{task.case.number}/#aufgabe-{task.pk}" in letter.text
    assert "Nachbarn" not in letter.subject + letter.text


def test_who_set_a_task_for_themselves_is_told_when_it_is_due_and_not_that_it_is_new(
    make_case, town, wishes, days_later, today
):
    case = make_case(by=town.ahlers)
    set_task(case, "Nachbarn anrufen", by=town.lueders, to=town.lueders, due_on=today + timedelta(days=1))
    wishes(town.lueders, AT_ONCE)

    tell(AT_ONCE)
    assert about_tasks(town.lueders) == []
    with days_later(1):
        tell(AT_ONCE)

    assert about_tasks(town.lueders) == ["Eine Aufgabe ist heute fällig"]


def test_many_tasks_are_one_letter_that_is_not_held_back(make_case, town, wishes, today, work_off):
    Person.objects.filter(pk=town.lueders.pk).update(email="lueders@musterhafen.example")
    wishes(town.lueders, AT_ONCE)
    case = make_case(by=town.ahlers)
    for n in range(12):
        set_task(case, f"Haus {n} anrufen", by=town.ahlers, to=town.lueders, due_on=today)

    with moved_to(datetime.combine(today, datetime.min.time(), get_current_timezone()) + timedelta(hours=9)):
        assert tell(AT_ONCE) == 1
        work_off()

    letter = Letter.objects.get(to=town.lueders)
    assert letter.subject == "Neues zu Ihren Aufgaben"
    assert letter.text.count("Eine Aufgabe ist heute fällig in") == 12
    assert letter.held_at is None
    assert letter.sent_at


def test_nobody_is_reminded_at_midnight(task, town, wishes, days_later):
    wishes(town.lueders, AT_ONCE)
    Task.objects.update(told=Task.Told.NEW)

    with days_later(2, hour=0):
        tell(AT_ONCE)

    assert about_tasks(town.lueders) == []


def test_what_is_for_all_is_told_to_who_does_the_case_else_to_its_guide(make_case, town, wishes, days_later):
    case = make_case(by=town.ahlers)
    set_task(case, "Schild abnehmen", by=town.ahlers, due_on=localdate() + timedelta(days=1))
    for person in (town.ahlers, town.lueders):
        wishes(person, AT_ONCE)
    case.assign(town.lueders, by=town.ahlers)

    with days_later(1):
        tell(AT_ONCE)

    assert about_tasks(town.ahlers) == []
    assert about_tasks(town.lueders) == ["Eine Aufgabe ist heute fällig"]


def test_what_is_done_closed_or_no_longer_theirs_to_read_is_not_told(make_case, town, wishes, days_later, today):
    wishes(town.lueders, AT_ONCE)
    due = {"by": town.ahlers, "to": town.lueders, "due_on": today + timedelta(days=1)}
    done, closed, barred = (make_case(by=town.ahlers) for _ in range(3))
    set_task(done, "Eins", **due).finish(by=town.ahlers)
    set_task(closed, "Zwei", **due)
    close(closed, "erledigt", "Sie ist gefangen.", by=town.ahlers)
    set_task(barred, "Drei", **due)
    barred.involvements.create(person=town.lueders, role="barred", since=barred.opened_at)

    with days_later(1):
        tell(AT_ONCE)

    assert about_tasks(town.lueders) == []


def test_in_the_morning_tasks_and_cases_come_in_one_letter(task, town, wishes, days_later):
    wishes(town.lueders, DAILY)

    with days_later(2):
        assert (tell(AT_ONCE), tell(DAILY), tell(DAILY)) == (0, 1, 0)

    assert f"Eine Aufgabe ist heute fällig in {task.case.number}: " in Letter.objects.get(to=town.lueders).text


def test_who_wants_no_mail_gets_none_of_tasks_either(task, town, days_later):
    with days_later(2):
        assert (tell(AT_ONCE), tell(DAILY)) == (0, 0)
