"""Internal requests: a case of its own, perhaps a child; nothing goes from one to the other by itself."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lotse.cases.closing import close, reopen, what_is_missing
from lotse.cases.models import Case, CaseTally, InternalRequest
from lotse.cases.reading import reading
from lotse.cases.refusals import Missing, NotAllowed, ReasonNeeded, RequestAnswered, UnknownValue
from lotse.cases.requesting import need, request_alone, request_within
from lotse.cases.verifying import verify
from lotse.catalogue.models import Service
from lotse.files.models import keep
from lotse.mailroom.models import Letter
from lotse.people.models import Deputy, Membership, Person


@pytest.fixture
def fault(town):
    """The internal service „Störung melden“ of the service desk."""
    return Service.objects.get(slug="it-stoerung")


@pytest.fixture
def ask(town, fault, answers_of):
    """Ask the service desk from within a case, as its guide."""

    def within(case, **values):
        values = {"by": town.ahlers, "team": town.telefon_empfang} | values
        return request_within(case, fault, answers_of("it-stoerung"), **values)

    return within


def kinds(case):
    return list(case.entries.values_list("kind", flat=True))


def test_a_colleague_asks_for_an_internal_service_alone(town, fault, answers_of):
    request = request_alone(fault, answers_of("it-stoerung"), by=town.ahlers, team=town.telefon_empfang)

    child = request.case
    assert (child.parent, child.citizen, child.team) == (None, None, town.servicedesk)
    assert set(child.clocks.values_list("kind", flat=True)) >= {"first_answer", "result"}
    assert child in Case.objects.readable_by(town.ahlers)
    assert child in Case.objects.readable_by(town.cetin)
    assert not Case.objects.visible_to(town.brandt).filter(pk=child.pk).exists()


def test_a_service_for_citizens_is_no_internal_request(town):
    with pytest.raises(UnknownValue):
        request_alone(town.cat, {}, by=town.ahlers, team=town.telefon_empfang)


def test_nobody_asks_in_the_name_of_another_team(town, fault, answers_of):
    with pytest.raises(NotAllowed):
        request_alone(fault, answers_of("it-stoerung"), by=town.ahlers, team=town.baumpflege)


@pytest.mark.parametrize(
    "slug, login, team, may",
    [
        ("hochbau-raum", "ahlers", "telefon_empfang", False),  # leads order it
        ("hochbau-raum", "lueders", "telefon_empfang", True),
        ("it-auswertung", "ahlers", "telefon_empfang", False),  # those responsible for processes or reports
        ("it-auswertung", "petersen", "prozesse", True),
        ("it-auswertung", "hinrichs", "berichtswesen", True),
        ("bauhof-unterstuetzung", "ahlers", "telefon_empfang", False),  # four departments
        ("bauhof-unterstuetzung", "brandt", "baumpflege", True),
        ("kaemmerei-kassenzeichen", "ahlers", "telefon_empfang", True),  # any department that serves citizens
        ("kaemmerei-kassenzeichen", "cetin", "servicedesk", False),
    ],
)
def test_an_internal_service_is_ordered_by_whom_its_edition_names(town, answers_of, slug, login, team, may):
    service, by, team = Service.objects.get(slug=slug), getattr(town, login), getattr(town, team)

    if may:
        assert request_alone(service, answers_of(slug), by=by, team=team).case.service == service
        return
    with pytest.raises(NotAllowed, match="bestellen nur: "):
        request_alone(service, answers_of(slug), by=by, team=team)
    assert not Case.objects.exists()


def test_who_stands_in_for_a_lead_orders_like_the_lead(town, answers_of):
    Deputy.objects.create(person=town.lueders, deputy=town.ahlers)
    service, by = Service.objects.get(slug="hochbau-raum"), Person.objects.get(pk=town.ahlers.pk)

    assert request_alone(service, answers_of("hochbau-raum"), by=by, team=town.telefon_empfang).case.internal


def test_who_stands_in_for_the_lead_of_another_team_orders_for_that_team_and_reads_what_comes_of_it(town, answers_of):
    Deputy.objects.create(person=town.brandt, deputy=town.ahlers)
    service, by = Service.objects.get(slug="hochbau-raum"), Person.objects.get(pk=town.ahlers.pk)
    assert not by.is_member_of(town.baumpflege)

    child = request_alone(service, answers_of("hochbau-raum"), by=by, team=town.baumpflege).case

    for person in (by, town.brandt):
        assert Case.objects.readable_by(person).filter(pk=child.pk).exists()
    for fault, team in (("hochbau-raum", town.telefon_empfang), ("it-stoerung", town.baumpflege)):
        with pytest.raises(NotAllowed):
            request_alone(Service.objects.get(slug=fault), answers_of(fault), by=by, team=team)


def test_a_request_from_within_a_case_is_its_child_with_its_own_clocks(make_case, ask, town):
    case = make_case(by=town.ahlers)
    due = case.due_at

    request = ask(case, is_required=True)

    assert request.case.parent == case
    assert request.case.due_at
    assert Case.objects.get(pk=case.pk).due_at == due
    assert kinds(case)[-1] == "requested"
    assert not list(verify(case.number))


def test_a_required_request_keeps_its_parent_from_closing_and_is_named(make_case, ask, town):
    case = make_case(by=town.ahlers)
    required, optional = ask(case, is_required=True), ask(case)

    with pytest.raises(Missing) as refused:
        close(case, "erledigt", "Sie ist gefangen.", by=town.ahlers)

    assert [(item["kind"], item["id"]) for item in refused.value.items] == [("request", required.case.number)]
    assert optional.case.is_open


def test_a_request_may_stop_being_required_for_a_reason_that_is_kept(make_case, ask, town):
    case = make_case(by=town.ahlers)
    request = ask(case, is_required=True)

    with pytest.raises(UnknownValue):
        need(case, request, False, " ", by=town.ahlers)
    need(case, request, False, "Das Gerät ist nicht mehr nötig.", by=town.ahlers)

    assert what_is_missing(case) == []
    assert case.entries.last().text == "Das Gerät ist nicht mehr nötig."


def test_the_serving_team_lacks_hours_the_lead_reserves_some_and_it_is_done(make_case, ask, town, work_off):
    case = make_case(by=town.ahlers)
    request = ask(case, is_required=True)

    request.accept(by=town.cetin)
    request.lack_hours(180, "Das Verfahren muss neu eingerichtet werden.", by=town.cetin)
    with pytest.raises(NotAllowed):
        request.reserve(180, by=town.ahlers)
    request.reserve(240, by=town.engel)
    close(request.case, "erledigt", "Es geht wieder.", by=town.cetin)
    work_off()

    child = Case.objects.get(pk=request.case.pk)
    assert [k for k in kinds(child) if k != "told"] == [
        "opened", "request_accepted", "hours_missing", "hours_reserved", "closed",
    ]  # fmt: skip
    said = case.entries.filter(kind="request").order_by("seq").values_list("data__event", flat=True)
    assert list(said) == ["accepted", "short", "reserved", "done"]
    assert what_is_missing(case) == []
    assert Letter.objects.filter(to=town.ahlers, about=child.pk, subject__contains="erledigt").exists()
    assert not list(verify(case.number)) + list(verify(child.number))


def test_hours_are_asked_for_once_and_reserved_once(make_case, ask, town):
    request = ask(make_case(by=town.ahlers))

    with pytest.raises(RequestAnswered):
        request.reserve(60, by=town.cetin)
    request.lack_hours(60, "Dafür fehlt uns Zeit.", by=town.cetin)
    with pytest.raises(RequestAnswered):
        request.lack_hours(60, "Dafür fehlt uns Zeit.", by=town.cetin)


def test_what_the_parent_is_told_twice_stands_there_once(make_case, ask, town, work_off):
    case = make_case(by=town.ahlers)
    request = ask(case)
    request.accept(by=town.cetin)
    work_off()

    request.tell_parent(event="accepted", version=request.case.version)

    assert case.entries.filter(kind="request").count() == 1


def test_the_parent_is_told_what_became_of_it_and_nothing_of_the_words(make_case, ask, town, work_off):
    case = make_case(by=town.ahlers)
    request = ask(case)

    close(request.case, "erledigt", "Das Kennwort war abgelaufen.", by=town.cetin)
    work_off()

    assert case.entries.last().words == {}
    assert "Kennwort" not in str(list(case.entries.values_list("data", flat=True)))


def test_closing_a_parent_closes_no_child_and_a_child_no_parent(make_case, ask, town):
    case = make_case(by=town.ahlers)
    first, second = ask(case), ask(case)

    close(first.case, "erledigt", "Es geht wieder.", by=town.cetin)
    assert Case.objects.get(pk=case.pk).is_open
    close(case, "erledigt", "Sie ist gefangen.", by=town.ahlers)
    assert Case.objects.get(pk=second.case.pk).is_open
    reopen(first.case, "Doch nicht.", by=town.cetin)
    assert not Case.objects.get(pk=case.pk).is_open


def test_who_reads_the_child_does_not_thereby_read_the_parent_and_vice_versa(make_case, ask, town):
    case = make_case(by=town.ahlers)
    request = ask(case)
    case.assign(town.lueders, by=town.ahlers)

    assert not Case.objects.visible_to(town.cetin).filter(pk=case.pk).exists()
    assert not Case.objects.visible_to(town.oezdemir).filter(pk=request.case.pk).exists()


def test_only_what_was_packed_goes_along_and_the_name_for_a_reason_only(make_case, ask, town, answers_of):
    case = make_case(by=town.ahlers)
    place = case.facts.filter(data_class="matter").exclude(value="").first()
    person = case.facts.filter(data_class="person").first()

    request = ask(case, facts=[place.key])

    child = request.case
    assert {fact.key for fact in reading(child, town.cetin).facts()} == {place.key, *answers_of("it-stoerung")}
    with pytest.raises(ReasonNeeded):
        ask(case, facts=[person.key])


def test_whom_a_complaint_is_about_does_not_see_its_request_either(make_case, town, fault, answers_of):
    case = make_case("beschwerde", barred=[town.cetin])

    request = request_within(case, fault, answers_of("it-stoerung"), by=town.vogt, team=town.ideen_beschwerden)

    assert not Case.objects.visible_to(town.cetin).filter(pk=request.case.pk).exists()


def test_the_request_of_a_confidential_case_is_read_by_who_asked_not_by_the_team(make_case, town, fault, answers_of):
    case = make_case("beschwerde", barred=[town.ahlers])

    request = request_within(case, fault, answers_of("it-stoerung"), by=town.vogt, team=town.ideen_beschwerden)

    assert not request.case.involvements.filter(team=town.ideen_beschwerden).exists()
    assert Case.objects.readable_by(town.vogt).filter(pk=request.case.pk).exists()
    assert Case.objects.readable_by(town.cetin).filter(pk=request.case.pk).exists()
    assert not Case.objects.visible_to(town.cetin).filter(pk=case.pk).exists()


def test_who_does_not_work_on_a_case_asks_nothing_from_within_it(make_case, ask, town):
    case = make_case(by=town.ahlers)

    with pytest.raises(NotAllowed):
        ask(case, by=town.brandt, team=town.baumpflege)


def test_a_form_sent_twice_asks_once(make_case, ask, town):
    case, token = make_case(by=town.ahlers), "018f0000-0000-7000-8000-000000000001"

    first, second = ask(case, submission=token), ask(case, submission=token)

    assert first == second
    assert InternalRequest.objects.count() == 1
    assert kinds(case).count("requested") == 1


def test_a_counting_card_of_a_request_names_no_person(make_case, ask, town):
    request = ask(make_case(by=town.ahlers))

    card = CaseTally.objects.get(case=request.case.pk)

    assert card.team == town.servicedesk.pk
    assert str(town.ahlers.pk) not in str(list(CaseTally.objects.filter(pk=card.pk).values()))


def test_a_request_is_not_closed_without_a_word_to_the_team_that_asked(make_case, ask, town):
    request = ask(make_case(by=town.ahlers))

    with pytest.raises(UnknownValue, match="dem Team, das gefragt hat"):
        close(request.case, "erledigt", " ", by=town.cetin)


@pytest.fixture
def photo(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return keep(SimpleUploadedFile("liste.txt", b"Wer was darf."), as_it_came=True)


def test_who_asked_reads_answers_and_own_notes_but_not_those_of_who_does_it(make_case, ask, town, photo):
    child = ask(make_case(by=town.ahlers)).case
    theirs = child.note("Der Kollege fragt das jede Woche.", by=town.cetin, files=[photo])
    ours = child.note("Das Gerät steht im Flur.", by=town.ahlers)
    answer = child.tell("Wir kommen morgen.", by=town.cetin)

    asker, server = reading(child, town.ahlers), reading(child, town.cetin)

    assert not asker.entries().filter(pk=theirs.pk).exists()
    assert set(asker.entries().filter(pk__in=[ours.pk, answer.pk])) == {ours, answer}
    assert not asker.files().filter(entry=theirs).exists()
    assert set(server.entries().filter(pk__in=[theirs.pk, ours.pk])) == {theirs, ours}
    assert server.files().filter(entry=theirs).exists()


def test_whoever_asked_and_does_it_reads_the_notes(ask, make_case, town):
    child = ask(make_case(by=town.ahlers)).case
    note = child.note("Der Kollege fragt das jede Woche.", by=town.cetin)
    Membership.objects.create(person=town.ahlers, team=town.servicedesk)

    assert reading(child, Person.objects.get(pk=town.ahlers.pk)).entries().filter(pk=note.pk).exists()
