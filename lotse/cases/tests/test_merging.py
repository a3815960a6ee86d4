import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotse.cases.closing import close, reopen
from lotse.cases.handing_over import hand_over
from lotse.cases.merging import hear, living, merge, take_apart
from lotse.cases.models import Case
from lotse.cases.refusals import (
    AlreadyClosed,
    FollowsAnother,
    Missing,
    NotAllowed,
    NotMerged,
    OtherClosed,
    Unmergeable,
)
from lotse.cases.verifying import verify
from lotse.mailroom.models import Letter

NEIGHBOUR = {"name": "Kim Sommer", "email": "kim@example.org"}


def fresh(case):
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def pair(make_case, town):
    """The same stray cat, told by a neighbour and before by Frau Öztürk."""
    return make_case(contact=NEIGHBOUR, by=town.ahlers), make_case(by=town.ahlers)


def memory(case):
    """What a case knows: facts, timeline with its words, legs and open questions."""
    case = fresh(case)
    return {
        "row": (case.status, case.phase, case.result, case.closed_at, case.guide_id, case.team_id, case.due_at),
        "facts": list(case.facts.order_by("key").values_list("key", "value", "text", "told_at")),
        "timeline": [(entry.pk, entry.hash, entry.words) for entry in case.entries.select_related("content")],
        "legs": list(case.legs.order_by("pk").values_list("pk", "state")),
        "asked": list(case.questions.filter(answered_at=None).order_by("pk").values_list("pk", flat=True)),
    }


def only_tells_it(before, after, kinds, case):
    """Whether the case is as before, plus the entries that tell of the merge."""
    n = len(before["timeline"])
    assert {**after, "timeline": after["timeline"][:n]} == before
    assert list(case.entries.values_list("kind", flat=True))[n:] == kinds


DEEDS = {
    "note": lambda case, town: case.note("Ruft oft an.", by=town.ahlers),
    "fact": lambda case, town: case.learn("farbe", "Farbe", "grau", by=town.ahlers),
    "question": lambda case, town: case.ask("Wo genau?", by=town.ahlers),
    "answer": lambda case, town: case.hear("Am Zaun."),
    "message": lambda case, town: case.tell("Wir kommen.", by=town.ahlers),
    "leg": lambda case, town: hand_over(
        case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", facts=["ort"], by=town.ahlers
    ).accept(by=town.janssen),
}


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(sorted(set(DEEDS) - {"leg"}))), max_size=5), st.booleans())
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_taken_apart_both_reports_are_as_before_plus_the_entries_that_tell_it(make_case, town, deeds, has_leg):
    case, into = make_case(contact=NEIGHBOUR, by=town.ahlers), make_case(by=town.ahlers)
    for is_first, deed in deeds:
        DEEDS[deed](case if is_first else into, town)
    if has_leg:
        DEEDS["leg"](into, town)
    before, leading = memory(case), memory(into)

    merge(fresh(case), fresh(into), by=town.ahlers)
    take_apart(fresh(case), by=town.ahlers)

    only_tells_it(before, memory(case), ["merged", "unmerged"], case)
    only_tells_it(leading, memory(into), ["merged", "unmerged"], into)
    assert list(verify(case.number)) == list(verify(into.number)) == []


def test_where_a_team_is_at_work_the_other_report_follows(pair, town):
    case, into = pair
    DEEDS["leg"](case, town)

    with pytest.raises(Missing, match="Antwort von Straßenunterhaltung"):
        merge(fresh(case), into, by=town.ahlers)
    assert fresh(case).is_open
    assert merge(into, fresh(case), by=town.ahlers).pk == case.pk


def test_the_merged_report_leaves_the_queue_and_its_reporter_is_told(pair, town):
    case, into = pair

    merge(case, into, by=town.ahlers)

    assert (fresh(case).merged_into, fresh(case).result, fresh(case).is_open) == (into, "dublette", False)
    letter = Letter.objects.filter(about=case.pk).latest("created_at")
    assert letter.to_address == "kim@example.org"
    assert into.number not in letter.subject + letter.text


def test_an_application_is_never_merged(make_case, pair, town):
    application = make_case("wohngeld", by=town.ahlers)

    with pytest.raises(Unmergeable, match="keine Meldung"):
        merge(application, pair[1], by=town.ahlers)
    with pytest.raises(Unmergeable, match="keine Meldung"):
        merge(pair[0], application, by=town.ahlers)


def test_a_report_is_not_merged_with_itself_nor_in_a_ring(pair, town):
    case, into = pair
    merge(case, into, by=town.ahlers)

    with pytest.raises(Unmergeable, match="sich selbst"):
        merge(fresh(into), fresh(case), by=town.ahlers)


def test_a_chain_of_merges_leads_to_the_living_case(pair, make_case, town):
    case, middle = pair
    last = make_case(by=town.ahlers)
    merge(case, middle, by=town.ahlers)
    merge(fresh(middle), last, by=town.ahlers)

    assert living(fresh(case)) == last


def test_a_ring_in_the_table_keeps_what_is_written_where_it_came(pair, town):
    case, into = pair
    merge(case, into, by=town.ahlers)
    Case.objects.filter(pk=into.pk).update(merged_into=case)

    assert living(fresh(case)) == case
    assert hear(fresh(case), "Noch da.").case == case


def test_what_a_merged_reporter_writes_reaches_the_leading_case_for_the_house_only(pair, town):
    case, into = pair
    merge(case, into, by=town.ahlers)

    entry = hear(fresh(case), "Jetzt sind es zwei.")

    led = into.entries.last()
    assert (entry.case, entry.is_public) == (case, True)
    assert (led.kind, led.is_public, led.text, led.content.of) == ("told", False, "Jetzt sind es zwei.", case.citizen)
    assert list(verify()) == []


def test_a_merged_report_is_not_reopened_but_taken_apart(pair, town):
    case, into = pair
    merge(case, into, by=town.ahlers)

    with pytest.raises(FollowsAnother):
        reopen(fresh(case), "Noch da.", by=town.ahlers)
    take_apart(fresh(case), by=town.ahlers)
    with pytest.raises(NotMerged):
        take_apart(fresh(case), by=town.ahlers)


def test_only_who_carries_both_open_reports_merges_them(pair, make_case, town):
    case, into = pair
    with pytest.raises(NotAllowed):
        merge(case, into, by=town.brandt)
    close(into, "erledigt", "Die Katze ist im Tierheim.", by=town.ahlers)
    with pytest.raises(OtherClosed):
        merge(fresh(case), fresh(into), by=town.ahlers)
    with pytest.raises(AlreadyClosed):
        merge(fresh(into), fresh(case), by=town.ahlers)
    assert fresh(case).entries.filter(kind="merged").count() == 0
