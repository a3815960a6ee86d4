import pytest

from lotse.cases.belonging import keep_apart, perhaps_belongs_to, take_over_message
from lotse.cases.closing import close
from lotse.cases.holdings import erase
from lotse.cases.models import Case, Content
from lotse.cases.reading import reading
from lotse.cases.refusals import AlreadyClosed, AlreadyDecided, ChangedMeanwhile, NotAllowed, OtherClosed
from lotse.cases.verifying import verify
from lotse.files.models import keep
from lotse.mailroom.models import Inbound, Letter
from lotse.people.models import LinkSession

STRANGER = {"name": "Kim Sommer", "email": "kim@example.org"}


@pytest.fixture
def suggested(make_case, town):
    """A mail of somebody else that names the number of a case, and became a case of its own."""

    def make(into, **values):
        told = {"contact": STRANGER, "text": "Ich habe sie auch gesehen.", "by": town.ahlers, "channel": "mail"}
        case = make_case("frage", **told | values)
        Inbound.objects.create(
            mailbox="buergerservice@musterhafen.example", raw=b"x", raw_hash=str(case.pk), size=1, proof="C",
            sender=case.citizen.email, outcome="suggested", case=case.pk, suggests=into.pk,
        )  # fmt: skip
        return case

    return make


@pytest.fixture
def pair(make_case, town, suggested):
    """The case that a mail names, and the case the mail became."""
    into = make_case(by=town.ahlers)
    return suggested(into), into


def fresh(case):
    return Case.objects.get(pk=case.pk)


def test_what_a_stranger_wrote_goes_into_the_other_case_for_the_house_only(pair, town):
    case, into = pair

    entry = take_over_message(case, into, by=town.ahlers)

    assert (entry.case, entry.kind, entry.is_public, entry.by) == (into, "told", False, town.ahlers)
    assert (entry.text, entry.words["sender"]) == ("Ich habe sie auch gesehen.", "kim@example.org")
    assert entry.data == {"channel": "mail", "number": case.number, "laid_by": str(town.ahlers.pk)}
    assert list(verify()) == []


def test_the_message_is_closed_as_a_duplicate_and_says_where_it_went(pair, town):
    case, into = pair

    take_over_message(case, into, by=town.ahlers)

    assert (fresh(case).result, fresh(case).is_open) == ("dublette", False)
    link = case.entries.get(kind="belongs")
    assert (link.data, link.is_public) == ({"number": into.number, "is_part": True}, False)
    assert Inbound.objects.get().decided_by == town.ahlers


def test_a_stranger_gets_neither_a_way_nor_a_letter_about_the_other_case(pair, town):
    case, into = pair
    before = set(Letter.objects.filter(about=into.pk).values_list("pk", flat=True))

    take_over_message(case, into, by=town.ahlers)

    assert set(Letter.objects.filter(about=into.pk).values_list("pk", flat=True)) == before
    assert not LinkSession.objects.filter(subject=into.pk, created_at__gt=case.opened_at).exists()
    assert not Letter.objects.filter(to_address="kim@example.org", text__contains=into.number).exists()
    assert fresh(into).citizen == into.citizen
    assert not reading(into, case.citizen)._is_close


def test_the_citizens_own_words_answer_the_open_question(make_case, suggested, town):
    into = make_case(by=town.ahlers)
    question = into.ask("Welche Farbe?", by=town.ahlers)
    case = suggested(into, contact={"email": "S.Oeztuerk@example.org"}, text="Schwarz.")

    entry = take_over_message(case, into, by=town.ahlers)

    question.refresh_from_db()
    assert (entry.kind, entry.is_public, entry.by) == ("answer", True, into.citizen)
    assert question.answer == entry
    assert fresh(into).status == "in_progress"


def test_the_clock_that_waited_for_the_answer_goes_on(make_case, suggested, town):
    into = make_case(by=town.ahlers)
    into.ask("Wo genau?", by=town.ahlers)
    assert into.clocks.filter(state="paused").exists()

    take_over_message(suggested(into, citizen=into.citizen), into, by=town.ahlers)

    assert not into.clocks.filter(state="paused").exists()


def test_a_stranger_answers_no_question(make_case, suggested, town):
    into = make_case(by=town.ahlers)
    into.ask("Welche Farbe?", by=town.ahlers)

    take_over_message(suggested(into), into, by=town.ahlers)

    assert fresh(into).status == "needs_you"


@pytest.fixture
def photo(tmp_path, settings):
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MEDIA_ROOT = tmp_path
    return keep(SimpleUploadedFile("katze.txt", b"Eine Katze, schwarz."), as_it_came=True)


def test_a_file_keeps_its_data_class(make_case, suggested, town, photo):
    into = make_case(by=town.ahlers)
    case = suggested(into, files=[photo])
    case.attachments.update(data_class="person")

    entry = take_over_message(case, into, by=town.ahlers)

    assert entry.attachments.get().data_class == "person"


def test_files_come_along_and_go_when_the_last_case_lets_them_go(make_case, suggested, town, photo):
    into = make_case(by=town.ahlers)
    case = suggested(into, files=[photo])

    entry = take_over_message(case, into, by=town.ahlers)
    assert [kept.file for kept in entry.attachments.all()] == [photo]

    erase(into.citizen)
    assert case.attachments.get().file == photo

    erase(case.citizen)
    assert not type(photo).objects.filter(pk=photo.pk).exists()


def test_whoever_wrote_it_may_have_it_erased_in_both_cases(make_case, suggested, town, photo):
    into = make_case(by=town.ahlers)
    case = suggested(into, files=[photo])
    entry = take_over_message(case, into, by=town.ahlers)

    erase(case.citizen)

    assert Content.objects.get(entry=entry).body is None
    assert not into.attachments.exists()
    assert bytes(Inbound.objects.get().raw) == b""
    assert fresh(into).facts.exists()


def test_a_colleague_who_has_only_one_of_both_decides_nothing(make_case, suggested, town):
    into = make_case("reisepass")
    case = suggested(into)

    assert perhaps_belongs_to(case, town.ahlers) is None
    with pytest.raises(NotAllowed):  # the guide of a walled service reads state and date only
        take_over_message(case, into, by=town.ahlers)
    with pytest.raises(NotAllowed):
        take_over_message(case, into, by=town.brandt)
    with pytest.raises(NotAllowed):
        keep_apart(case, into, by=town.brandt)
    assert fresh(case).is_open
    assert not into.entries.filter(kind="told").exists()


def test_who_is_complained_about_cannot_lay_anything_into_the_complaint(make_case, suggested, town):
    into = make_case("beschwerde", barred=[town.ahlers])
    case = suggested(into)

    assert perhaps_belongs_to(case, town.ahlers) is None
    with pytest.raises(NotAllowed):
        take_over_message(case, into, by=town.ahlers)


def test_the_page_offers_the_other_case_with_its_proof(pair, town):
    case, into = pair

    other = perhaps_belongs_to(case, town.ahlers)

    assert (other, other.proof) == (into, "C")


def test_a_concern_of_its_own_stays_and_no_longer_points_there(pair, town):
    case, into = pair

    keep_apart(case, into, by=town.ahlers)

    assert fresh(case).is_open
    assert perhaps_belongs_to(case, town.ahlers) is None
    mail = Inbound.objects.get()
    assert (mail.outcome, mail.suggests, mail.decided_by) == ("new_case", None, town.ahlers)
    with pytest.raises(AlreadyDecided, match="Frau Ahlers hat um .* entschieden"):
        take_over_message(case, into, by=town.lueders)


def test_nothing_is_laid_into_a_closed_case(pair, town):
    case, into = pair
    close(into, "erledigt", "Fertig.", by=town.ahlers)

    with pytest.raises(OtherClosed, match=into.number):
        take_over_message(case, into, by=town.ahlers)

    assert fresh(case).is_open


def test_a_closed_message_stays_where_it_is(pair, town):
    case, into = pair
    close(case, "erledigt", "Fertig.", by=town.lueders)

    with pytest.raises(AlreadyClosed, match="Frau Lüders hat dieses Anliegen"):
        take_over_message(case, into, by=town.ahlers)


def test_who_read_an_older_state_reads_the_new_one_first(pair, town):
    case, into = pair
    seen = fresh(case).version
    case.note("Ich rufe an.", by=town.lueders)

    with pytest.raises(ChangedMeanwhile):
        take_over_message(fresh(case), into, by=town.ahlers, seen=seen)
