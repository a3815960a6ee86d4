"""What stands beside the timeline follows from it: whoever changes a row behind the house's back is found."""

import pytest
from django.db import connection

from lotse.cases.closing import close
from lotse.cases.correcting import correct
from lotse.cases.handing_over import hand_over
from lotse.cases.holdings import forget
from lotse.cases.merging import merge
from lotse.cases.models import Case, Content
from lotse.cases.verifying import verify


@pytest.fixture
def case(make_case, town):
    """A case with facts that were told at the opening, told later, and put right."""
    case = make_case()
    case.learn("besitz", "Besitz", "unbekannt", by=town.ahlers)
    correct(case, "ort", "Gärtnerweg 4", by=town.ahlers)
    hand_over(case, town.allgemeine_ordnung, "Bitte übernehmen.", by=town.ahlers).accept(by=town.oezdemir)
    case.refresh_from_db()
    case.change_guide(town.lueders, by=town.ahlers, reason="Urlaub")
    return Case.objects.get(pk=case.pk)


def changed(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1
    return [str(finding) for finding in verify()]


def test_what_nobody_touched_holds(case):
    assert list(verify()) == []


@pytest.mark.parametrize("key", ["zustand", "besitz", "ort", "email"])
@pytest.mark.parametrize("change", [
    "text = text || 'x'", "label = label || 'x'", """value = '"anders"'""", "key = 'anders'", "data_class = 'picture'",
])  # fmt: skip
def test_a_changed_fact_is_found_and_named(case, key, change):
    key = key if case.facts.filter(key=key).exists() else "kontakt"

    found = changed(f"update cases_fact set {change} where case_id = %s and key = %s", case.pk, key)

    assert found
    assert all(one.startswith(f"{case.number}: Die Angabe „") for one in found)
    assert any(f"({key})" in one for one in found)


@pytest.mark.parametrize("key", ["zustand", "besitz", "ort"])
def test_a_fact_that_was_taken_away_is_missed(case, key):
    found = changed("delete from cases_fact where case_id = %s and key = %s", case.pk, key)

    assert len(found) == 1
    assert found[0].endswith(f"({key}) fehlt.")


def test_a_fact_that_nobody_told_is_found(case):
    case.facts.create(key="schuld", label="Schuld", value="Nachbar", text="Nachbar")

    assert [str(one) for one in verify()] == [
        f"{case.number}: Die Angabe „Schuld“ (schuld) steht anders da als im Verlauf, oder gar nicht darin."
    ]


@pytest.mark.parametrize(("change", "name"), [
    ("channel = 'letter'", "Eingangsweg"),
    ("guide_id = (select id from people_person where login = 'brandt')", "Ansprechperson"),
    ("assignee_id = (select id from people_person where login = 'brandt')", "Zuweisung"),
    ("team_id = (select id from people_team where slug = 'bauhof')", "Team"),
    ("service_id = (select id from catalogue_service where slug = 'frage')", "Dienst"),
])  # fmt: skip
def test_a_changed_column_of_the_case_is_found_and_named(case, change, name):
    found = changed(f"update cases_case set {change} where id = %s", case.pk)

    assert f"{case.number}: „{name}“ steht anders da als im Verlauf." in found


@pytest.mark.parametrize("change", ["closed_at = closed_at - interval '1 day'", "result = 'erledigt'"])
def test_another_end_than_was_told_is_found(make_case, town, change):
    case = make_case()
    close(case, "im_tierheim", "Sie ist versorgt.", by=town.ahlers)

    assert list(verify()) == []
    assert changed(f"update cases_case set {change} where id = %s", case.pk)


def test_cases_from_before_values_were_kept_are_held_against_their_words(make_case, town):
    case = make_case()
    case.learn("besitz", "Besitz", "unbekannt", by=town.ahlers)
    retold = Case.objects.get(pk=case.pk)
    _forget_what_was_kept(retold)

    assert [one for one in verify()] == []
    found = changed("update cases_fact set text = 'anders' where case_id = %s and key = 'zustand'", case.pk)
    assert any("(zustand)" in one for one in found)


def _forget_what_was_kept(case):
    """Write the timeline anew as it was written before entries kept the values of facts."""
    from lotse.cases.chain import content_hash, entry_hash

    before = ""
    for entry in case.entries.order_by("seq"):
        content = Content.objects.filter(entry=entry).first()
        if content:
            content.body.pop("told", None)
            content.save()
            entry.content_hash = content_hash(content.salt, content.body)
        entry.hash = before = entry_hash(before, entry)
        entry.save()
    Case.objects.filter(pk=case.pk).update(head_hash=before)


def test_merged_and_emptied_cases_hold(make_case, town):
    first, second = make_case(), make_case()
    merge(second, first, by=town.ahlers)
    forget(Case.objects.get(pk=first.pk))

    assert [str(one) for one in verify()] == []
