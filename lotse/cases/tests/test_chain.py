import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from lotse.cases.chain import canonical
from lotse.cases.models import Case, Content, Entry
from lotse.cases.verifying import seal, verify


def findings():
    return [str(finding) for finding in verify()]


def test_an_untouched_house_has_no_findings(make_case, town):
    make_case().tell("Wir kommen.", by=town.ahlers)

    assert findings() == []


@pytest.mark.parametrize(
    "table, change",
    [
        ("cases_entry", "kind = 'x'"),
        ("cases_entry", "at = at + interval '1 microsecond'"),
        ("cases_entry", """data = '{"a": 1}'"""),
        ("cases_entry", "is_public = not is_public"),
        ("cases_entry", "by_id = null"),
        ("cases_entry", "content_hash = ''"),
        ("cases_entry", "hash = repeat('0', 64)"),
        ("cases_entry", "seq = 7"),
        ("cases_content", """body = '{"text": "anders"}'"""),
        ("cases_content", "salt = ''"),
        ("cases_content", """erased_at = now(), body = '{"text": "anders"}'"""),
        ("cases_case", "head_hash = 'x'"),
        ("cases_case", "version = 9"),
    ],
)
def test_any_changed_column_is_found_and_named(make_case, town, table, change):
    case = make_case(by=town.ahlers, channel="phone")

    with connection.cursor() as cursor:
        cursor.execute(f"update {table} set {change}")

    assert [finding.split(":")[0] for finding in findings()] == [case.number]


def test_a_cut_end_is_found(make_case, town):
    case = make_case()
    case.tell("Wir kommen.", by=town.ahlers)
    last = case.entries.last()

    Content.objects.filter(entry=last)._raw_delete("default")
    Entry.objects.filter(pk=last.pk)._raw_delete("default")

    assert findings() == [f"{case.number}: Das Ende fehlt: 2 Einträge sind gezählt, 1 sind da."]


def remove(case):
    """Take a case out of the house with all its rows, as somebody with the owner's rights could."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all deferred")
        cursor.execute(
            "delete from cases_content where entry_id in (select id from cases_entry where case_id = %s)", [case.pk]
        )
        cursor.execute(
            "delete from cases_clockevent where clock_id in (select id from cases_clock where case_id = %s)", [case.pk]
        )
        for table in ("attachment", "clock", "fact", "involvement", "question", "leg", "entry"):
            cursor.execute(f"delete from cases_{table} where case_id = %s", [case.pk])
        cursor.execute("delete from cases_case where id = %s", [case.pk])


def test_a_missing_case_is_found_by_its_number(make_case):
    gone, _kept = make_case(), make_case()

    remove(gone)

    assert findings() == [f"{gone.number}: Das Anliegen fehlt."]


def test_the_last_case_is_missed_by_the_signed_day_even_if_the_counter_was_turned_back(make_case, today):
    make_case()
    last = make_case()
    seal(today)

    remove(last)
    with connection.cursor() as cursor:
        cursor.execute("update cases_numberseries set last = last - 1")

    assert [finding.split(":")[0] for finding in findings()] == [str(today)]


def test_erased_words_leave_the_chain_whole(make_case, town):
    case = make_case()
    case.tell("Guten Tag", by=town.ahlers)

    case.entries.last().content.erase()

    assert findings() == []


def test_the_chain_holds_no_floats():
    with pytest.raises(TypeError):
        canonical({"lat": 51.5})


@pytest.mark.parametrize(
    "deed",
    [
        "update cases_entry set kind = 'x'",
        "delete from cases_entry",
        "update cases_clockevent set seq = 9",
        "delete from cases_clockevent",
        "update catalogue_edition set number = 9",
        "delete from catalogue_edition",
        "update approvals_vote set yes = true",
        "delete from approvals_vote",
    ],
)
def test_the_serving_role_cannot_change_an_entry_an_edition_or_a_vote(make_case, deed):
    make_case()

    with connection.cursor() as cursor:
        cursor.execute("set local role lotse_app")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute(deed)
        cursor.execute("reset role")


def test_one_case_is_verified_alone(make_case):
    case, other = make_case(), make_case()
    Case.objects.filter(pk=other.pk).update(head_hash="x")

    assert list(verify(case.number)) == []
    assert [str(finding) for finding in verify("2020-000001")] == ["2020-000001: Dieses Anliegen gibt es nicht."]
