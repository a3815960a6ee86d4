"""An application is taken back while other teams work on it."""

import pytest

from lotse.cases.by_link import code_for
from lotse.cases.closing import withdraw
from lotse.cases.handing_over import hand_over
from lotse.mailroom.models import Letter
from lotse.people.models import LinkSession, Person


@pytest.fixture
def application(make_case, town):
    """With a question to the Bauhof and an order for the shelter; a job for the Baumpflege is done."""
    Person.objects.filter(pk=town.janssen.pk).update(email="janssen@musterhafen.example")
    Person.objects.filter(pk=town.brandt.pk).update(email="brandt@musterhafen.example")
    case = make_case("hundesteuer")
    hand_over(case, town.strassenunterhaltung, "Ist der Hund bekannt?", kind="consult", by=town.lohse)
    hand_over(case, town.tierheim, "Ist der Hund bei Ihnen?", kind="subtask", by=town.lohse)
    done = hand_over(case, town.baumpflege, "Welcher Baum?", kind="consult", by=town.lohse)
    done.accept(by=town.brandt)
    done.finish("Die Linde.", by=town.brandt)
    Letter.objects.all().delete()
    return case


def test_whoever_still_has_a_part_learns_that_it_is_over(application, town):
    withdraw(application)

    told = {letter.to_address for letter in Letter.objects.filter(subject__startswith="Nicht mehr nötig")}
    assert town.tierheim.department.email in told
    assert "janssen@musterhafen.example" in told
    assert "brandt@musterhafen.example" not in told


def test_the_link_of_a_body_outside_opens_nothing_any_more(application, town):
    leg = application.legs.get(team=town.tierheim)
    assert code_for(leg)

    withdraw(application)

    assert not code_for(leg)
    assert not LinkSession.objects.filter(subject=leg.pk, ended_at=None).exists()


def test_a_report_whose_work_goes_on_is_called_off_by_nobody(make_case, town):
    case = make_case()
    leg = hand_over(case, town.tierheim, "Sichern?", kind="subtask", by=town.ahlers)

    withdraw(case)

    assert case.is_open
    assert code_for(leg)
    assert not Letter.objects.filter(subject__startswith="Nicht mehr nötig").exists()
