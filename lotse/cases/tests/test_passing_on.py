"""A team that got a case by a hand-over passes it on: nothing lies between two chairs."""

from datetime import timedelta

import pytest

from lotse.calendars.berlin import moment
from lotse.cases.closing import close, what_is_missing
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case, Leg, LegTally
from lotse.cases.models.clock import free_days
from lotse.cases.reading import reading
from lotse.cases.refusals import AlreadyAnswered
from lotse.cases.replaying import broken_clocks
from lotse.cases.verifying import verify
from lotse.mailroom.models import Letter
from lotse.people.models import Person
from lotse.tenants.clock import moved_to

MONDAY, TUESDAY, THURSDAY = (moment(f"2026-10-{day} 10:00") for day in ("05", "06", "08"))


@pytest.fixture
def first(make_case, town):
    """The Ordnungsamt has taken a cat over, on a Monday morning."""
    with moved_to(MONDAY):
        leg = hand_over(make_case(by=town.ahlers), town.allgemeine_ordnung, "Bitte entscheiden.", by=town.ahlers)
        leg.accept(by=town.oezdemir)
    return leg


@pytest.fixture
def onward(first, town):
    """... and passed it on to the Hausdienste, who took it on Tuesday."""
    with moved_to(TUESDAY):
        leg = hand_over(first.case, town.hausdienste, "Eher bei Ihnen.", by=town.oezdemir)
        leg.accept(by=town.hochbau)
    return leg


def anew(leg):
    return Leg.objects.select_related("case", "team").get(pk=leg.pk)


def test_the_first_leg_ends_when_the_next_team_takes_it_and_says_to_whom_it_went(first, onward, town):
    leg = anew(first)

    entry = leg.case.entries.get(kind="result")
    assert (leg.state, leg.passed_on, leg.done_by, leg.done_at) == ("done", onward, town.oezdemir, entry.at)
    assert entry.data["leg"] == str(first.pk)
    assert (entry.data["team"], entry.data["passed_on"]) == ("allgemeine-ordnung", "hausdienste")
    assert (entry.by, entry.is_public) == (town.hochbau, False)
    assert LegTally.objects.get(leg=first.pk).done_at == entry.at
    assert first.clocks.get().stopped_at == entry.at
    assert list(verify(leg.case.number)) == []


def test_until_the_next_team_takes_it_the_first_one_has_it(first, town):
    leg = hand_over(first.case, town.hausdienste, "Eher bei Ihnen.", by=town.oezdemir)
    assert anew(first).state == "accepted"

    leg.send_back("Nicht unser Haus.", by=town.hochbau)

    assert (anew(first).state, anew(first).passed_on, first.case.team) == ("accepted", None, town.allgemeine_ordnung)
    assert not first.case.entries.filter(kind__in=["result", "runs_again"]).exists()


def test_advice_that_is_still_asked_for_is_not_ended(first, town):
    asked = hand_over(first.case, town.baumpflege, "Welche Linde?", kind="consult", by=town.oezdemir)
    asked.accept(by=town.brandt)

    hand_over(first.case, town.hausdienste, "Eher bei Ihnen.", by=town.oezdemir).accept(by=town.hochbau)

    assert anew(asked).state == "accepted"


def test_what_was_passed_on_does_not_hold_up_the_closing(onward, town):
    case = Case.objects.get(pk=onward.case_id)
    assert [item["id"] for item in what_is_missing(case)] == [str(onward.pk)]

    close(case, "erledigt", "Die Katze ist zu Hause.", by=town.hochbau)

    assert set(case.legs.values_list("state", flat=True)) == {"done"}


def test_the_first_team_answers_no_more(first, onward, town):
    with pytest.raises(AlreadyAnswered):
        anew(first).finish("Doch noch etwas.", by=town.oezdemir)
    with pytest.raises(AlreadyAnswered):
        anew(first).send_back("Doch nicht.", by=town.oezdemir)


def test_the_first_team_reads_what_it_had_and_that_it_went_on(first, onward, town):
    case = Case.objects.get(pk=onward.case_id)
    late = case.note("Nur für uns.", by=town.hochbau)
    person = Person.objects.get(pk=town.oezdemir.pk)

    read = list(reading(case, person).entries())

    assert Case.objects.readable_by(person).filter(pk=case.pk).exists()
    assert "ort" in {fact.key for fact in reading(case, person).facts()}
    assert [entry.kind for entry in read][-2:] == ["accepted", "result"]
    assert late not in read


def test_what_comes_back_lies_again_with_the_team_that_passed_it_on_and_its_clock_counts_right(first, onward, town):
    was_due, calendar = first.due_at, free_days().calendar(first.clocks.get().hours)
    with moved_to(THURSDAY):
        anew(onward).send_back("Nicht unser Haus.", by=town.hochbau)

    leg, clock = anew(first), first.clocks.get()
    assert (leg.state, leg.passed_on, leg.done_by, leg.done_at) == ("accepted", None, None, None)
    assert (leg.case.team, leg.case.guide) == (town.allgemeine_ordnung, town.ahlers)
    assert (clock.state, clock.stopped_at, clock.due_at) == ("running", None, leg.due_at)
    away = calendar.open_seconds_between(TUESDAY, THURSDAY)
    assert calendar.open_seconds_between(was_due, leg.due_at) == away > 0
    assert [event.kind for event in clock.events.all()] == ["start", "stop", "again"]
    tally = LegTally.objects.get(leg=first.pk)
    assert (tally.done_at, tally.due_at) == (None, leg.due_at)
    assert list(broken_clocks()) == []
    assert list(verify(leg.case.number)) == []


def test_who_passed_it_on_hears_that_it_is_back_and_answers_it_as_before(first, onward, town):
    Letter.objects.all().delete()

    anew(onward).send_back("Nicht unser Haus.", by=town.hochbau)

    entry = first.case.entries.get(kind="runs_again")
    assert entry.data["team"] == "allgemeine-ordnung"
    letter = Letter.objects.get(entry=entry.pk)
    assert (letter.to, first.case.number in letter.text) == (town.oezdemir, True)
    anew(first).finish("Ist eine Hauskatze.", by=town.oezdemir)
    assert anew(first).state == "done"


def test_a_chain_of_three_comes_back_link_by_link(first, onward, town):
    third = hand_over(first.case, town.baumpflege, "Sitzt im Baum.", by=town.hochbau)
    third.accept(by=town.brandt)
    states = [anew(leg).state for leg in (first, onward, third)]

    third.send_back("Kein Baum von uns.", by=town.brandt)
    assert (anew(first).state, anew(onward).state, anew(third).case.team) == ("done", "accepted", town.hausdienste)
    anew(onward).send_back("Nicht unser Haus.", by=town.hochbau)

    assert states == ["done", "done", "accepted"]
    assert [anew(leg).state for leg in (first, onward, third)] == ["accepted", "returned", "returned"]
    assert anew(first).case.team == town.allgemeine_ordnung
    assert list(verify(first.case.number)) == []


def test_an_offer_of_a_team_that_gave_the_case_back_comes_from_who_has_it(first, town):
    offered = hand_over(first.case, town.hausdienste, "Eher bei Ihnen.", by=town.oezdemir)
    first.send_back("Doch nicht wir.", by=town.oezdemir)

    offered = anew(offered)
    offered.accept(by=town.hochbau)
    offered.send_back("Auch nicht wir.", by=town.hochbau)

    assert anew(first).case.team == town.telefon_empfang, "not with a team that gave it back"


def test_the_citizen_reads_the_words_of_the_step_again_when_it_comes_back(first, town):
    case, step = first.case, first.step
    assert step, "the first team has a step of this service"
    words = case.phase

    onward = hand_over(case, town.hausdienste, "Eher bei Ihnen.", by=town.oezdemir)
    onward.accept(by=town.hochbau)
    away = (case.step, case.phase)
    onward.send_back("Nicht unser Haus.", by=town.hochbau)

    assert away == ("", case.edition.message("received"))
    case = Case.objects.get(pk=case.pk)
    assert (case.step, case.phase) == (step, words)


def test_leads_of_a_team_see_a_confidential_case_again_that_comes_back(make_case, town):
    case = make_case("beschwerde")
    first = hand_over(case, town.allgemeine_ordnung, "Bitte übernehmen.", by=town.vogt)
    first.accept(by=town.oezdemir)
    onward = hand_over(case, town.hausdienste, "Eher bei Ihnen.", by=town.oezdemir)
    onward.accept(by=town.hochbau)
    assert not Case.objects.readable_by(Person.objects.get(pk=town.oezdemir.pk)).filter(pk=case.pk).exists()

    onward.send_back("Nicht bei uns.", by=town.hochbau)

    assert Case.objects.readable_by(Person.objects.get(pk=town.oezdemir.pk)).filter(pk=case.pk).exists()
    assert not Case.objects.readable_by(Person.objects.get(pk=town.hochbau.pk)).filter(pk=case.pk).exists()
    assert anew(first).state == "accepted"


def test_a_clock_that_was_over_when_it_went_on_stays_over(first, town):
    late = first.due_at + timedelta(days=1)
    with moved_to(late):
        onward = hand_over(first.case, town.hausdienste, "Eher bei Ihnen.", by=town.oezdemir)
        onward.accept(by=town.hochbau)
    with moved_to(late + timedelta(days=3)):
        onward.send_back("Nicht wir.", by=town.hochbau)

        assert first.clocks.get().due_at == first.due_at
        assert first.clocks.get().is_overdue
    assert list(broken_clocks()) == []
