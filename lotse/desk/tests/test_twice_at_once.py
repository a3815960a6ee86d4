"""The same person at two windows: what both keep is one row, and the database has nothing to complain of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotse.desk.models import Presence, ReadMark, UnsentText


def beat(person, case):
    Presence.objects.beat(person, case, is_writing=True)


def read(person, case):
    ReadMark.lay(person, case)


def write(person, case):
    UnsentText.objects.keep(person, case, UnsentText.Kind.NOTE, {"text": "Die Linde."}, seen=1)


@pytest.mark.parametrize(("deed", "noun"), [(beat, Presence), (read, ReadMark), (write, UnsentText)])
def test_a_second_window_changes_the_row_of_the_first(make_case, town, deed, noun):
    case = make_case()
    deed(town.ahlers, case)

    with CaptureQueriesContext(connection) as asked:
        deed(town.ahlers, case)

    assert noun.objects.filter(person=town.ahlers, case=case).count() == 1
    written = [each["sql"] for each in asked if each["sql"].startswith("INSERT")]
    assert len(written) == 1
    assert "ON CONFLICT" in written[0], "no INSERT that may fail and be caught"


def test_a_text_keeps_the_version_it_was_begun_with(make_case, town):
    case = make_case()
    for seen in (1, 4):
        UnsentText.objects.keep(town.ahlers, case, UnsentText.Kind.NOTE, {"text": f"Version {seen}"}, seen=seen)

    assert UnsentText.objects.values_list("seen", "told__text").get() == (1, "Version 4")


def test_a_mail_of_news_leaves_what_was_read_as_it_is(make_case, town):
    case = make_case()
    ReadMark.lay(town.ahlers, case)
    read_to = case.version
    case.note("Noch etwas.", by=town.yilmaz)

    ReadMark.has_told(town.ahlers, case)

    assert ReadMark.objects.values_list("version", "told").get(person=town.ahlers) == (read_to, case.version)
