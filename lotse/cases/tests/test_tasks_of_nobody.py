"""An overdue task that nobody is there to do becomes a notice of the team, and goes when somebody is."""

from datetime import timedelta

import pytest

from lotse.cases.models import Task
from lotse.cases.tasking import set_task
from lotse.cases.watchdogs import look
from lotse.mailroom.models import Notice
from lotse.people.models import Absence, Deputy


@pytest.fixture
def overdue(make_case, town, today):
    """Set a task and let its day pass."""

    def make(to=None):
        task = set_task(make_case(by=town.ahlers), "Nachbarn anrufen", by=town.ahlers, to=to)
        Task.objects.filter(pk=task.pk).update(due_on=today - timedelta(days=1))
        return task

    return make


def noticed():
    look()
    return list(Notice.objects.open().filter(kind="task_waits").values_list("subject", "owner"))


def test_an_overdue_task_of_nobody_is_a_notice_of_the_team_until_it_ends(overdue, town):
    task = overdue()

    assert noticed() == [(task.case.pk, task.case.team_id)]
    assert "Nachbarn" not in Notice.objects.get(kind="task_waits").text
    Task.objects.get(pk=task.pk).finish(by=town.ahlers)

    assert noticed() == []


def test_what_somebody_is_there_to_do_is_their_own_matter(overdue, town):
    overdue(to=town.lueders)

    assert noticed() == []


def test_who_is_away_without_a_deputy_does_nothing(overdue, town, today):
    Deputy.objects.filter(person=town.ahlers).delete()
    task = overdue(to=town.ahlers)
    Absence.objects.create(person=town.ahlers, begins_on=today, ends_on=today)
    assert noticed() == [(task.case.pk, task.case.team_id)]

    Deputy.objects.create(person=town.ahlers, deputy=town.lueders)

    assert noticed() == []


def test_a_deputy_who_is_away_too_does_nothing_either(overdue, town, today):
    Deputy.objects.filter(person=town.ahlers).delete()
    task = overdue(to=town.ahlers)
    Deputy.objects.create(person=town.ahlers, deputy=town.lueders)
    for person in (town.ahlers, town.lueders):
        Absence.objects.create(person=person, begins_on=today, ends_on=today)

    assert noticed() == [(task.case.pk, task.case.team_id)]


def test_two_tasks_of_one_case_are_one_notice(overdue, town, today):
    case = overdue().case
    set_task(case, "Schild abnehmen", by=town.ahlers)
    Task.objects.update(due_on=today - timedelta(days=1))

    assert len(noticed()) == 1
