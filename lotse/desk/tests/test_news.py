from datetime import timedelta

import pytest

from lotse.cases.models import Case
from lotse.desk.jobs import tell_at_once
from lotse.desk.models import Preference, ReadMark
from lotse.desk.news import tell
from lotse.mailroom.models import Letter, post
from lotse.tenants.clock import moved_to, now

AT_ONCE, DAILY = Preference.News.AT_ONCE, Preference.News.DAILY


@pytest.fixture
def wishes(town):
    def choose(person, how):
        Preference.objects.update_or_create(person=person, defaults={"news": how})

    return choose


def letters(person):
    return list(Letter.objects.filter(to=person).order_by("created_at"))


def an_hour_later(work_off):
    """What is due then is told, and leaves."""
    with moved_to(now() + timedelta(minutes=61)):
        tell_at_once()
        work_off()


def test_what_others_did_in_my_case_is_told_once_with_the_link_alone(make_case, town, wishes):
    case = make_case()
    ReadMark.lay(town.ahlers, case)
    wishes(town.ahlers, AT_ONCE)
    case.hear("Sie ist wieder da, die Katze.")

    assert (tell(AT_ONCE), tell(AT_ONCE)) == (1, 0)

    (letter,) = letters(town.ahlers)
    assert f"/arbeit/a/{case.number}/" in letter.text
    assert "Katze" not in letter.subject + letter.text


def test_nobody_hears_of_their_own_deeds_or_of_what_they_have_read(make_case, town, wishes):
    case = make_case()
    ReadMark.lay(town.ahlers, case)
    wishes(town.ahlers, AT_ONCE)
    case.note("Meine Notiz.", by=town.ahlers)
    assert tell(AT_ONCE) == 0

    case.note("Ihre Notiz.", by=town.lueders)
    ReadMark.lay(town.ahlers, case)

    assert tell(AT_ONCE) == 0


def test_once_a_day_all_cases_come_in_one_letter(make_case, town, wishes):
    wishes(town.ahlers, DAILY)
    cases = [make_case(), make_case()]
    Case.objects.update(guide=town.ahlers)

    assert (tell(AT_ONCE), tell(DAILY), tell(DAILY)) == (0, 1, 0)

    (letter,) = letters(town.ahlers)
    assert all(case.number in letter.text for case in cases)


def test_who_wants_nothing_hears_nothing(make_case, town):
    make_case()

    assert (tell(AT_ONCE), tell(DAILY)) == (0, 0)


@pytest.fixture
def three_an_hour(settings):
    settings.LETTERS_AN_ADDRESS_AND_HOUR = 3


@pytest.fixture
def five_cases(make_case, town, wishes, three_an_hour):
    """More news than letters may leave within an hour."""
    cases = [make_case() for _each in range(5)]
    Case.objects.update(guide=town.ahlers)
    Letter.objects.all().delete()
    wishes(town.ahlers, AT_ONCE)
    return cases


def _arrived(person):
    return [letter for letter in letters(person) if letter.sent_at]


def test_more_news_than_may_leave_within_an_hour_come_in_one_letter(five_cases, town, work_off):
    tell_at_once()
    work_off()

    (letter,) = _arrived(town.ahlers)
    assert all(case.number in letter.text for case in five_cases)


def test_news_that_find_no_room_this_hour_come_with_the_next(five_cases, town, work_off):
    for _each in range(3):
        post(town.ahlers.email, "Übergabe wartet", "Guten Tag", auto=True)
    work_off()
    tell_at_once()
    work_off()
    assert _arrived(town.ahlers) == []

    an_hour_later(work_off)

    (letter,) = _arrived(town.ahlers)
    assert all(case.number in letter.text for case in five_cases)


def test_news_held_back_because_others_wrote_first_leave_later(five_cases, town, work_off):
    tell(AT_ONCE)  # written, not yet delivered
    overtaking = [post(town.ahlers.email, "Übergabe wartet", "Guten Tag", auto=True) for _each in range(3)]
    Letter.objects.filter(pk__in=[letter.pk for letter in overtaking]).update(sent_at=now(), carried_by="server")
    work_off()
    (letter,) = letters(town.ahlers)
    assert letter.held_at

    an_hour_later(work_off)

    assert _arrived(town.ahlers) == [letter]


def test_a_case_of_which_enough_was_said_this_hour_is_told_with_the_next(make_case, town, wishes, work_off):
    case = make_case()
    Letter.objects.all().delete()
    wishes(town.ahlers, AT_ONCE)
    for _each in range(3):
        post(town.ahlers.email, "Neues", "Guten Tag", about=case, auto=True)
    work_off()
    Case.objects.update(guide=town.ahlers)
    tell_at_once()
    work_off()
    assert _arrived(town.ahlers) == []

    an_hour_later(work_off)

    (letter,) = _arrived(town.ahlers)
    assert case.number in letter.text
