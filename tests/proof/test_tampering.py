"""The timeline: whatever is changed behind the house's back is found, and the case is named."""

import json
from random import Random

import pytest
from django.db import connection, transaction

from lotse.cases.closing import close, rate
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case
from lotse.cases.verifying import verify

pytestmark = pytest.mark.django_db
BYTES = 600
ANOTHER = {
    "seq": "seq + 50",
    "at": "at + interval '1 microsecond'",
    "kind": "kind || 'x'",
    "by_id": "case when by_id is null then (select id from people_person limit 1) end",
    "is_public": "not is_public",
    "data": """data || '{"x": 1}'""",
    "content_hash": "case when content_hash = '' then 'x' else '' end",
    "hash": "reverse(hash)",
    "id": "gen_random_uuid()",
    "case_id": "(select id from cases_case where id <> case_id limit 1), seq = seq + 500",
}
CONTENT = {
    "body": """'{"text": "anders"}'""",
    "salt": "md5(salt)",
    "body = null, salt": "''",
    "erased_at = now(), body": """'{"text": "anders"}'""",
}


class Undo(Exception):
    """Take the change back."""


@pytest.fixture
def story(make_case, town):
    """One case with every kind of deed in it, and another that stands beside it."""
    make_case()
    case = make_case()
    case.tell("Wir kommen.", by=town.ahlers)
    case.note("Nachbar hat angerufen.", by=town.ahlers)
    case.ask("Kommt sie täglich?", facts=["wiederkehr"], reason="outdated", by=town.ahlers)
    case.hear("Ja, um 19 Uhr.")
    case.learn("besitz", "Besitz", "unbekannt", by=town.ahlers)
    case.assign(town.ahlers, by=town.ahlers)
    hand_over(case, town.verkehr, "Ist das Ihres?", by=town.ahlers).send_back("nein", by=town.oezdemir)
    leg = hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers)
    leg.accept(by=town.oezdemir)
    leg.finish("herrenlos", by=town.oezdemir)
    case.refresh_from_db()
    close(case, "im_tierheim", "Sie ist versorgt.", by=town.ahlers)
    rate(case, is_solved=False, comment="Sie ist wieder da.")
    case.change_guide(town.lueders, reason="Urlaub", by=town.ahlers)
    return Case.objects.get(pk=case.pk)


def found_after(case, *statements):
    """Change the database as its owner could, look, and take it back; return what was found."""
    found = []
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("set constraints all deferred")
                for statement, values in statements:
                    cursor.execute(statement, values)
            found = [str(finding) for finding in verify(case.number)]
            raise Undo
    except Undo:
        return found


def names_the_case(case, found):
    return bool(found) and all(one.startswith(case.number) for one in found)


def test_every_column_of_every_entry_and_its_words_is_guarded(story, proof):
    assert list(verify()) == []
    entries = list(story.entries.select_related("content"))
    unseen, changes = [], 0
    for entry in entries:
        tries = [("cases_entry", "id", column, value) for column, value in ANOTHER.items()]
        if entry.content_hash:
            tries += [("cases_content", "entry_id", column, value) for column, value in CONTENT.items()]
        for table, key, column, value in tries:
            changes += 1
            statement = f"update {table} set {column} = {value} where {key} = %s"
            if not names_the_case(story, found_after(story, (statement, [entry.pk]))):
                unseen.append((entry.kind, table, column))

    kinds = len({entry.kind for entry in entries})
    proof(counts=f"{len(entries)} entries of {kinds} kinds, {changes} changes", result=f"{len(unseen)} unseen")
    assert unseen == []


def test_any_changed_byte_of_an_entry_or_its_words_is_seen(story, seed, proof):
    chance, unseen = Random(seed), []
    entries = list(story.entries.select_related("content"))
    for _ in range(BYTES):
        entry = chance.choice([entry for entry in entries if entry.content_hash])
        what = chance.choice(["hash", "content_hash", "salt", "body"])
        if what in ("hash", "content_hash"):
            change = ("cases_entry", "id", what, another_byte(getattr(entry, what), chance))
        elif what == "salt":
            change = ("cases_content", "entry_id", what, another_byte(entry.content.salt, chance))
        else:
            change = ("cases_content", "entry_id", what, json.dumps(another_letter(entry.content.body, chance)))
        table, key, column, value = change
        statement = (f"update {table} set {column} = %s where {key} = %s", [value, entry.pk])
        if not names_the_case(story, found_after(story, statement)):
            unseen.append((entry.kind, column, value))

    proof(counts=f"{BYTES} changed bytes", seed=seed, result=f"{len(unseen)} unseen")
    assert unseen == []


def another_byte(text, chance):
    """Replace one letter by another."""
    place = chance.randrange(len(text))
    letter = chance.choice([letter for letter in "0123456789abcdef" if letter != text[place]])
    return text[:place] + letter + text[place + 1 :]


def another_letter(body, chance):
    """Change one letter somewhere in the words, however deep they lie."""
    if isinstance(body, str):
        return another_byte(body, chance) if body else "x"
    if isinstance(body, dict):
        key = chance.choice(sorted(body)) if body else "x"
        return body | {key: another_letter(body.get(key, ""), chance)}
    if isinstance(body, list) and body:
        place = chance.randrange(len(body))
        return [*body[:place], another_letter(body[place], chance), *body[place + 1 :]]
    return "x"


def test_every_cut_every_gap_and_every_exchange_is_seen(story, proof):
    entries = list(story.entries.all())
    unseen, changes = [], 0
    for place, entry in enumerate(entries):
        beyond = [later.pk for later in entries[place:]]
        tries = {"gap": taken_out([entry.pk]), "cut end": taken_out(beyond)}
        if place:
            tries["exchange"] = exchanged(entry, entries[place - 1])
        for name, statements in tries.items():
            changes += 1
            if not names_the_case(story, found_after(story, *statements)):
                unseen.append((name, entry.seq))

    proof(counts=f"{len(entries)} entries, {changes} cuts, gaps and exchanges", result=f"{len(unseen)} unseen")
    assert unseen == []


def taken_out(entries):
    """Statements that remove these entries with all that hangs on them."""
    hanging = ("cases_content", "cases_question", "cases_attachment")
    legs = "(select id from cases_leg where entry_id = any(%s))"
    return [
        *((f"delete from {table} where entry_id = any(%s)", [entries]) for table in hanging),
        ("update cases_question set answer_id = null where answer_id = any(%s)", [entries]),
        (f"delete from cases_clock where leg_id in {legs}", [entries]),
        ("delete from cases_leg where entry_id = any(%s)", [entries]),
        ("delete from cases_entry where id = any(%s)", [entries]),
    ]


def exchanged(one, other):
    """Statements that let two entries change places."""
    move = "update cases_entry set seq = %s where id = %s"
    return [(move, [9999, one.pk]), (move, [one.seq, other.pk]), (move, [other.seq, one.pk])]


def test_every_missing_case_is_named(make_case, story, proof):
    cases = [make_case() for _ in range(12)]
    unseen = []
    for case in cases:
        try:
            with transaction.atomic():
                remove(case)
                if [str(one) for one in verify()] != [f"{case.number}: Das Anliegen fehlt."]:
                    unseen.append(case.number)
                raise Undo
        except Undo:
            continue

    proof(counts=f"{len(cases)} cases removed one by one", result=f"{len(unseen)} unseen")
    assert unseen == []


def remove(case):
    """Take a case out of the house with all its rows."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all deferred")
        cursor.execute(
            "delete from cases_content where entry_id in (select id from cases_entry where case_id = %s)", [case.pk]
        )
        for table in ("attachment", "clock", "fact", "involvement", "question", "leg", "entry"):
            cursor.execute(f"delete from cases_{table} where case_id = %s", [case.pk])
        cursor.execute("delete from cases_case where id = %s", [case.pk])
