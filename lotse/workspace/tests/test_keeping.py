from datetime import timedelta

import pytest

from lotse.desk.models import Preference, Presence, ReadMark, UnsentText


@pytest.fixture
def keep(browser, page_of):
    """Keep what somebody types, as the script does every moment."""

    def quietly(person, case, **typed):
        values = {"art": "nachricht", "seen": case.version} | typed
        return browser(person).post(page_of(case, "entwurf/"), values, headers={"X-Draft": "1"})

    return quietly


def test_what_is_typed_is_kept_and_stands_there_again(browser, make_case, town, page_of, keep):
    case = make_case()

    said = keep(town.ahlers, case, text="Guten Tag Frau Öztürk,").text

    page = browser(town.ahlers).get(page_of(case)).text
    assert said.startswith("Entwurf gespeichert, ")
    assert "Entwurf gespeichert, heute, " in page
    assert "Guten Tag Frau Öztürk,</textarea>" in page


def test_the_text_of_a_session_that_timed_out_is_there_after_signing_in_again(browser, make_case, town, page_of, keep):
    case = make_case()
    keep(town.ahlers, case, text="Mein halber Satz")
    agent = browser(town.ahlers)
    agent.logout()
    assert agent.post(page_of(case, "nachricht/"), {"text": "Mein halber Satz"}).status_code == 302

    agent.force_login(town.ahlers, backend="django.contrib.auth.backends.ModelBackend")

    assert "Mein halber Satz</textarea>" in agent.get(page_of(case)).text


def test_without_a_script_a_button_keeps_the_text(browser, make_case, town, page_of):
    case = make_case()

    page = (
        browser(town.ahlers).post(page_of(case, "entwurf/"), {"art": "notiz", "text": "Später mehr."}, follow=True).text
    )

    assert "Entwurf gespeichert, " in page
    assert "Später mehr.</textarea>" in page
    assert 'id="art-notiz" checked' in page


def test_what_was_sent_is_no_draft_any_more(browser, make_case, town, page_of, keep):
    case = make_case()
    keep(town.ahlers, case, text="Guten Tag")
    keep(town.ahlers, case, art="notiz", text="Guten Tag")
    keep(town.ahlers, case, art="uebergabe", question="Bitte prüfen.")

    browser(town.ahlers).post(page_of(case, "nachricht/"), {"text": "Guten Tag", "seen": case.version})

    assert list(UnsentText.objects.values_list("kind", flat=True)) == ["handover"]
    assert "Bitte prüfen.</textarea>" in browser(town.ahlers).get(page_of(case, "uebergabe/")).text


def test_an_emptied_text_is_no_draft(make_case, town, keep):
    case = make_case()
    keep(town.ahlers, case, text="Guten Tag")

    assert keep(town.ahlers, case, text="").text == ""
    assert not UnsentText.objects.exists()


def test_a_draft_is_for_its_writer_alone(browser, make_case, town, page_of, keep):
    case = make_case()
    keep(town.ahlers, case, text="Noch nicht fertig.")

    assert "Noch nicht fertig." not in browser(town.lueders).get(page_of(case)).text


def test_who_may_not_read_a_case_keeps_nothing_there_and_is_not_seen_there(browser, make_case, town, page_of, keep):
    case = make_case()

    assert keep(town.brandt, case, text="Hallo").status_code == 404
    assert keep(town.yilmaz, case, text="Hallo").status_code == 404
    assert browser(town.brandt).post(page_of(case, "anwesenheit/")).status_code == 404
    assert keep(town.ahlers, case, art="quatsch", text="Hallo").status_code == 404


def test_an_answer_that_came_after_the_draft_began_asks_before_sending(browser, make_case, town, page_of, keep):
    case = make_case()
    keep(town.ahlers, case, text="Wann war das?")
    case.refresh_from_db()
    case.hear("Sie ist schon wieder weg.")
    agent = browser(town.ahlers)
    page = agent.get(page_of(case)).text
    seen = page.split('name="seen" value="')[1].split('"')[0]

    asked = agent.post(page_of(case, "nachricht/"), {"text": "Wann war das?", "seen": seen})

    assert asked.status_code == 409
    for words in ("auch etwas geändert. Ihr Text ist noch da.", "Sie ist schon wieder weg.", "Trotzdem: Antwort senden",
                  "Wann war das?</textarea>"):  # fmt: skip
        assert words in asked.text
    case.refresh_from_db()
    sent = agent.post(page_of(case, "nachricht/"), {"text": "Wann war das?", "seen": case.version})
    assert sent.status_code == 303


def test_my_own_note_meanwhile_is_no_reason_to_ask(browser, make_case, town, page_of):
    case = make_case()
    seen = case.version
    case.note("Nur für mich.", by=town.ahlers)

    sent = browser(town.ahlers).post(page_of(case, "nachricht/"), {"text": "Guten Tag", "seen": seen})

    assert sent.status_code == 303


def test_a_refused_answer_is_kept_as_a_draft(browser, make_case, town, page_of):
    case = make_case()
    seen = case.version
    case.note("Ich kümmere mich.", by=town.lueders)

    browser(town.ahlers).post(page_of(case, "nachricht/"), {"text": "Mein Text", "seen": seen})

    assert UnsentText.objects.get(person=town.ahlers).told == {"text": "Mein Text"}


def test_colleagues_see_who_reads_and_who_writes(browser, make_case, town, page_of):
    case = make_case()
    assert browser(town.ahlers).post(page_of(case, "anwesenheit/")).text == ""

    browser(town.lueders).post(page_of(case, "anwesenheit/"), {"schreibt": "1"})

    assert "Frau Lüders schreibt gerade" in browser(town.ahlers).post(page_of(case, "anwesenheit/")).text
    assert "Frau Lüders schreibt" in browser(town.ahlers).get("/arbeit/?ansicht=begleite").text
    assert "Frau Lüders schreibt gerade" in browser(town.ahlers).get(page_of(case)).text


def test_presence_is_gone_after_forty_seconds_and_leaves_nothing(browser, make_case, town, page_of, moment):
    case = make_case()
    browser(town.lueders).post(page_of(case, "anwesenheit/"))
    Presence.objects.update(until=moment - timedelta(seconds=1))

    assert "liest" not in browser(town.ahlers).post(page_of(case, "anwesenheit/")).text

    assert not Presence.objects.filter(person=town.lueders).exists()


def test_whoever_does_not_want_to_be_seen_is_not(browser, make_case, town, page_of):
    case = make_case()
    agent = browser(town.lueders)
    saved = agent.post("/arbeit/einstellungen/", {"news": "off"}, follow=True)

    agent.post(page_of(case, "anwesenheit/"))

    assert "Ihre Einstellungen gelten ab jetzt." in saved.text
    assert not Preference.of(town.lueders).is_seen
    assert not Presence.objects.exists()


def test_a_case_is_new_for_me_until_i_have_read_it(browser, make_case, town, page_of):
    case = make_case()
    agent = browser(town.ahlers)
    assert "neu für Sie" in agent.get("/arbeit/?ansicht=begleite").text

    agent.get(page_of(case))
    assert "neu für Sie" not in agent.get("/arbeit/?ansicht=begleite").text

    case.hear("Noch etwas.")
    assert "neu für Sie" in agent.get("/arbeit/?ansicht=begleite").text
    assert ReadMark.objects.get().person == town.ahlers


def test_texts_nobody_came_back_to_are_forgotten(make_case, town, keep, moment):
    from lotse.desk.jobs import forget_unsent_texts

    keep(town.ahlers, make_case(), text="Alt")
    UnsentText.objects.update(kept_at=moment - timedelta(days=31))

    forget_unsent_texts()

    assert not UnsentText.objects.exists()
