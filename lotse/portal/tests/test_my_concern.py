"""Reading how far it is, answering, and everything one may still do."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lotse.cases import closing
from lotse.people.models import LinkSession
from lotse.tenants.clock import now

from .journeys import address, close, send_the_cat

WRONG = "Zu Nummer und Code finden wir kein Anliegen. Prüfen Sie beide."


# --- the key


def test_number_and_code_open_the_concern(client, town):
    number, code = send_the_cat(client)
    elsewhere = Client()

    page = elsewhere.post("/stand/", {"nummer": number, "code": code.lower().replace("-", " ")}, follow=True)

    assert page.status_code == 200
    assert "Spielplatz Lindenweg" in page.text
    assert "Ihre Ansprechperson" in page.text


def test_a_wrong_code_and_an_unknown_number_sound_the_same(client, town):
    number, _code = send_the_cat(client)

    wrong = Client().post("/stand/", {"nummer": number, "code": "AAAA-2222"})
    unknown = Client().post("/stand/", {"nummer": "2019-999999", "code": "AAAA-2222"})

    assert wrong.status_code == unknown.status_code == 422
    assert WRONG in wrong.text
    assert WRONG in unknown.text


def test_guessing_comes_to_an_end_even_with_the_right_code(client, town):
    number, code = send_the_cat(client)
    guesser = Client()
    for _ in range(10):
        guesser.post("/stand/", {"nummer": number, "code": "AAAA-2222"})

    page = guesser.post("/stand/", {"nummer": number, "code": code})

    assert page.status_code == 429
    assert "rufen Sie uns an" in page.text


def test_the_mailed_link_opens_one_concern_and_leaves_the_address(mine):
    token = LinkSession.hand_out("case", mine, until=now().replace(year=2099))
    browser = Client()

    page = browser.get(f"/zugang/{token}/")

    assert page.url == address(mine)
    assert page["Referrer-Policy"] == "no-referrer"
    assert browser.get(page.url).status_code == 200


def test_an_unknown_link_says_so_kindly(client, town):
    page = client.get("/zugang/gibtsnicht/")

    assert page.status_code == 404
    assert "Dieser Link gilt nicht mehr" in page.text


@pytest.mark.parametrize("part", ["", "angaben/", "verlauf/", "rueckzug/"])
def test_other_peoples_concerns_and_unknown_ones_look_alike(mine, part):
    stranger = Client()

    theirs, nobodys = stranger.get(address(mine, part)), stranger.get(f"/anliegen/2019-999999/{part}")

    assert (theirs.status_code, theirs.url) == (nobodys.status_code, nobodys.url) == (302, "/stand/")


def test_one_key_opens_one_concern_only(client, mine, make_case):
    other = make_case(contact={"name": "Anna Wolf", "email": "a.wolf@example.org", "phone": ""})

    assert client.get(address(other)).status_code == 302


def test_opening_a_concern_changes_the_session_key(client, town):
    number, code = send_the_cat(client)
    browser = Client()
    browser.get("/stand/")
    session = browser.session
    session["seen"] = True
    session.save()
    before = browser.session.session_key

    browser.post("/stand/", {"nummer": number, "code": code})

    assert browser.session.session_key != before


# --- reading


def test_the_page_names_the_guide_and_who_decides(client, mine):
    page = client.get(address(mine))

    assert mine.guide.name in page.text
    assert "0221 4710 100" in page.text
    assert "Entscheidet" in page.text
    assert "Ordnungsamt" in page.text
    assert "Eingegangen" in page.text
    assert "no-store" in page["Cache-Control"]


def test_a_hand_over_is_told_in_one_sentence_and_nothing_internal_shows(client, mine, town):
    from lotse.cases.handing_over import hand_over

    hand_over(mine, town.allgemeine_ordnung, "Bitte einordnen, ist das die von gestern?", by=mine.guide)

    page = client.get(address(mine))

    assert "Ihr Anliegen ist jetzt bei: Ordnungsamt. Ihre nötigen Angaben sind dabei." in page.text
    assert "ist das die von gestern" not in page.text


def test_that_everything_went_along_is_told_only_where_it_did(client, mine, town):
    from lotse.cases.handing_over import hand_over

    keys = [fact.key for fact in mine.facts.all()]
    hand_over(mine, town.allgemeine_ordnung, "Bitte einordnen.", by=mine.guide, facts=keys, reason="Rückruf nötig.")

    page = client.get(address(mine))

    assert "Ihr Anliegen ist jetzt bei: Ordnungsamt. Alle Ihre Angaben sind dabei." in page.text


def test_a_photo_that_stays_behind_is_not_told_as_gone_along(client, mine, town):
    from lotse.cases.handing_over import hand_over

    photo = SimpleUploadedFile("katze.txt", b"Sie ist grau.", "text/plain")
    client.post(address(mine, "nachricht/"), {"text": "Hier.", "dateien": [photo]})
    keys = [fact.key for fact in mine.facts.all()]
    hand_over(
        mine, town.allgemeine_ordnung, "Bitte einordnen.", by=mine.guide, facts=keys, files=[], reason="Rückruf."
    )  # fmt: skip

    assert "Ihre nötigen Angaben sind dabei." in client.get(address(mine)).text


def test_help_from_another_team_is_told_as_help(client, mine, town):
    from lotse.cases.handing_over import hand_over

    leg = hand_over(mine, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=mine.guide)
    leg.accept(by=town.janssen)

    page = client.get(address(mine))

    assert "eine Stelle um Hilfe gebeten: Bauhof. Ihr Anliegen bleibt bei Ihrer Ansprechperson." in page.text
    assert "Alle Ihre Angaben sind dabei" not in page.text
    assert "{datum}" not in page.text


def test_a_hand_over_one_is_not_told_of_shows_in_no_step_and_no_word(client, mine, town):
    from lotse.cases.handing_over import hand_over

    before = client.get(address(mine)).text
    leg = hand_over(mine, town.tierheim, "Falle bringen.", kind="subtask", by=mine.guide, inform=False)
    leg.accept(by=mine.guide)

    page = client.get(address(mine)).text

    assert "Tierheim Musterhafen" not in page
    assert "arbeitet mit" not in page
    mine.refresh_from_db()
    assert mine.phase in before


ARRIVED, UNDER_WAY = "Ihre Meldung ist da.", "Wir kümmern uns um Ihr Anliegen."
ASKED, ENDED = "Damit es weitergeht, brauchen wir Ihre Antwort.", "Ihr Anliegen ist abgeschlossen. Was herausgekommen"


def test_the_first_sentence_fits_where_it_stands(client, mine):
    def read():
        page = client.get(address(mine)).text
        return [words for words in (ARRIVED, UNDER_WAY, ASKED, ENDED, "Wir sehen uns Ihr") if f">{words}" in page]

    assert read() == [ARRIVED]
    mine.assign(mine.guide, by=mine.guide)
    assert read() == [UNDER_WAY]
    mine.ask("Welche Farbe hat sie?", by=mine.guide)
    assert read() == [ASKED]
    mine.hear("Grau.")
    assert read() == [UNDER_WAY]
    close(mine)
    assert read() == [ENDED]
    closing.rate(mine, is_solved=False, comment="Sie ist wieder da.")
    assert read() == ["Wir sehen uns Ihr"]


def test_whoever_says_only_that_it_is_not_solved_reads_it_as_their_own_words(client, mine):
    close(mine)

    page = client.post(address(mine, "bewertung/"), {"geloest": "nein"}, follow=True).text

    assert "Mein Anliegen ist noch nicht gelöst." in page
    assert "Die meldende Person" not in page


def test_what_was_given_to_another_place_says_so(client, mine):
    closing.close(mine, "abgegeben", "Zuständig ist der Kreis.", by=mine.guide, passed_to="Kreis Musterland")

    assert "Wir haben Ihr Anliegen an eine andere Stelle abgegeben." in client.get(address(mine)).text


def test_notes_of_the_house_are_not_shown(client, mine, town):
    mine.note("Ruft ständig an.", by=mine.guide)

    assert "Ruft ständig an" not in client.get(address(mine, "verlauf/")).text


def test_an_open_question_is_answered_on_the_page(client, mine):
    mine.ask("Kommt die Katze zu einer bestimmten Uhrzeit?", by=mine.guide)
    page = client.get(address(mine))

    answered = client.post(address(mine, "nachricht/"), {"text": "Ja, gegen 19 Uhr."}, follow=True)

    assert "Wir haben eine Frage an Sie" in page.text
    assert "Wir brauchen etwas von Ihnen" in page.text
    assert "Danke. Ihre Antwort ist da." in answered.text
    assert "Ja, gegen 19 Uhr." in answered.text
    assert "Wir haben eine Frage an Sie" not in answered.text


def test_what_is_wrong_with_a_message_is_said_where_it_is(client, mine):
    def marked(told):
        page = " ".join(client.post(address(mine, "nachricht/"), told).text.split())
        text, files = page.partition('id="text"')[2].split('id="dateien"')
        return 'id="text-fehler"' in text, 'id="dateien-fehler"' in files, page

    too_long, empty = "x" * 5001, SimpleUploadedFile("leer.pdf", b"")
    assert marked({"text": too_long})[:2] == (True, False)
    assert marked({"text": "Hier ist der Plan.", "dateien": empty})[:2] == (False, True)
    at_text, at_files, page = marked({"text": too_long, "dateien": empty})
    assert at_text
    assert at_files
    assert "Wählen Sie Ihre Dateien noch einmal aus." in page


def test_an_empty_message_is_asked_for(client, mine):
    page = client.post(address(mine, "nachricht/"), {"text": "  "})

    assert page.status_code == 422
    assert "Schreiben Sie einen Text oder fügen Sie eine Datei hinzu." in page.text


def test_a_long_conversation_shows_the_newest_twenty_and_the_rest_on_request(client, mine):
    for n in range(25):
        mine.hear(f"Nachricht Nummer {n}.")

    newest = client.get(address(mine))
    earlier = client.get(newest.text.split('href="?vor=')[1].split("#")[0].join([address(mine) + "?vor=", ""]))

    assert "Nachricht Nummer 24." in newest.text
    assert "Nachricht Nummer 2." not in newest.text
    assert "Nachricht Nummer 2." in earlier.text


def test_what_was_told_can_be_read_and_printed_without_the_code(client, mine):
    facts, printed = client.get(address(mine, "angaben/")), client.get(address(mine, "verlauf/"))

    assert "Spielplatz Lindenweg" in facts.text
    assert "Stand:" in printed.text
    assert "Code steht nicht darauf" in printed.text


def test_the_page_of_a_case_asks_the_database_little(client, mine, town, django_assert_max_num_queries):
    from lotse.cases.handing_over import hand_over

    hand_over(mine, town.allgemeine_ordnung, "Bitte einordnen.", by=mine.guide)
    for n in range(15):
        mine.hear(f"Nachricht Nummer {n}.")

    with django_assert_max_num_queries(9):  # session, the town around the page, and seven of its own
        client.get(address(mine))


# --- the end


def test_taking_it_back_is_asked_once(client, mine):
    asked = client.get(address(mine, "rueckzug/"))

    page = client.post(address(mine, "rueckzug/"), {"grund": "Sie ist wieder da."}, follow=True)

    assert "Möchten Sie Ihr Anliegen zurückziehen?" in asked.text
    assert "Zurückgezogen" in page.text
    assert "Anliegen zurückziehen" not in page.text


def test_a_team_that_passed_it_on_stands_there_as_done_and_at_work_again_when_it_came_back(client, mine, town):
    from lotse.cases.handing_over import hand_over

    hand_over(mine, town.allgemeine_ordnung, "Bitte entscheiden.", by=mine.guide).accept(by=town.oezdemir)
    onward = hand_over(mine, town.hausdienste, "Eher bei Ihnen.", by=town.oezdemir)
    onward.accept(by=town.hochbau)
    passed = client.get(address(mine)).text
    onward.send_back("Nicht unser Haus.", by=town.hochbau)

    again = client.get(address(mine)).text

    office, house = town.allgemeine_ordnung.department.name, town.hausdienste.department.name
    assert f"{office} hat es weitergegeben" in passed
    assert f"{house} arbeitet mit" in passed
    assert f"{office} hat geantwortet" not in passed
    assert f"{office} arbeitet mit" in again
    assert f"{house} arbeitet mit" not in again
