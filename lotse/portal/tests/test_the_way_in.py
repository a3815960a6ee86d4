"""From the form to the thanks: what people read."""

import re

import pytest
from django.test import Client

from lotse.cases.models import Case

from .journeys import CAT, CONTACT, PLACE, fill_in_the_cat, number_and_code, send_the_cat


def test_a_service_says_what_it_costs_and_who_decides(client, town):
    page = client.get(CAT)

    assert page.status_code == 200
    assert "Streunende Katze melden" in page.text
    assert "kostenfrei" in page.text
    assert "Ordnungsamt" in page.text


def test_three_empty_answers_are_three_sentences(client, town):
    page = client.post(f"{CAT}formular/ort/", {}, follow=True)

    assert page.status_code == 422
    assert "Fehler:" in page.text
    assert "Prüfen Sie 3 Angaben" in page.text
    assert "Wählen Sie aus, wie es der Katze geht." in page.text


def test_what_was_typed_is_still_there_beside_the_error(client, town):
    page = client.post(f"{CAT}formular/ort/", {"ort-text": "Am Steg"}, follow=True)

    assert 'value="Am Steg"' in page.text


def test_a_refused_page_is_read_again_and_forgets_what_is_put_right(client, town):
    sent = client.post(f"{CAT}formular/ort/", {"ort-text": "Am Steg"})
    page = client.get(sent["Location"])

    assert sent.status_code == 302
    assert page.status_code == 422
    assert re.search(r"<title>\s*Fehler:", page.text)
    assert client.get(f"{CAT}formular/ort/").status_code == 200  # who comes anew is not received with errors
    client.post(f"{CAT}formular/ort/", PLACE)
    assert client.get(sent["Location"]).status_code == 200


def test_a_day_in_the_future_is_refused_in_the_words_of_the_question(client, town):
    page = client.post(f"{CAT}formular/ort/", PLACE | {"gesehen_am-year": "2099"}, follow=True)

    assert page.status_code == 422
    assert "Das Datum liegt in der Zukunft." in page.text


def test_what_is_missing_may_stay_missing(client, town):
    page = client.post(f"{CAT}formular/ort/", {"trotzdem": "1", "ort-text": "Am Steg"})
    check = client.get(f"{CAT}pruefen/")
    sent = client.post(f"{CAT}pruefen/", {"trotzdem": "1"}, follow=True)

    assert page.status_code == 302
    assert "Trotzdem absenden" in check.text
    assert "Ihre Meldung ist angekommen" in sent.text


def test_sending_with_something_missing_first_asks_for_it(client, town):
    client.post(f"{CAT}formular/ort/", {"trotzdem": "1", "ort-text": "Am Steg"})

    page = client.post(f"{CAT}pruefen/")

    assert page.status_code == 422
    assert "Das fehlt noch" in page.text
    assert not Case.objects.exists()


def test_what_is_wrong_must_be_changed_before_sending(client, town):
    fill_in_the_cat(client, **{"gesehen_am-year": "2099"})

    page = client.post(f"{CAT}pruefen/", {"trotzdem": "1"})

    assert page.status_code == 422
    assert "Das müssen Sie noch ändern" in page.text


@pytest.mark.parametrize(("typed", "wrong", "sentence"), [
    ({"gesehen_am-day": "31", "gesehen_am-month": "6"}, "day", "Den 31. Juni gibt es nicht."),
    ({"gesehen_am-year": "2099"}, "day", "Das Datum liegt in der Zukunft."),
    ({"gesehen_am-month": ""}, "month", "Geben Sie Tag, Monat und Jahr ein."),
    ({"gesehen_am-month": "13"}, "month", "Den Monat 13 gibt es nicht."),
    ({"gesehen_am-day": "", "gesehen_am-month": "", "gesehen_am-year": ""}, "day", "Geben Sie den Tag ein"),
])  # fmt: skip
def test_a_wrong_day_is_said_at_the_day_and_not_at_the_time(client, town, typed, wrong, sentence):
    page = client.post(f"{CAT}formular/ort/", PLACE | typed | {"gesehen_am-about": "evening"}, follow=True).text

    group = page.partition('id="f-gesehen_am-day"')[2].partition("</fieldset>")[0]
    said, rest = group.split('id="f-gesehen_am-about"')
    marked = re.findall(r'<input[^>]*aria-invalid="true"[^>]*>', page)
    assert sentence in said, "below the day, above the time"
    assert 'id="f-gesehen_am-fehler"' not in rest
    assert page.count('id="f-gesehen_am-fehler"') == 1
    assert len(marked) == 1
    assert f'id="f-gesehen_am-{wrong}"' in marked[0]
    assert 'aria-describedby="f-gesehen_am-fehler"' in marked[0]
    assert f'href="#f-gesehen_am-{wrong}"' in page, "the line on top leads there"


def test_the_check_page_shows_every_answer_and_who_gets_it(client, town):
    fill_in_the_cat(client)

    page = client.get(f"{CAT}pruefen/")

    for words in (
        "Spielplatz Lindenweg",
        "Donnerstag, 9. Oktober 2025",
        "Selin Öztürk",
        "Tierheim",
        "Meldung absenden",
    ):
        assert words in page.text
    assert "checkbox" not in page.text  # information is owed, no tick


def test_one_answer_changed_on_the_check_page_leads_back_to_it(client, town):
    fill_in_the_cat(client)

    page = client.post(f"{CAT}formular/ort/?pruefen=1", PLACE | {"ort-text": "Stadtpark"})

    assert page.url == f"{CAT}pruefen/"
    assert "Stadtpark" in client.get(page.url).text


def test_the_thanks_show_number_code_and_the_named_person(client, town):
    fill_in_the_cat(client)

    page = client.post(f"{CAT}pruefen/", follow=True)

    number, code = number_and_code(page.text)
    case = Case.objects.get(number=number)
    assert case.has_code(code)
    assert case.guide.name in page.text
    assert case.citizen.email == "s.oeztuerk@example.org"
    assert "no-store" in page["Cache-Control"]


def test_reloading_the_thanks_sends_nothing_and_shows_the_same(client, town):
    number, code = send_the_cat(client)

    again = client.get(f"{CAT}danke/")
    pressed_twice = client.post(f"{CAT}pruefen/", follow=True)

    assert number_and_code(again.text) == number_and_code(pressed_twice.text) == (number, code)
    assert Case.objects.count() == 1


def test_the_code_never_stands_in_an_address(client, town):
    fill_in_the_cat(client)

    page = client.post(f"{CAT}pruefen/", follow=True)

    _number, code = number_and_code(page.text)
    assert all(code not in address and code.replace("-", "") not in address for address, _status in page.redirect_chain)


def test_an_injured_cat_is_a_call_first(client, town):
    page = client.post(f"{CAT}formular/ort/", PLACE | {"zustand": "verletzt"}, follow=True)

    assert "Rufen Sie jetzt an" in page.text
    assert "0221 4710 299" in page.text


def test_whoever_has_the_cat_changes_to_found_animals_without_typing_again(client, town):
    client.post(f"{CAT}formular/ort/", PLACE)
    page = client.post(f"{CAT}formular/beschreibung/", {"gesichert": "yes"}, follow=True)

    changed = client.post("/dienst/fundtier/formular/", {"von": "streunende-katze"}, follow=True)

    assert "Melden Sie sie als Fundtier" in page.text
    assert "Spielplatz Lindenweg" in changed.text


def test_a_decision_notice_is_no_complaint_here(client, town):
    page = client.post("/dienst/beschwerde/formular/art/", {"anliegen_art": "bescheid"}, follow=True)

    assert "kein Widerspruch und keine Klage" in page.text
    assert "Weiter</span>" not in page.text


def test_whoever_is_named_in_a_complaint_never_sees_it(client, town):
    client.post("/dienst/beschwerde/formular/art/", {"anliegen_art": "person"})
    client.post("/dienst/beschwerde/formular/person/", {"wer": "Frau Vogt", "verhalten": "Unhöflich am Schalter."})
    client.post("/dienst/beschwerde/formular/kontakt/", CONTACT)
    client.post("/dienst/beschwerde/pruefen/")

    case = Case.objects.get()
    assert not Case.objects.visible_to(town.vogt).exists()
    assert case.involvements.filter(person=town.vogt, role="barred").exists()


def test_acting_for_another_is_kept_with_the_case(client, town):
    fill_in_the_cat(client, **{
        "fuer_wen-whom": "other", "fuer_wen-name": "Ayşe Öztürk", "fuer_wen-role": "helper",
    })  # fmt: skip
    client.post(f"{CAT}pruefen/")

    assert Case.objects.get().for_whom["name"] == "Ayşe Öztürk"


def test_passport_and_licence_say_where_to_go_and_who_decides(client, town):
    assert "Sie kommen einmal ins Bürgerbüro" in client.get("/dienst/reisepass/").text
    assert "Fahrerlaubnisbehörde des Kreises" in client.get("/dienst/fuehrerschein/").text


def test_internal_services_are_not_there_for_citizens(client, town):
    assert client.get("/dienst/it-neuer-mitarbeiter/").status_code == 404


def test_a_service_at_rest_takes_nothing(client, town):
    fill_in_the_cat(client)
    town.cat.paused_at = town.cat.releases.first().begins_at
    town.cat.save()

    page = client.post(f"{CAT}pruefen/")

    assert page.status_code == 422
    assert "nimmt gerade keine neuen Anliegen an" in page.text


# --- drafts


def test_a_draft_is_taken_up_in_another_browser(client, town):
    client.post(f"{CAT}formular/ort/", PLACE)
    saved = client.post(f"{CAT}formular/beschreibung/", {"aussehen": "grau getigert", "speichern": "1"}, follow=True)
    link = saved.text.split('id="link" value="http://testserver')[1].split('"')[0]

    elsewhere = Client()
    came_in = elsewhere.get(link)
    page = elsewhere.get(came_in.url, follow=True)

    assert "Abgeschickt ist noch nichts" in saved.text
    assert came_in["Referrer-Policy"] == "no-referrer"
    assert link not in came_in.url
    assert "Formular" in page.text or page.status_code == 200
    assert "grau getigert" in elsewhere.get(f"{CAT}formular/beschreibung/").text


def test_a_page_left_half_told_is_where_one_goes_on(client, town):
    typed = {"ort-text": "Spielplatz Lindenweg"}
    client.post(f"{CAT}formular/ort/", typed | {"speichern": "1"})
    half = client.get(f"{CAT}formular/")
    client.post(f"{CAT}formular/ort/", PLACE | {"speichern": "1"})
    whole = client.get(f"{CAT}formular/")

    assert half.url == f"{CAT}formular/ort/"
    assert whole.url == f"{CAT}formular/beschreibung/"


def test_where_nothing_was_typed_nothing_is_said_to_be_kept(client, town):
    page = client.post(f"{CAT}formular/ort/", {"ort-text": " ", "speichern": "1"}, follow=True)

    assert page.redirect_chain[-1][0] == f"{CAT}formular/ort/"
    assert "Sie haben noch nichts eingetragen. Darum ist nichts gespeichert." in page.text
    assert client.get(f"{CAT}entwurf/").url == CAT
    assert "Entwurf fortsetzen" not in client.get(CAT).text


def test_the_link_to_a_draft_can_be_mailed(client, town):
    client.post(f"{CAT}formular/ort/", PLACE)

    page = client.post(f"{CAT}entwurf/", {"email": "s.oeztuerk@example.org"}, follow=True)
    wrong = client.post(f"{CAT}entwurf/", {"email": "selin"})

    assert "unterwegs an s.oeztuerk@example.org" in page.text
    assert wrong.status_code == 422
    assert "fehlt das @-Zeichen" in wrong.text
    assert 'id="link" value="http://testserver/entwurf/' in wrong.text  # it stands nowhere else
    again = Client().get(wrong.text.split('id="link" value="http://testserver')[1].split('"')[0], follow=True)
    assert "Ihr Entwurf ist wieder da." in again.text
    assert again.redirect_chain[-1][0] == f"{CAT}formular/beschreibung/"


def test_a_page_that_stayed_open_longer_than_the_session_loses_nothing(client, town):
    client.post(f"{CAT}formular/ort/", PLACE)
    open_page = client.get(f"{CAT}formular/beschreibung/").text
    seal = open_page.split('name="entwurf" value="')[1].split('"')[0]

    later = Client()
    page = later.post(f"{CAT}formular/beschreibung/", {"gesichert": "no", "entwurf": seal}, follow=True)

    assert "länger als 60 Minuten nicht aktiv" in page.text
    assert "Spielplatz Lindenweg" in later.get(f"{CAT}pruefen/").text


def test_a_link_to_a_draft_ends_when_it_was_sent(client, town):
    fill_in_the_cat(client)
    saved = client.get(f"{CAT}entwurf/")
    link = saved.text.split('id="link" value="http://testserver')[1].split('"')[0]
    client.post(f"{CAT}pruefen/")

    page = Client().get(link)

    assert page.status_code == 404
    assert "Dieser Link gilt nicht mehr" in page.text


@pytest.mark.parametrize("path", ["pruefen/", "entwurf/"])
def test_without_a_draft_one_begins_at_the_service(client, town, path):
    assert client.get(f"{CAT}{path}").url == CAT


def test_where_the_link_shall_go_is_refused_for_what_is_wrong_with_it(client, town):
    client.post(f"{CAT}formular/ort/", PLACE)

    page = client.post(f"{CAT}entwurf/", {"email": "selin oez@example.org"})

    assert page.status_code == 422
    assert "In der E-Mail-Adresse steht ein Leerzeichen." in page.text
