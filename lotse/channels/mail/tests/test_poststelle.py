"""The Poststelle: what waits, what left, and every original as it came."""

import pytest

from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case
from lotse.channels.mail.receive import receive
from lotse.mailroom.models import Inbound, Letter, Notice, post

pytestmark = pytest.mark.django_db
OURS = "buergerservice@musterhafen.example"
ROUND = (
    b"From: Reklame <werbung@laden.example>\r\nTo: x\r\nSubject: =?utf-8?q?Gro=C3=9Fes_Fest?=\r\nList-Id: <a>\r\n"
    b"Content-Type: text/html\r\n\r\n<script>alert(1)</script>Kommen Sie <b>heute</b>!\xff\r\n"
)
KATZE = b"From: Erika <erika@b.example>\r\nSubject: Katze\r\nMessage-ID: <1@b.example>\r\n\r\nIm Baum."


@pytest.fixture(autouse=True)
def house(settings, town):
    settings.MAIL_FROM = OURS


@pytest.fixture
def waiting():
    """A newsletter that nobody could place."""
    return Inbound.objects.get(pk=receive(ROUND).stored)


def test_a_mail_that_waits_is_listed_with_its_reason_for_the_support_team_alone(browser, town, waiting):
    page = browser(town.ahlers).get("/arbeit/poststelle/").content.decode()

    assert "Großes Fest" in page
    assert "Eine Rundmail oder Werbung." in page
    for stranger in (town.brandt, town.cetin, town.engel):
        assert browser(stranger).get("/arbeit/poststelle/").status_code == 404
        assert browser(stranger).get(f"/arbeit/poststelle/mail/{waiting.pk}/original/").status_code == 404


def test_the_page_shows_text_and_no_markup_of_a_stranger(browser, town, waiting):
    page = browser(town.ahlers).get(f"/arbeit/poststelle/mail/{waiting.pk}/").text

    assert "Kommen Sie heute!" in page
    assert "alert(1)" not in page


def test_the_original_comes_back_byte_for_byte_and_no_browser_opens_it(browser, town, waiting):
    answer = browser(town.ahlers).get(f"/arbeit/poststelle/mail/{waiting.pk}/original/")

    assert answer.content == ROUND
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "message/rfc822")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_mail_becomes_a_concern_of_whoever_takes_it_in(browser, town, waiting):
    answer = browser(town.ahlers).post(f"/arbeit/poststelle/mail/{waiting.pk}/anliegen/", {"service": "frage"})

    case = Case.objects.get()
    waiting.refresh_from_db()
    assert answer.status_code == 302
    assert (case.subject, case.channel, case.guide) == ("Großes Fest", "mail", town.ahlers)
    assert (waiting.outcome, waiting.case, waiting.decided_by) == ("new_case", case.pk, town.ahlers)
    assert not Notice.objects.filter(subject=waiting.pk, settled_at=None).exists()
    assert not Letter.objects.exists(), "a newsletter gets no confirmation"


def test_a_mail_is_laid_to_a_concern_one_carries(browser, make_case, town, waiting):
    case = make_case()

    browser(town.ahlers).post(f"/arbeit/poststelle/mail/{waiting.pk}/zuordnung/", {"number": case.number})

    waiting.refresh_from_db()
    assert (waiting.outcome, waiting.case) == ("reply", case.pk)
    assert any("Kommen Sie heute!" in entry.text for entry in case.entries.all())


def test_a_mail_is_not_laid_to_a_concern_one_cannot_read(browser, make_case, town, waiting):
    page = browser(town.ahlers).post(f"/arbeit/poststelle/mail/{waiting.pk}/zuordnung/", {"number": "2026-999999"})

    assert page.status_code == 422
    assert "finden wir bei Ihnen nicht" in page.text


def test_a_mail_is_laid_aside_with_a_reason_and_stays(browser, town, waiting):
    agent, address = browser(town.ahlers), f"/arbeit/poststelle/mail/{waiting.pk}/ablage/"

    assert agent.post(address, {"reason": "other"}).status_code == 422
    agent.post(address, {"reason": "other", "words": "Steht im Schaukasten."})

    waiting.refresh_from_db()
    assert (waiting.outcome, waiting.reason) == ("ignored", "Steht im Schaukasten.")
    assert "Großes Fest" not in agent.get("/arbeit/poststelle/").text
    assert "Steht im Schaukasten." in agent.get("/arbeit/poststelle/?abgelegt").text
    assert agent.get(f"/arbeit/poststelle/mail/{waiting.pk}/original/").content == ROUND


def test_the_second_who_decides_reads_who_was_first(browser, town, waiting):
    browser(town.lueders).post(f"/arbeit/poststelle/mail/{waiting.pk}/ablage/", {"reason": "machine"})

    late = browser(town.ahlers).post(f"/arbeit/poststelle/mail/{waiting.pk}/anliegen/", {"service": "frage"})

    assert late.status_code == 409
    assert "Frau Lüders hat über diese E-Mail schon entschieden: zur Seite gelegt." in late.text
    assert not Case.objects.exists()


def test_the_original_of_a_concerns_mail_is_for_those_who_read_the_concern(browser, town):
    found = receive(KATZE)
    case = Case.objects.get()
    address = f"/arbeit/poststelle/mail/{found.stored}/original/"

    assert browser(case.guide).get(address).content == KATZE
    assert browser(town.brandt).get(address).status_code == 404
    assert address.removesuffix("original/") in browser(case.guide).get(f"/arbeit/a/{case.number}/").text


def test_letters_show_their_state_and_keep_the_citizens_code(browser, town, work_off):
    receive(KATZE)
    case, letter = Case.objects.get(), Letter.objects.get()
    agent = browser(case.guide)
    assert "wartet auf den Versand" in agent.get(f"/arbeit/poststelle/briefe/{letter.pk}/").text
    work_off()

    page = agent.get(f"/arbeit/poststelle/briefe/{letter.pk}/").text

    assert letter.subject in agent.get("/arbeit/poststelle/briefe/").text
    assert "Zustellung" in page
    assert "Ihr Code" not in page
    assert browser(town.brandt).get(f"/arbeit/poststelle/briefe/{letter.pk}/").status_code == 404
    assert letter.subject not in browser(town.brandt).get("/arbeit/poststelle/briefe/").text


def test_a_team_that_gave_the_case_away_reads_no_letters_about_it_any_more(browser, make_case, town):
    case = make_case("reisepass")
    letter = Letter.objects.get(about=case.pk)
    assert browser(town.yilmaz).get(f"/arbeit/poststelle/briefe/{letter.pk}/").status_code == 200

    hand_over(case, town.allgemeine_ordnung, "Bitte übernehmen.", by=town.yilmaz).accept(by=town.oezdemir)

    assert browser(town.yilmaz).get(f"/arbeit/poststelle/briefe/{letter.pk}/").status_code == 404


def test_in_a_demo_the_letters_are_read_in_the_poststelle_without_their_keys(browser, town, settings, work_off):
    settings.UI_DEMO, settings.EMAIL_BACKEND = "Musterhafen gibt es nicht", "lotse.mailroom.nobody.Backend"
    receive(KATZE)
    work_off()
    letter, guide = Letter.objects.get(), Case.objects.get().guide
    code = letter.text.split("Ihr Code: ")[1].split()[0]

    page = browser(guide).get(f"/arbeit/poststelle/briefe/{letter.pk}/").text

    assert "Ihr Code: [Code]" in page
    assert "Stand ansehen: [Link]" in page
    assert code not in page
    assert "/zugang/" not in page


def test_in_a_demo_one_reads_the_code_of_ones_own_letter(browser, town, settings, work_off):
    settings.UI_DEMO, settings.EMAIL_BACKEND = "Musterhafen gibt es nicht", "lotse.mailroom.nobody.Backend"
    letter = post("engel@musterhafen.example", "Anmelden", "Ihr Code zum Anmelden: XPQ-RTZ", to=town.engel)
    work_off()

    assert "XPQ-RTZ" in browser(town.engel).get(f"/arbeit/poststelle/briefe/{letter.pk}/").text


def test_a_colleagues_letter_is_nobody_elses(browser, town):
    letter = post(town.engel.email or "engel@musterhafen.example", "Ihr Code zum Anmelden", "123456", to=town.engel)

    assert browser(town.ahlers).get(f"/arbeit/poststelle/briefe/{letter.pk}/").status_code == 404
    assert browser(town.engel).get(f"/arbeit/poststelle/briefe/{letter.pk}/").status_code == 200


def test_the_case_tells_how_its_letters_fared(browser, town, settings, work_off):
    settings.EMAIL_BACKEND = "lotse.mailroom.nobody.Backend"
    receive(KATZE)
    case = Case.objects.get()
    case.tell("Wie sieht sie aus?", by=case.guide)
    Letter.objects.filter(is_auto=False).update(failed_at=case.opened_at, error="550 unbekannt")
    work_off()

    page = browser(case.guide).get(f"/arbeit/a/{case.number}/").text

    assert "liegt in der Poststelle" in page
    assert "nicht zustellbar" in page


def test_the_case_says_why_a_letter_was_held_back(browser, town, settings, work_off):
    settings.LETTERS_A_CASE_AND_HOUR = 0
    receive(KATZE)
    work_off()
    case = Case.objects.get()

    page = browser(case.guide).get(f"/arbeit/a/{case.number}/").text

    assert "zurückgehalten. Zu diesem Anliegen gingen in dieser Stunde schon mehrere automatische E-Mails" in page


def test_the_case_says_that_a_message_left_by_no_mail_without_an_address(browser, town, make_case):
    case = make_case(channel="phone", contact={"name": "Selin Öztürk"})
    case.tell("Wir kümmern uns.", by=case.guide)

    page = browser(case.guide).get(f"/arbeit/a/{case.number}/").text

    assert "E-Mail: keine. Wir kennen keine Adresse." in page
