"""An internal request goes back for a reason of the list or another one; both sides see it, and whose turn it is."""

from datetime import timedelta

import pytest

from lotse.cases.closing import close, what_is_missing
from lotse.cases.models import Case, InternalRequest
from lotse.cases.refusals import AlreadyClosed, NotAllowed, RequestAnswered, UnknownValue
from lotse.cases.requesting import request_within
from lotse.cases.taking_back import take_back
from lotse.cases.verifying import verify
from lotse.cases.watchdogs import look
from lotse.catalogue.models import Service
from lotse.mailroom.models import Letter, Notice
from lotse.people.models import Membership, Person


@pytest.fixture
def case(make_case, town):
    return make_case(by=town.ahlers)


@pytest.fixture
def request_of(town, case, answers_of):
    """A required request of Frau Ahlers' team to the service desk."""
    service = Service.objects.get(slug="it-stoerung")
    asked = {"by": town.ahlers, "team": town.telefon_empfang, "is_required": True}
    return request_within(case, service, answers_of("it-stoerung"), **asked)


def kinds(case):
    return list(case.entries.order_by("seq").values_list("kind", flat=True))


def test_a_reason_of_the_list_reaches_the_closing_of_the_parent_and_the_words_do_not(request_of, case, town, work_off):
    request_of.send_back("Welcher Raum ist es?", reason="Angabe fehlt", by=town.cetin)
    work_off()

    (missing,) = what_is_missing(case)
    assert missing["text"] == f"interner Auftrag {request_of.case.number}, zurückgegeben: Angabe fehlt"
    assert kinds(case)[-1] == "request"
    assert "Raum" not in str([(entry.data, entry.words) for entry in case.entries.all()])
    assert request_of.case.entries.get(kind="request_returned").text == "Angabe fehlt. Welcher Raum ist es?"
    assert not list(verify(case.number)) + list(verify(request_of.case.number))


def test_another_reason_is_said_in_own_words_and_named_to_the_parent_as_returned_alone(request_of, case, town):
    request_of.send_back("Herr Maier hat das Gerät selbst geholt.", by=town.cetin)

    assert what_is_missing(case)[0]["text"].endswith(", zurückgegeben")


def test_the_asker_hears_of_it_by_number_alone(request_of, town):
    request_of.send_back("Welcher Raum ist es?", reason="Angabe fehlt", by=town.cetin)

    letter = Letter.objects.filter(to=town.ahlers, about=request_of.case.pk).latest("created_at")
    assert letter.subject == f"Auftrag zurückgegeben [{request_of.case.number}]"
    assert "Raum" not in letter.text


@pytest.mark.parametrize(("text", "reason"), [(" ", ""), ("", "Keine Lust")])
def test_no_request_goes_back_without_a_reason_or_for_one_that_is_not_on_the_list(request_of, town, text, reason):
    with pytest.raises(UnknownValue):
        request_of.send_back(text, reason=reason, by=town.cetin)


def test_only_the_serving_team_sends_back_and_only_once(request_of, town):
    with pytest.raises(NotAllowed):
        request_of.send_back("Doch nicht.", by=town.ahlers)
    request_of.send_back("Falsch hier.", by=town.cetin)

    for deed in (
        lambda: request_of.send_back("Falsch hier.", by=town.cetin),
        lambda: request_of.accept(by=town.cetin),
        lambda: request_of.lack_hours(60, "Zeit fehlt.", by=town.cetin),
        lambda: request_of.reserve(60, by=town.engel),
    ):
        with pytest.raises(RequestAnswered):
            deed()


def test_it_is_asked_once_more_by_the_asking_side_and_answered_anew(request_of, case, town, work_off):
    request_of.send_back("Welcher Raum ist es?", reason="Angabe fehlt", by=town.cetin)
    with pytest.raises(NotAllowed):
        request_of.ask_again("Raum 1.08.", by=town.cetin)
    with pytest.raises(UnknownValue):
        request_of.ask_again(" ", by=town.lueders)

    request_of.ask_again("Raum 1.08.", by=town.ahlers)
    request_of.accept(by=town.cetin)
    work_off()

    said = case.entries.filter(kind="request").order_by("seq").values_list("data__event", flat=True)
    assert list(said) == ["returned", "again", "accepted"]
    assert what_is_missing(case)[0]["text"] == f"interner Auftrag {request_of.case.number}"
    with pytest.raises(RequestAnswered):
        request_of.ask_again("Raum 1.08.", by=town.ahlers)


def test_clocks_stand_while_the_asking_team_is_at_its_turn_where_that_is_agreed(request_of, town):
    child = request_of.case
    child.clocks.filter(kind="result").update(pauses=["internal"])

    request_of.send_back("Welcher Raum ist es?", by=town.cetin)
    assert dict(child.clocks.values_list("kind", "state"))["result"] == "paused"
    request_of.ask_again("Raum 1.08.", by=town.ahlers)

    assert dict(child.clocks.values_list("kind", "state"))["result"] == "running"
    assert not list(verify(child.number))


def test_what_lies_back_for_three_days_is_a_notice_of_the_asking_team(request_of, town, moment):
    request_of.send_back("Welcher Raum ist es?", by=town.cetin)
    look()
    assert not Notice.objects.open().filter(kind="request_back").exists()
    InternalRequest.objects.filter(pk=request_of.pk).update(returned_at=moment - timedelta(days=3, minutes=1))

    look()

    notice = Notice.objects.open().get(kind="request_back")
    assert (notice.subject, notice.owner) == (request_of.case.pk, town.telefon_empfang)


def test_a_request_that_lacks_hours_says_so_in_the_closing_of_its_parent(request_of, case, town):
    request_of.lack_hours(60, "Zeit fehlt.", by=town.cetin)

    assert what_is_missing(case)[0]["text"] == f"interner Auftrag {request_of.case.number}, Stunden fehlen"
    assert Case.objects.get(pk=case.pk).is_open


def test_who_asked_takes_it_back_and_the_parent_waits_no_more(request_of, case, town, work_off):
    request_of.accept(by=town.cetin)
    with pytest.raises(NotAllowed):
        take_back(request_of, "Das machen wir nicht.", by=town.cetin)
    with pytest.raises(UnknownValue):
        take_back(request_of, " ", by=town.ahlers)

    take_back(request_of, "Das Gerät geht wieder.", by=town.ahlers)
    work_off()

    child = Case.objects.get(pk=request_of.case.pk)
    assert (child.is_open, child.result, what_is_missing(case)) == (False, "zurueckgezogen", [])
    assert case.entries.filter(kind="request").order_by("seq").last().data["event"] == "withdrawn"
    assert Letter.objects.filter(to=town.cetin, subject=f"Auftrag zurückgezogen [{child.number}]").exists()
    assert not list(verify(case.number)) + list(verify(child.number))
    with pytest.raises(AlreadyClosed, match="^Frau Ahlers hat dieses Anliegen"):
        take_back(request_of, "Noch einmal.", by=town.ahlers)


def test_who_asked_hears_that_a_colleague_took_it_back_and_nobody_hears_of_their_own_deed(request_of, town):
    Membership.objects.get_or_create(person=town.lueders, team=town.telefon_empfang)

    take_back(request_of, "Das Gerät geht wieder.", by=Person.objects.get(pk=town.lueders.pk))

    told = Letter.objects.filter(subject=f"Auftrag zurückgezogen [{request_of.case.number}]")
    assert town.ahlers in {letter.to for letter in told}
    assert town.lueders not in {letter.to for letter in told}


@pytest.fixture
def confidential(make_case, town, answers_of):
    """A request from within a complaint, which is itself read by name alone."""
    service = Service.objects.get(slug="it-stoerung")
    complaint = make_case("beschwerde")
    asked = {"by": town.vogt, "team": town.ideen_beschwerden}
    request = request_within(complaint, service, answers_of("it-stoerung"), **asked)
    Case.objects.filter(pk=request.case.pk).update(circle=complaint.circle)
    return InternalRequest.objects.select_related("case").get(pk=request.pk)


def subjects_to(person, request):
    return set(Letter.objects.filter(to=person, about=request.case.pk).values_list("subject", flat=True))


def test_who_asked_in_confidence_hears_that_it_came_back_and_that_it_is_done(confidential, town):
    confidential.case.involvements.create(person=town.cetin, role="named", since=confidential.asked_at)
    number = confidential.case.number

    confidential.send_back("Welcher Raum ist es?", by=confidential.case.guide)
    confidential.ask_again("Raum 1.08.", by=town.vogt)
    close(confidential.case, "erledigt", "Er geht wieder.", by=confidential.case.guide)

    assert subjects_to(town.vogt, confidential) == {f"Auftrag zurückgegeben [{number}]", f"Auftrag erledigt [{number}]"}


def test_who_is_named_no_more_hears_nothing_of_a_request_in_confidence(confidential, town):
    confidential.case.involvements.filter(person=town.vogt).update(until=confidential.asked_at)

    confidential.send_back("Welcher Raum ist es?", by=confidential.case.guide)

    assert subjects_to(town.vogt, confidential) == set()
