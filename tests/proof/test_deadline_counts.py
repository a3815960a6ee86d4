"""Deadlines: the worked examples, and two readings of the rules by two people who had not seen each other's."""

import json

from oracle_deadline import check, due, examples

from lotse.calendars.berlin import moment
from lotse.calendars.deadlines import due_at
from lotse.calendars.holidays import Holidays
from lotse.calendars.hours import Calendar
from lotse.town.cast import CONTENT

CASES = 900


def test_both_readings_of_the_deadline_rules_agree_on_every_case(seed, proof):
    cases = [case for block in range(CASES // 100) for case in examples(100, seed=seed + block)]

    different = []
    for case in cases:
        calendar = Calendar(case["hours"], Holidays(case["land"]))
        found = due_at(moment(case["start"]), case["amount"], case["unit"], rule=case["rule"], calendar=calendar)
        if found.isoformat() != due(**case).isoformat():
            different.append(case)

    units, lands = {case["unit"] for case in cases}, {case["land"] for case in cases}
    counts = f"{len(cases)} cases, {len(units)} units, {len(lands)} Länder"
    proof(counts=counts, seed=seed, result=f"{len(different)} differences")
    assert different == []


def test_the_worked_examples_of_the_town_come_out_as_written(proof):
    differences = check(CONTENT / "musterhafen.json")

    examples_there = len(json.loads((CONTENT / "musterhafen.json").read_text("utf-8"))["fristbeispiele"])
    proof(counts=f"{examples_there} worked examples, slow reading", result=f"{len(differences)} differences")
    assert differences == []
