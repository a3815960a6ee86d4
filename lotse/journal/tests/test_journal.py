"""What stands in the journal, and what never may."""

from datetime import UTC, datetime

import pytest

from lotse.journal.models import NotACode, Record, note

pytestmark = pytest.mark.django_db


def test_a_deed_is_noted_with_ids_and_codes():
    of = Record.objects.create(deed="laid", subject=None)

    record = note("role_granted", of, by=of, role="it", until=datetime(2026, 5, 1, tzinfo=UTC).date(), teams=[of])

    assert (record.subject, record.by) == (of.pk, of.pk)
    assert record.data == {"role": "it", "until": "2026-05-01", "teams": [str(of.pk)]}
    assert list(Record.objects.about(of)) == [record]
    assert list(Record.objects.done_by(of)) == [record]


def test_a_deed_without_subject_and_person_is_noted_too():
    assert note("started", None).by is None


@pytest.mark.parametrize("words", ["demir@musterhafen.example", "Sehr geehrte Frau\nAhlers", "x" * 201, 1.5])
def test_personal_words_are_refused(words):
    with pytest.raises(NotACode):
        note("answered", None, text=words)
