import pytest

from lotse.cases.subjects import matter_of, subject_of


@pytest.mark.parametrize("title, matter", [
    ("Streunende Katze melden", "Streunende Katze"),
    ("Reisepass beantragen", "Reisepass"),
    ("Hund an- oder abmelden", "Hund an- oder abmelden"),  # „Hund an- oder“ would be no name
    ("Sondernutzung", "Sondernutzung"),
    ("melden", "melden"),
])  # fmt: skip
def test_the_matter_is_the_title_without_what_one_does(title, matter):
    assert matter_of(title) == matter


def test_a_report_is_called_by_matter_and_place(town, cat_answers):
    form = town.cat.running().form

    assert subject_of(town.cat, form, cat_answers).startswith("Streunende Katze, ")


def test_without_a_place_the_first_choice_tells_which_one_it_is(town):
    form = town.cat.running().form

    assert subject_of(town.cat, form, {"zustand": "verletzt"}) == "Streunende Katze: Sie ist verletzt oder krank"


def test_a_long_place_is_cut_between_words(town):
    subject = subject_of(town.cat, town.cat.running().form, {"ort": {"text": "am Weg " * 40}})

    assert len(subject) <= 120
    assert subject.endswith("Weg …") or subject.endswith("am …")
