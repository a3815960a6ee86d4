"""Confidential cases: sight goes with the part somebody has, and ends with it."""

import pytest

from lotse.approvals.models import Ask
from lotse.cases.approving import ask_approval
from lotse.cases.by_name import may_hear
from lotse.cases.closing import close
from lotse.cases.handing_over import hand_over
from lotse.cases.leaving import release_work_of
from lotse.cases.models import Case
from lotse.cases.reading import reading
from lotse.cases.refusals import NotAllowed
from lotse.mailroom.models import Letter
from lotse.people.models import Membership, Person


@pytest.fixture
def complaint(make_case):
    return make_case("beschwerde")


@pytest.fixture
def colleague(town):
    """A colleague of Frau Vogt, who leads; nobody has named him yet."""
    person = Person.objects.create(login="kollege", name="Herr Kollege", kind="staff")
    Membership.objects.create(person=person, team=team(town))
    return person


def team(town):
    return town.vogt.memberships.get().team


def reads(person):
    """What they read on their next visit: teams are looked up once a request."""
    return set(Case.objects.readable_by(Person.objects.get(pk=person.pk)))


def leave(person, team):
    Membership.objects.filter(person=person, team=team).delete()
    release_work_of(person, by=None, left=[team])


def test_a_new_guide_sees_it_and_the_one_before_no_more(complaint, colleague, town):
    other = Person.objects.create(login="zweite", name="Frau Zweite", kind="staff")
    Membership.objects.create(person=other, team=team(town))

    complaint.change_guide(colleague, by=town.vogt)
    assert reads(colleague) == {complaint}
    complaint.change_guide(other, by=town.vogt)

    assert reads(other) == {complaint}
    assert reads(colleague) == set()
    assert reads(town.vogt) == {complaint}, "the lead of the team that works on it"


def test_an_assignee_sees_it_as_long_as_it_is_theirs(complaint, colleague, town):
    complaint.assign(colleague, by=town.vogt)
    assert reads(colleague) == {complaint}

    complaint.assign(None, by=town.vogt)

    assert reads(colleague) == set()


def test_a_guide_who_is_assigned_no_more_stays_the_guide(complaint, colleague, town):
    complaint.change_guide(colleague, by=town.vogt)
    complaint.assign(colleague, by=town.vogt)

    complaint.assign(town.vogt, by=town.vogt)

    assert reads(colleague) == {complaint}


def test_whom_it_is_about_is_not_assigned(make_case, colleague, town):
    case = make_case("beschwerde", barred=[colleague])

    with pytest.raises(NotAllowed, match="beschwert sich"):
        case.assign(colleague, by=town.vogt)


def test_whoever_leaves_the_team_sees_confidential_cases_no_more(complaint, colleague, town):
    complaint.change_guide(colleague, by=town.vogt)

    leave(colleague, team(town))

    complaint.refresh_from_db()
    assert complaint.guide == town.vogt
    assert reads(colleague) == set()
    assert reads(town.vogt) == {complaint}


def test_a_lead_who_was_asked_and_leaves_that_team_sees_it_no_more(complaint, town):
    hand_over(complaint, town.allgemeine_ordnung, "Stellungnahme?", kind="consult", by=town.vogt)
    assert reads(town.oezdemir) == {complaint}

    leave(town.oezdemir, town.allgemeine_ordnung)

    assert reads(town.oezdemir) == set()


def test_whoever_leaves_the_house_is_named_nowhere_any_more(complaint, town):
    release_work_of(town.vogt, by=None)

    assert not complaint.involvements.filter(person=town.vogt, role="named", until=None).exists()


def test_a_closed_confidential_case_closes_for_a_lead_who_leaves_and_the_next_lead_keeps_it(complaint, town):
    close(complaint, next(iter(complaint.edition.results)), "Geklärt.", by=town.vogt)
    Membership.objects.create(person=town.ahlers, team=team(town), is_lead=True)

    leave(town.vogt, team(town))

    assert reads(town.vogt) == set()
    assert reads(town.ahlers) == {complaint}


def test_leaving_another_team_takes_no_confidential_case(complaint, town):
    Membership.objects.create(person=town.vogt, team=town.strassenunterhaltung)

    leave(town.vogt, town.strassenunterhaltung)

    assert reads(town.vogt) == {complaint}


def test_an_assignee_sees_it_no_more_when_another_team_takes_it_over(complaint, colleague, town):
    complaint.assign(colleague, by=town.vogt)

    hand_over(complaint, town.allgemeine_ordnung, "Bitte übernehmen.", by=town.vogt).accept(by=town.oezdemir)

    assert reads(colleague) == set()
    assert reads(town.oezdemir) == {complaint}
    assert reads(town.vogt) == {complaint}, "the guide stays"


def test_whoever_comes_back_to_a_case_is_named_again(complaint, colleague, town):
    complaint.assign(colleague, by=town.vogt)
    complaint.assign(None, by=town.vogt)

    complaint.assign(colleague, by=town.vogt)

    assert reads(colleague) == {complaint}
    assert complaint.involvements.filter(person=colleague, role="named", until=None).count() == 1


def test_whoever_is_no_longer_named_is_not_asked_to_approve(complaint, colleague, town):
    complaint.assign(colleague, by=town.vogt)
    complaint.assign(None, by=town.vogt)

    with pytest.raises(NotAllowed, match="vertraulich"):
        ask_approval(complaint, "Entschuldigen wir uns?", by=town.vogt, steps=[Ask([colleague])])


def test_leads_of_a_team_that_gave_it_away_or_back_see_it_no_more(complaint, town):
    leg = hand_over(complaint, town.allgemeine_ordnung, "Bitte übernehmen.", by=town.vogt)
    leg.accept(by=town.oezdemir)
    assert reads(town.oezdemir) == {complaint}

    hand_over(complaint, town.hausdienste, "Eher bei Ihnen.", by=town.oezdemir).accept(by=town.hochbau)
    asked = hand_over(complaint, town.sportstaetten, "Ihre Sicht?", kind="consult", by=town.hochbau)
    assert reads(town.sport) == {complaint}
    asked.send_back("Dazu wissen wir nichts.", by=town.sport)

    assert reads(town.oezdemir) == set()
    assert reads(town.sport) == set()
    assert reads(town.hochbau) == {complaint}
    assert reads(town.vogt) == {complaint}, "the guide stays"


def test_a_lead_who_gave_it_away_and_was_asked_again_sees_it(complaint, town):
    hand_over(complaint, town.allgemeine_ordnung, "Bitte übernehmen.", by=town.vogt).accept(by=town.oezdemir)
    hand_over(complaint, town.hausdienste, "Eher bei Ihnen.", by=town.oezdemir).accept(by=town.hochbau)

    hand_over(complaint, town.allgemeine_ordnung, "Noch eine Frage.", kind="consult", by=town.hochbau)

    assert reads(town.oezdemir) == {complaint}


def test_a_waiting_hand_over_is_told_to_those_who_may_see_it(make_case, town):
    complaint = make_case("beschwerde", barred=[town.oezdemir])
    other = Person.objects.create(login="haus", name="Frau Haus", kind="staff", email="haus@musterhafen.example")
    Membership.objects.create(person=other, team=town.hausdienste)

    hand_over(complaint, town.hausdienste, "Ihre Sicht?", kind="consult", by=town.vogt).remind()
    hand_over(complaint, town.allgemeine_ordnung, "Ihre Sicht?", kind="consult", by=town.vogt).remind()

    assert [letter.to for letter in Letter.objects.filter(about=complaint.pk, to__kind="staff")] == [town.hochbau]


@pytest.mark.parametrize("kind", ["consult", "subtask"])
def test_a_lead_whose_team_has_answered_reads_what_it_had_and_nothing_later(complaint, town, kind):
    asked = hand_over(complaint, town.allgemeine_ordnung, "Stellungnahme?", kind=kind, by=town.vogt)
    asked.accept(by=town.oezdemir)
    complaint.note("Vorher.", by=town.vogt)
    asked.finish("Der Ton war falsch.", by=town.oezdemir)
    complaint.note("Nachher.", by=town.vogt)
    complaint.learn("spaeter", "Später", "gesagt", by=town.vogt)

    person = Person.objects.get(pk=town.oezdemir.pk)
    told = reading(Case.objects.get(pk=complaint.pk), person)

    assert reads(person) == {complaint}
    said = {entry.text for entry in told.entries()}
    assert {"Der Ton war falsch.", "Vorher."} <= said
    assert "Nachher." not in said
    facts = {fact.key for fact in told.facts()}
    assert set(asked.packet["facts"]) <= facts
    assert "spaeter" not in facts
    assert not Case.objects.wholly_read_by(person).exists()
    with pytest.raises(NotAllowed, match="fertig"):
        complaint.note("Noch etwas.", by=person)


def test_who_has_answered_is_written_to_no_more(complaint, town):
    asked = hand_over(complaint, town.allgemeine_ordnung, "Stellungnahme?", kind="consult", by=town.vogt)
    asked.accept(by=town.oezdemir)
    asked.finish("Der Ton war falsch.", by=town.oezdemir)

    assert may_hear(complaint, [town.oezdemir, town.vogt]) == [town.vogt]


def test_who_has_answered_and_is_asked_again_reads_on(complaint, town):
    for answer in ("Nein.", "Doch."):
        asked = hand_over(complaint, town.allgemeine_ordnung, "Stellungnahme?", kind="consult", by=town.vogt)
        asked.accept(by=town.oezdemir)
        if answer == "Nein.":
            asked.finish(answer, by=town.oezdemir)
    late = complaint.note("Inzwischen.", by=town.vogt)

    person = Person.objects.get(pk=town.oezdemir.pk)

    assert late in reading(Case.objects.get(pk=complaint.pk), person).entries()


def test_a_second_part_that_was_given_back_leaves_the_sight_where_the_answer_left_it(complaint, town):
    asked = hand_over(complaint, town.allgemeine_ordnung, "Stellungnahme?", kind="consult", by=town.vogt)
    asked.accept(by=town.oezdemir)
    asked.finish("Der Ton war falsch.", by=town.oezdemir)
    between = complaint.note("Zwischen den beiden Bitten.", by=town.vogt)
    again = hand_over(complaint, town.allgemeine_ordnung, "Und noch etwas?", kind="consult", by=town.vogt)
    again.send_back("Dazu wissen wir nichts.", by=town.oezdemir)
    answered_at = complaint.involvements.get(person=town.oezdemir, role="former").since

    person = Person.objects.get(pk=town.oezdemir.pk)
    case = Case.objects.get(pk=complaint.pk)

    assert reads(person) == {complaint}
    assert case.left_by(person) == answered_at
    assert between not in reading(case, person).entries()
    with pytest.raises(NotAllowed, match="fertig"):
        case.note("Noch etwas.", by=person)


def test_who_has_answered_and_leaves_the_team_reads_it_no_more(complaint, town):
    asked = hand_over(complaint, town.allgemeine_ordnung, "Stellungnahme?", kind="consult", by=town.vogt)
    asked.accept(by=town.oezdemir)
    asked.finish("Der Ton war falsch.", by=town.oezdemir)

    leave(town.oezdemir, town.allgemeine_ordnung)

    assert reads(town.oezdemir) == set()


def test_the_lead_who_also_guides_it_reads_on_after_the_answer(complaint, town):
    complaint.change_guide(town.oezdemir, by=town.vogt)
    asked = hand_over(complaint, town.allgemeine_ordnung, "Stellungnahme?", kind="consult", by=town.oezdemir)
    asked.accept(by=town.oezdemir)
    asked.finish("Der Ton war falsch.", by=town.oezdemir)

    complaint.note("Nachher.", by=town.vogt)

    assert complaint.left_by(Person.objects.get(pk=town.oezdemir.pk)) is None


def test_who_stands_in_for_a_lead_who_was_asked_reads_no_more_than_the_packet(make_case, town):
    complaint = make_case("beschwerde", text="Frau X war grob.")
    hand_over(complaint, town.allgemeine_ordnung, "Stellungnahme?", kind="consult", by=town.vogt)
    town.brandt.stands_in.create(person=town.oezdemir)

    person = Person.objects.get(pk=town.brandt.pk)
    told = reading(Case.objects.get(pk=complaint.pk), person)

    assert reads(person) == {complaint}
    assert not told.is_whole
    assert "opened" not in {entry.kind for entry in told.entries()}
    assert not Case.objects.wholly_read_by(person).exists()


def test_who_stands_in_for_the_lead_that_decides_reads_it_whole(complaint, town):
    town.brandt.stands_in.create(person=town.vogt)

    person = Person.objects.get(pk=town.brandt.pk)

    assert reading(Case.objects.get(pk=complaint.pk), person).is_whole
    assert Case.objects.wholly_read_by(person).exists()
