"""Which step comes next, and what the citizen sees of it."""

import pytest

from lotse.processes import Process, ProcessRefused

STEPS = [
    {"key": "aufnehmen", "name": "Aufnehmen", "team": "telefon-empfang", "phase": "Aufnahme",
     "deadline": {"amount": 8, "unit": "h"}},
    {"key": "einordnen", "name": "Einordnen", "team": "allgemeine-ordnung", "kind": "decision", "phase": "Prüfung",
     "citizen_text": "Das Ordnungsamt prüft."},
    {"key": "falle", "name": "Falle", "team": "strassenunterhaltung", "kind": "request", "phase": "Vor Ort",
     "condition": {"field": "einordnung", "in": ["fundtier"]}},
    {"key": "ergebnis", "name": "Ergebnis", "team": "telefon-empfang", "kind": "message", "phase": "Ergebnis"},
]  # fmt: skip


def met(facts):
    """The caller's view on conditions: here only "field is one of"."""
    return lambda condition: facts.get(condition["field"]) in condition["in"]


def test_the_next_handover_goes_to_the_team_of_the_next_step():
    process = Process.read(STEPS)

    step = process.next_handover({"aufnehmen"}, met({}), here="telefon-empfang")

    assert (step.key, step.team) == ("einordnen", "allgemeine-ordnung")


def test_a_step_whose_condition_is_not_met_is_passed_by():
    process = Process.read(STEPS)

    assert process.next_step({"aufnehmen", "einordnen"}, met({"einordnung": "freigaenger"})).key == "ergebnis"
    assert process.next_step({"aufnehmen", "einordnen"}, met({"einordnung": "fundtier"})).key == "falle"


def test_a_message_is_no_handover_and_at_the_end_nothing_follows():
    process = Process.read(STEPS)

    assert process.next_handover({"aufnehmen", "einordnen"}, met({})) is None
    assert process.next_step({step["key"] for step in STEPS}, met({})) is None


def test_the_citizen_sees_what_was_what_is_and_what_comes():
    phases = Process.read(STEPS).phases({"aufnehmen"}, met({}))

    assert [(phase.name, phase.state, phase.text) for phase in phases] == [
        ("Aufnahme", "done", ""),
        ("Prüfung", "now", "Das Ordnungsamt prüft."),
        ("Ergebnis", "later", ""),
    ]


@pytest.mark.parametrize(
    ("step", "saying"),
    [
        ({"name": "x", "team": "y"}, "Schritt 1: Das Merkmal „key“ fehlt."),
        ({**STEPS[0], "script": "x"}, "Schritt 1: Das Merkmal „script“ kennen wir nicht."),
        ({**STEPS[0], "kind": "loop"}, "Schritt 1: Die Art „loop“ kennen wir nicht."),
        ({**STEPS[0], "deadline": {"amount": 0, "unit": "h"}}, "Die Menge der Frist ist mindestens 1."),
        ({**STEPS[0], "deadline": {"amount": 1, "unit": "Monde"}}, "Die Einheit der Frist kennen wir nicht."),
    ],
)
def test_a_step_that_we_cannot_read_is_refused(step, saying):
    with pytest.raises(ProcessRefused) as refused:
        Process.read([step])

    assert saying in str(refused.value)


def test_a_step_stands_in_a_process_once():
    with pytest.raises(ProcessRefused):
        Process.read([STEPS[0], STEPS[0]])
