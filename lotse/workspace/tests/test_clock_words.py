"""What happened to a deadline stands in the timeline in words, not as „something changed“."""

from lotse.calendars.berlin import moment
from lotse.cases import stepping
from lotse.cases.handing_over import hand_over
from lotse.cases.waiting import go_on, wait
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
    assert "Übergabe: Die Frist drängt. Die Teamleitung weiß Bescheid." in team
    assert "Ergebnis: Die Frist drängt. Das Anliegen ist jetzt dringend." in guide
    assert "Ergebnis: Die Frist" not in team
