"""A fact is put right in the case and beside every packet it travelled in; the packet itself stays as it was."""

import pytest

from lotse.cases import holdings
from lotse.cases.closing import close
from lotse.cases.correcting import correct, corrections_of
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case, Leg
from lotse.cases.reading import reading
from lotse.cases.refusals import Incomplete, NotAllowed, UnknownValue
from lotse.cases.verifying import verify
from lotse.mailroom.models import Letter
from lotse.search.models import found


@pytest.fixture
def handed(make_case, town):
    """A case whose place was packed for the Bauhof."""
    case = make_case()
    leg = hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", facts=["ort"], by=town.ahlers)
    return case, leg


def test_a_frozen_packet_stays_and_says_what_was_put_right(handed, town):
    case, leg = handed

    entry = correct(case, "ort", "Marktplatz", by=town.ahlers, reason="Anruf")

    leg = Leg.objects.get(pk=leg.pk)
    assert leg.packet["facts"]["ort"]["value"] == "Stadtpark"
    assert [(c["label"], c["value"], c["at"]) for c in corrections_of(leg)] == [
        (entry.words["label"], "Marktplatz", entry.at)
    ]
    assert case.facts.get(key="ort").text == "Marktplatz"
    assert (entry.words["was"], entry.is_public) == ("Stadtpark", False)
    assert list(verify(case.number)) == []


def test_the_case_is_found_under_what_is_right(handed, town):
    case, _ = handed
    everywhere = Case.objects.filter(pk=case.pk)

    correct(case, "ort", "Marktplatz", by=town.ahlers)
    case.learn("rasse", "Rasse", "Perserkatze", by=town.ahlers)

    assert everywhere.filter(pk__in=found("case", "Marktplatz")).exists()
    assert everywhere.filter(pk__in=found("case", "Perserkatze")).exists()


def test_a_packet_without_the_fact_is_left_alone(handed, town):
    case, leg = handed

    entry = correct(case, "name", "Selin Öztürk-Demir", by=town.ahlers)

    assert corrections_of(leg) == []
    assert not reading(case, town.janssen).entries().filter(pk=entry.pk).exists()


def test_who_holds_the_fact_is_told_also_when_done(handed, town):
    case, leg = handed
    leg.accept(by=town.janssen)
    leg.finish("Steht.", by=town.janssen)

    entry = correct(case, "ort", "Marktplatz", by=town.ahlers)

    letter = Letter.objects.get(entry=entry.pk)
    assert letter.to == town.janssen
    assert "Marktplatz" not in letter.text + letter.subject
    assert reading(case, town.janssen).entries().filter(pk=entry.pk).exists()


def test_only_who_carries_the_case_puts_right_and_nothing_is_written_otherwise(handed, town):
    case, _leg = handed
    before = case.version

    with pytest.raises(NotAllowed):
        correct(case, "ort", "Marktplatz", by=town.janssen)
    with pytest.raises(UnknownValue):
        correct(case, "gibt-es-nicht", "Marktplatz", by=town.ahlers)
    with pytest.raises(UnknownValue):
        correct(case, "ort", "Stadtpark", by=town.ahlers)
    with pytest.raises(Incomplete):
        correct(case, "ort", "  ", by=town.ahlers)

    case.refresh_from_db()
    assert (case.version, case.facts.get(key="ort").text) == (before, "Stadtpark")


def test_erasing_takes_packet_and_correction_and_the_chain_holds(handed, town):
    case, leg = handed
    leg.accept(by=town.janssen)
    leg.finish("Steht.", by=town.janssen)
    correct(case, "ort", "Marktplatz", by=town.ahlers)
    close(case, "erledigt", "Fertig.", by=town.ahlers)

    holdings.erase(case.citizen)

    leg = Leg.objects.select_related("entry__content", "case").get(pk=leg.pk)
    assert (leg.packet, corrections_of(leg)) == ({}, [])
    assert list(verify(case.number)) == []
