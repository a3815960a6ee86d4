import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lotse.cases.closing import close, rate, reopen, withdraw
from lotse.cases.correcting import correct
from lotse.cases.handing_over import hand_over
from lotse.cases.intake import open_case
from lotse.cases.models import Case, CaseTally
from lotse.cases.refusals import (
    AlreadyClosed,
    AlreadyKnown,
    ChangedMeanwhile,
    Incomplete,
    Missing,
    NotAllowed,
    ThroughTheGuide,
    UnknownValue,
)
from lotse.files.models import keep
from lotse.mailroom.models import Letter


def kinds(case):
    return list(case.entries.values_list("kind", flat=True))


def test_a_concern_told_on_the_portal_gets_a_number_a_code_and_a_named_guide(town, cat_answers):
    opened = open_case(
        town.cat, cat_answers, channel="portal", contact={"name": "Selin Öztürk", "email": "s@example.org"}
    )

    case = Case.objects.get(number=opened.case.number)
    assert case.guide == town.ahlers
    assert case.status == "received"
    assert case.has_code(opened.code.lower())
    assert not case.has_code("AAAAAAAA")
    assert {clock.kind for clock in case.clocks.all()} == {"first_answer", "result"}
    assert kinds(case) == ["opened"]


def test_the_confirmation_names_number_code_and_guide_and_keeps_the_code_out_of_the_subject(town, cat_answers):
    opened = open_case(
        town.cat, cat_answers, channel="portal", contact={"name": "Selin Öztürk", "email": "s@example.org"}
    )

    letter = Letter.objects.get(to_address="s@example.org")
    code = f"{opened.code[:4]}-{opened.code[4:]}"
    assert opened.case.number in letter.subject
    assert code not in letter.subject
    assert code in letter.text
    assert "Frau Ahlers" in letter.text


def test_an_incomplete_report_leaves_nothing(town):
    with pytest.raises(Incomplete) as refused:
        open_case(town.cat, {}, channel="portal")

    assert "ort" in refused.value.problems
    assert not Case.objects.exists()


def test_missing_answers_never_prevent_filing(town):
    case = open_case(town.cat, {}, channel="portal", incomplete=True).case

    assert case.number


def test_a_second_press_opens_no_second_case(town, cat_answers):
    token = "0190b0a0-0000-7000-8000-000000000001"
    first = open_case(town.cat, cat_answers, channel="portal", submission=token).case

    again = open_case(town.cat, cat_answers, channel="portal", submission=token).case

    assert again == first
    assert Case.objects.count() == 1


def test_numbers_of_a_year_have_no_gaps(make_case):
    numbers = [int(make_case().number.split("-")[1]) for _ in range(3)]

    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]


def test_whoever_takes_it_in_becomes_the_guide(make_case, town):
    assert make_case(by=town.lueders, channel="phone").guide == town.lueders


def test_an_absent_agent_gets_no_new_case(make_case, town, today):
    town.ahlers.absences.create(begins_on=today, ends_on=today)

    assert make_case().guide == town.lueders


def test_asking_a_known_fact_is_refused_without_a_reason_and_counted_with_one(make_case, town):
    case = make_case()

    with pytest.raises(AlreadyKnown) as refused:
        case.ask("Wo war die Katze?", facts=["ort"], by=town.ahlers)
    assert [fact.key for fact in refused.value.facts] == ["ort"]

    case.ask("Wo war die Katze?", facts=["ort"], reason="contradiction", by=town.ahlers)
    case.ask("Noch einmal: wo?", facts=["ort"], reason="other", by=town.ahlers)

    tally = CaseTally.objects.get(case=case.pk)
    assert (tally.questions, tally.repeated_questions) == (2, 1)
    assert case.status == "needs_you"


def test_the_citizens_answer_ends_the_question(make_case, town):
    case = make_case()
    case.ask("Kommt die Katze zu einer bestimmten Uhrzeit?", by=town.ahlers)

    case.hear("Immer gegen 19 Uhr.")

    assert case.status == "in_progress"
    assert kinds(case)[-1] == "answer"
    assert not case.questions.filter(answered_at=None).exists()


def test_a_department_answers_through_the_guide(make_case, town):
    case = make_case()
    hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers).accept(by=town.oezdemir)

    with pytest.raises(ThroughTheGuide):
        case.tell("Wir kommen.", by=town.oezdemir)


def test_a_file_has_the_data_class_of_its_question(make_case, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    proof = keep(SimpleUploadedFile("ausweis.txt", b"Merkzeichen aG"), as_it_came=True)
    answers = {"kopie": [{"id": str(proof.pk), "name": proof.name, "size": 14}]}

    case = make_case("parkausweis-behinderung", answers=answers, files=[proof], incomplete=True)

    assert case.attachments.get().data_class == "person"


def test_the_answer_to_what_nobody_knew_is_known_from_then_on(make_case, town):
    case = make_case(answers=None)
    case.learn("kennzeichen", "Halsband oder Chip", "unknown", by=town.ahlers, text="Das weiß ich nicht")
    case.learn("farbe", "Farbe", "unknown", by=town.ahlers, text="Das weiß ich nicht")
    case.ask("Welche Farbe hat sie?", facts=["farbe"], by=town.ahlers)

    case.hear("Grau getigert.")

    fact = case.facts.get(key="farbe")
    assert (fact.text, fact.is_unknown, fact.told_by) == ("Grau getigert.", False, case.citizen)
    case.ask("Hat sie einen Chip?", facts=["kennzeichen"], by=town.ahlers)
    case.hear("Das habe ich nicht gesehen, sie lief gleich weg.")
    assert case.facts.get(key="kennzeichen").is_unknown  # no answer of that question


def test_the_answer_to_a_question_nobody_had_answered_is_known_from_then_on(make_case, town):
    case = make_case()
    assert not case.facts.filter(key="aussehen").exists()
    case.ask("Wie sieht sie aus?", facts=["aussehen"], by=town.ahlers)

    case.hear("Grau getigert.")

    fact = case.facts.get(key="aussehen")
    assert (fact.label, fact.text, fact.data_class) == ("Aussehen", "Grau getigert.", "matter")
    leg = hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers)
    assert leg.packet["facts"]["aussehen"]["value"] == "Grau getigert."
    assert "Halsband oder Chip" in leg.packet["missing"]
    assert "Aussehen" not in leg.packet["missing"]


def test_what_did_not_reach_who_hands_on_is_not_said_to_be_missing(make_case, town):
    case = make_case()
    hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers).accept(by=town.oezdemir)

    leg = hand_over(case, town.strassenunterhaltung, "Falle?", kind="subtask", by=town.oezdemir)

    assert case.facts.filter(data_class="person").exists()
    assert not {"Name", "E-Mail oder Telefon"} & set(leg.packet["missing"])


def test_who_works_on_a_case_fills_in_what_nobody_told(make_case, town):
    case = make_case()

    correct(case, "kennzeichen", "Ja", by=town.ahlers)

    assert case.facts.get(key="kennzeichen").text == "Ja"
    with pytest.raises(UnknownValue):
        correct(case, "erfunden", "Ja", by=town.ahlers)


def test_what_is_known_and_did_not_reach_somebody_is_not_theirs_to_fill_in(make_case, town):
    case = make_case()
    hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers).accept(by=town.oezdemir)

    with pytest.raises(UnknownValue):
        correct(case, "name", "Jemand anders", by=town.oezdemir)

    assert case.facts.get(key="name").text == "Selin Öztürk"


def test_a_first_answer_of_a_human_stops_its_clock(make_case, town):
    case = make_case()

    case.tell("Guten Tag, wir kümmern uns.", by=town.ahlers)

    clock = case.clocks.get(kind="first_answer")
    assert clock.stopped_at is not None
    assert CaseTally.objects.get(case=case.pk).first_answer_at == clock.stopped_at


def test_closing_is_an_answer_too(make_case, town):
    case = make_case(by=town.ahlers)

    entry = close(case, "erledigt", "Die Katze ist im Tierheim.", by=town.ahlers)

    assert CaseTally.objects.get(case=case.pk).first_answer_at == entry.at


def test_a_case_closes_with_a_result_and_an_answer(make_case, town):
    case = make_case()

    close(case, "erledigt", "Die Katze ist im Tierheim.", by=town.ahlers)

    assert (case.status, case.result, case.closed_by) == ("closed", "erledigt", town.ahlers)
    assert case.due_at is None


@pytest.mark.parametrize("result, answer", [("gibtsnicht", "Fertig."), ("erledigt", "  ")])
def test_closing_needs_a_known_result_and_words(make_case, town, result, answer):
    case = make_case()

    with pytest.raises(UnknownValue):
        close(case, result, answer, by=town.ahlers)

    case.refresh_from_db()
    assert case.is_open


def test_a_case_that_waits_for_a_department_does_not_close(make_case, town):
    case = make_case()
    hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)

    with pytest.raises(Missing) as refused:
        close(case, "erledigt", "Fertig.", by=town.ahlers)

    assert [item["kind"] for item in refused.value.items] == ["leg"]


def test_two_people_closing_at_once_the_second_reads_who(make_case, town):
    case = make_case()
    other = Case.objects.get(pk=case.pk)
    close(case, "erledigt", "Fertig.", by=town.ahlers)

    with pytest.raises(AlreadyClosed) as refused:
        close(other, "erledigt", "Auch fertig.", by=town.lueders)

    assert "Frau Ahlers" in str(refused.value)


def test_whoever_read_an_older_state_keeps_their_text_and_reads_who_changed_it(make_case, town):
    case = make_case()
    seen = case.version
    case.note("Am Lindenweg gab es schon eine Meldung.", by=town.lueders)

    with pytest.raises(ChangedMeanwhile) as refused:
        case.tell("Guten Tag", by=town.ahlers, seen=seen)

    assert "Frau Lüders" in str(refused.value)


def test_not_solved_reopens_the_case_for_its_guide(make_case, town):
    case = make_case()
    close(case, "erledigt", "Fertig.", by=town.ahlers)

    rate(case, is_solved=False, was_told_twice=False, comment="Die Katze ist wieder da.")

    assert (case.status, case.guide, case.result) == ("in_progress", town.ahlers, "")
    tally = CaseTally.objects.get(case=case.pk)
    assert (tally.is_solved, tally.was_told_twice, tally.reopenings) == (False, False, 1)
    assert case.clocks.filter(kind="result", stopped_at=None).count() == 1


def test_reopening_needs_a_reason(make_case, town):
    case = make_case()
    close(case, "erledigt", "Fertig.", by=town.ahlers)

    with pytest.raises(UnknownValue):
        reopen(case, " ", by=town.ahlers)


def test_a_withdrawn_report_does_not_stop_the_work_under_way(make_case, town):
    case = make_case()
    hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)

    withdraw(case)

    assert case.status == "withdrawn"
    assert case.is_open


def test_a_strangers_colleague_closes_nothing(make_case, town):
    with pytest.raises(NotAllowed):
        close(make_case(), "erledigt", "Fertig.", by=town.brandt)


def test_work_goes_only_to_people_of_the_team(make_case, town):
    case = make_case()

    with pytest.raises(NotAllowed):
        case.assign(town.brandt, by=town.ahlers)

    case.assign(town.lueders, by=town.ahlers)
    assert case.assignee == town.lueders


def test_a_new_guide_is_told_to_the_citizen(make_case, town):
    case = make_case()

    case.change_guide(town.lueders, by=town.ahlers, reason="Urlaub")

    assert Letter.objects.filter(subject__contains="Neue Ansprechperson", text__contains="Frau Lüders").exists()
