import pytest

from lotse.cases.models import Case
from lotse.desk.models import Preference, ReadMark
from lotse.desk.news import tell
from lotse.mailroom.models import Letter

AT_ONCE, DAILY = Preference.News.AT_ONCE, Preference.News.DAILY


@pytest.fixture
def wishes(town):
    def choose(person, how):
        Preference.objects.update_or_create(person=person, defaults={"news": how})

    return choose


def letters(person):
    return list(Letter.objects.filter(to=person).order_by("created_at"))


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
