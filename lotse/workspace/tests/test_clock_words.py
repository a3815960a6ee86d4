"""What happened to a deadline stands in the timeline in words, not as „something changed“."""

from datetime import timedelta

from lotse.calendars.berlin import moment
from lotse.cases import stepping
from lotse.cases.handing_over import hand_over
from lotse.cases.waiting import begin_periods, go_on, wait
from lotse.people.models import Membership
from lotse.tenants.clock import moved_to


def test_waiting_and_going_on_say_who_and_why(browser, make_case, town, page_of):
    case = make_case(by=town.ahlers)
    wait(case, "authority", by=town.ahlers)
    go_on(case, "authority", by=town.ahlers)

    page = browser(town.ahlers).get(page_of(case)).text

    assert "Frau Ahlers: Es wird gewartet (Eine andere Behörde muss antworten). Fristen stehen" in page
    assert "Frau Ahlers: Das Warten ist vorbei (Eine andere Behörde muss antworten)" in page
    assert "Eine Frist hat sich geändert" not in page


def test_steps_of_a_deadline_say_what_was_done_also_to_the_team_whose_it_is(browser, make_case, town, page_of):
    with moved_to(moment("2026-10-05 09:00")):
        case = make_case(by=town.ahlers)
        leg = hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)
        leg.accept(by=town.janssen)
    with moved_to(moment("2026-11-03 10:00")):
        while stepping.take_steps():
            pass

    guide, team = (browser(person).get(page_of(case)).text for person in (town.ahlers, town.janssen))

    assert "Übergabe: Die Frist läuft bald ab. Wer daran arbeitet, ist erinnert." in guide
    assert "Übergabe: Die Frist ist nicht eingehalten. Die Leitung weiß Bescheid." in team
    assert "Ergebnis: Die Frist ist vorbei. Das Anliegen ist jetzt dringend." in guide
    assert "Ergebnis: Die Frist" not in team


def test_that_the_lead_knows_is_said_only_where_somebody_was_told(browser, make_case, town, page_of):
    with moved_to(moment("2026-10-05 09:00")):
        case = make_case(by=town.ahlers)
        leg = hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)
        leg.accept(by=town.janssen)
    Membership.objects.update(is_lead=False)
    with moved_to(moment("2026-11-03 10:00")):
        while stepping.take_steps():
            pass

    page = browser(town.ahlers).get(page_of(case)).text

    assert "Übergabe: Die Frist ist nicht eingehalten." in page
    assert "weiß Bescheid" not in page


def test_ahead_of_its_end_nobody_reads_that_a_legal_period_was_missed(browser, make_case, town, page_of):
    with moved_to(moment("2026-10-05 09:00")):
        case = make_case(by=town.ahlers)
        case.edition.content["agreements"]["periods"] = [
            {"kind": "period", "amount": 3, "unit": "month", "rule": "bgb", "starts": "completeness"}
        ]
        begin_periods(case, "completeness", by=town.ahlers)
    case.clocks.exclude(kind="period").stop(moment("2026-10-05 09:00"))
    with moved_to(case.clocks.get(kind="period").due_at - timedelta(hours=20)):
        while stepping.take_steps():
            pass

    page = browser(town.ahlers).get(page_of(case)).text

    assert "Gesetzliche Frist: Die Frist läuft bald ab. Die Leitung weiß Bescheid." in page
    assert "nicht eingehalten" not in page


def test_a_step_from_before_its_time_was_kept_says_nothing_it_does_not_know(browser, make_case, town, page_of):
    case = make_case(by=town.ahlers)
    case.record("clock", by=None, data={"event": "step", "do": "escalate", "kind": "result"})

    page = browser(town.ahlers).get(page_of(case)).text

    assert "Ergebnis: Die Frist drängt." in page
    assert "weiß Bescheid" not in page
