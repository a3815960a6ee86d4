from lotse.cases.closing import close
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case
from lotse.cases.reading import reading
from lotse.people.models import Person


def sees(person):
    return set(Case.objects.visible_to(person))


def reads(person):
    return set(Case.objects.readable_by(person))


def test_the_guide_and_the_guides_team_read_a_case(make_case, town):
    case = make_case()

    assert reads(town.ahlers) == {case}
    assert reads(town.lueders) == {case}


def test_another_team_of_the_citizen_service_sees_that_the_case_exists(make_case, town):
    case = make_case()

    assert sees(town.yilmaz) == {case}
    assert reads(town.yilmaz) == set()


def test_other_departments_it_and_management_do_not_see_it(make_case, town):
    make_case()

    for stranger in (town.brandt, town.cetin, town.engel, town.demir):
        assert sees(stranger) == set()


def test_a_team_with_a_leg_reads_it_and_still_may_after_it_is_done(make_case, town):
    case = make_case()
    leg = hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)
    assert reads(town.janssen) == {case}

    leg.accept(by=town.janssen)
    leg.finish("Steht.", by=town.janssen)

    assert reads(town.janssen) == {case}


def test_a_former_team_reads_only_what_it_had(make_case, town):
    case = make_case()
    leg = hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers)
    leg.send_back("Nicht wir.", by=town.oezdemir)
    case.tell("Es geht weiter.", by=town.ahlers)

    kinds = [entry.kind for entry in reading(case, town.oezdemir).entries()]

    assert "message" not in kinds
    assert kinds[-1] == "returned"


def test_a_deputy_reads_what_the_guide_reads(make_case, town):
    case = make_case(by=town.ahlers)

    town.petersen.stands_in.create(person=town.ahlers)

    assert reads(town.petersen) == {case}


def test_the_guide_of_a_walled_service_sees_state_and_date_only(make_case, town):
    case = make_case("reisepass")

    assert case.guide == town.ahlers
    assert sees(town.ahlers) == {case}
    assert reads(town.ahlers) == set()
    assert reads(town.yilmaz) == {case}


def test_a_complaint_is_read_by_named_persons_only(make_case, town):
    case = make_case("beschwerde")

    assert reads(town.vogt) == {case}
    for other in (town.ahlers, town.lueders, town.engel, town.cetin):
        assert sees(other) == set()


def test_the_person_complained_about_never_sees_it(make_case, town):
    case = make_case("beschwerde", barred=[town.oezdemir])

    hand_over(case, town.allgemeine_ordnung, "Stellungnahme?", kind="consult", by=town.vogt)

    assert sees(town.oezdemir) == set()


def test_whoever_is_complained_about_does_not_become_the_guide_by_taking_it_in(make_case, town):
    case = make_case("beschwerde", by=town.vogt, barred=[town.vogt])

    assert case.guide != town.vogt
    assert sees(town.vogt) == set()


def test_a_closed_case_stays_readable_for_those_who_worked_on_it(make_case, town):
    case = make_case()
    close(case, "erledigt", "Fertig.", by=town.ahlers)

    assert reads(town.ahlers) == {case}


def test_whoever_left_the_house_sees_nothing(make_case, town):
    make_case()
    town.ahlers.is_active = False

    assert sees(town.ahlers) == set()


def test_a_team_that_gave_a_case_on_reads_no_more_than_it_had(make_case, town):
    case = make_case()
    hand_over(case, town.hausdienste, "Liegt das bei Ihnen?", by=town.ahlers).accept(by=town.hochbau)
    hand_over(case, town.allgemeine_ordnung, "Eher bei Ihnen.", by=town.hochbau).accept(by=town.oezdemir)
    case.refresh_from_db()

    late = case.note("Später dazu.", by=town.oezdemir)

    assert not reading(case, Person.objects.get(pk=town.hochbau.pk)).entries().filter(pk=late.pk).exists()
