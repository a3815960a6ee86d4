"""What one does at the desk, deed by deed. Long because each deed stands here with its refusals, side by side."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lotse.cases.closing import close
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case
from lotse.files.models import StoredFile, keep
from lotse.mailroom.models import Letter


def fresh(case):
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def offered(make_case, town):
    """A case with a transfer offered to the public order office."""
    case = make_case()
    leg = hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers)
    return case, leg


def test_an_answer_goes_to_the_citizen_and_the_page_says_so(browser, make_case, town, page_of):
    case = make_case()

    page = browser(town.ahlers).post(page_of(case, "nachricht/"), {"text": "Wir kommen heute.", "seen": 1}, follow=True)

    assert page.redirect_chain == [(page_of(case), 303)]
    told = "Ihre Nachricht an Selin Öztürk ist gesendet. Sie geht auch als E-Mail an s.oeztuerk@example.org."
    assert told in page.text
    assert Letter.objects.filter(to_address="s.oeztuerk@example.org", text__contains="Wir kommen heute.").exists()


def test_whoever_left_no_address_gets_no_mail_and_the_desk_says_so(browser, make_case, town, page_of):
    case = make_case(channel="phone", contact={"name": "Frau Kurz", "email": "", "phone": "0221 4710 901"})
    hint = 'id="schreiben-hinweis"'
    assert hint in browser(town.ahlers).get(page_of(case)).text  # before one writes
    assert hint not in browser(town.ahlers).get(page_of(make_case())).text

    page = browser(town.ahlers).post(page_of(case, "nachricht/"), {"text": "Wir kommen heute.", "seen": 1}, follow=True)

    assert "Ihre Nachricht an Frau Kurz steht jetzt im Anliegen. Eine E-Mail geht nicht hinaus" in page.text
    assert page.text.count("Eine E-Mail geht nicht hinaus, denn eine Adresse ist nicht bekannt.") == 2
    assert not Letter.objects.filter(text__contains="Wir kommen heute.").exists()


def test_an_empty_answer_is_asked_for(browser, make_case, town, page_of):
    page = browser(town.ahlers).post(page_of(make_case(), "nachricht/"), {"text": " "})

    assert page.status_code == 422
    assert "Schreiben Sie Ihre Nachricht." in page.text


def test_an_answer_to_a_case_that_changed_meanwhile_keeps_both_texts(browser, make_case, town, page_of):
    case = make_case()
    case.tell("Das habe ich schon geschrieben.", by=town.lueders)

    page = browser(town.ahlers).post(page_of(case, "nachricht/"), {"text": "Mein langer Text.", "seen": 1})

    assert page.status_code == 409
    for words in ("Frau Lüders hat", "Das habe ich schon geschrieben.", "Mein langer Text.", 'name="seen" value="2"'):
        assert words in page.text

    again = browser(town.ahlers).post(page_of(case, "nachricht/"), {"text": "Mein langer Text.", "seen": 2})
    assert again.status_code == 303


def test_a_department_is_told_that_messages_go_through_the_guide(browser, offered, town, page_of):
    case, leg = offered
    leg.accept(by=town.oezdemir)

    page = browser(town.oezdemir).post(page_of(case, "nachricht/"), {"text": "Wir kommen."})

    assert page.status_code == 403
    assert "Nachrichten gehen über Frau Ahlers." in page.text
    assert "Wir kommen." in page.text


def test_a_note_stays_in_the_house(browser, make_case, town, page_of):
    case = make_case()

    browser(town.ahlers).post(page_of(case, "notiz/"), {"text": "Rückruf am Abend."})

    entry = case.entries.last()
    assert (entry.kind, entry.text, entry.is_public) == ("note", "Rückruf am Abend.", False)


def test_a_known_fact_is_shown_and_asked_again_with_one_click(browser, make_case, town, page_of):
    case = make_case()
    agent = browser(town.ahlers)

    page = agent.post(page_of(case, "frage/"), {"text": "Wo war das?", "facts": ["ort"], "seen": 1})
    assert page.status_code == 409
    for words in ("Das wissen wir schon: Ort.", "Stadtpark", "Wo war das?", "Angaben widersprechen sich"):
        assert words in page.text

    agent.post(page_of(case, "frage/"), {"text": "Wo war das?", "facts": ["ort"], "reason": "contradiction", "seen": 1})

    assert case.questions.get().reason == "contradiction"


def test_an_open_fact_is_asked_at_once(browser, make_case, town, page_of):
    case = make_case()

    browser(town.ahlers).post(page_of(case, "frage/"), {"text": "Wie sieht sie aus?", "facts": ["aussehen"], "seen": 1})

    assert fresh(case).status == "needs_you"


def test_the_handover_offers_the_next_step_with_its_promise_and_packet(browser, make_case, town, page_of):
    page = browser(town.ahlers).get(page_of(make_case(), "uebergabe/")).text

    for words in (
        "laut Ablauf der nächste Schritt",
        "hat zugesagt",
        "Schon gefragt",
        "Notizen und Nachrichten gehen nie mit.",
    ):
        assert words in page
    assert f'value="{town.allgemeine_ordnung.pk}" selected' in page


def test_the_handover_shows_for_each_kind_what_the_citizen_will_read(browser, make_case, town, page_of):
    page = browser(town.ahlers).get(page_of(make_case(), "uebergabe/"), {"to": town.tierheim.pk}).text
    body = re.escape(town.tierheim.department.name)

    assert "jetzt beim" not in page
    assert re.search(rf'lo-told--transfer">[^<]*„Ihr Anliegen ist jetzt bei: {body}\. ', page)
    assert re.search(rf'lo-told--work">[^<]*„Wir haben eine Stelle um Hilfe gebeten: {body}\. ', page)


def test_a_handover_takes_the_ticked_facts_along(browser, make_case, town, page_of):
    case = make_case()
    told = {
        "to": town.allgemeine_ordnung.pk,
        "kind": "transfer",
        "question": "Bitte einordnen.",
        "groups": ["matter"],
        "facts": ["ort"],
        "inform": "on",
    }

    page = browser(town.ahlers).post(page_of(case, "uebergabe/"), told | {"seen": 1}, follow=True)

    leg = case.legs.get()
    assert list(leg.packet["facts"]) == ["ort"]
    assert "Allgemeine Ordnung hat jetzt das Paket" in page.text


def test_the_packet_is_shown_in_groups_that_open_to_their_facts(browser, make_case, town, page_of):
    page = browser(town.ahlers).get(page_of(make_case(), "uebergabe/")).text

    assert "Zur Sache: Ort" in page
    assert re.search(r'name="groups" value="matter" id="[^"]+" checked', page)
    assert re.search(r'name="groups" value="person" id="[^"]+"\s*>', page)  # the person stays until ticked
    assert re.search(r'name="facts" value="name" id="[^"]+" checked', page)


def test_one_tick_takes_a_whole_group_along_or_leaves_it_here(browser, make_case, town, page_of):
    case = make_case()
    told = {"to": town.allgemeine_ordnung.pk, "kind": "subtask", "question": "Bitte anrufen.", "reason": "Ortstermin"}

    browser(town.ahlers).post(page_of(case, "uebergabe/"), told | {"groups": ["person"], "facts": ["ort", "name"]})

    assert list(case.legs.get().packet["facts"]) == ["name"]


def test_a_name_without_a_reason_does_not_go_and_nothing_typed_is_lost(browser, make_case, town, page_of):
    case = make_case()
    told = {"to": town.allgemeine_ordnung.pk, "kind": "subtask", "question": "Bitte anrufen.", "facts": ["ort", "name"]}
    told |= {"groups": ["matter", "person"]}

    page = browser(town.ahlers).post(page_of(case, "uebergabe/"), told)

    assert page.status_code == 422
    assert "Schreiben Sie, wozu das Team Name oder Kontakt braucht." in page.text
    assert "Bitte anrufen." in page.text


def test_a_body_outside_is_never_offered_the_name(browser, make_case, town, page_of):
    page = browser(town.ahlers).get(page_of(make_case(), "uebergabe/"), {"to": town.tierheim.pk}).text

    assert "Geht nicht mit, das Team braucht es nicht:" in page
    assert 'value="name"' not in page


@pytest.mark.parametrize("told, sentence", [
    ({}, "Wählen Sie das Team, das übernehmen soll."),
    ({"to": "x"}, "Diese Auswahl gibt es nicht mehr."),
    ({"question": " "}, "Schreiben Sie, was als Nächstes passieren soll."),
])  # fmt: skip
def test_a_handover_says_what_is_missing(browser, make_case, town, page_of, told, sentence):
    page = browser(town.ahlers).post(page_of(make_case(), "uebergabe/"), told)

    assert page.status_code == 422
    assert sentence in page.text


def test_two_people_handing_over_at_once_the_second_reads_who_and_keeps_the_text(browser, offered, town, page_of):
    case, _leg = offered
    told = {
        "to": town.strassenunterhaltung.pk,
        "kind": "transfer",
        "question": "Bitte räumen.",
        "facts": ["ort"],
        "seen": 1,
    }

    page = browser(town.lueders).post(page_of(case, "uebergabe/"), told)

    assert page.status_code == 409
    assert "Frau Ahlers hat dieses Anliegen" in page.text
    assert "Bitte räumen." in page.text


def test_a_corrected_fact_shows_beside_the_packet_at_the_desk(browser, offered, town, page_of):
    case, _leg = offered
    agent = browser(town.ahlers)
    assert "berichtigung/" in agent.get(page_of(case)).text

    page = agent.post(page_of(case, "berichtigung/"), {"fact": "ort", "text": "Marktplatz"}, follow=True)

    assert "ist berichtigt." in page.text
    assert "berichtigt am" in browser(town.oezdemir).get(page_of(case)).text


def test_a_correction_without_words_keeps_the_page_and_the_fact(browser, offered, town, page_of):
    case, _leg = offered

    page = browser(town.ahlers).post(page_of(case, "berichtigung/"), {"fact": "ort", "text": " "})

    assert page.status_code == 422
    assert "Schreiben Sie, wie es richtig ist." in page.text
    assert case.facts.get(key="ort").text == "Stadtpark"


def test_an_answer_about_a_known_fact_is_one_click_from_putting_it_right(browser, offered, town, page_of):
    case, _leg = offered
    case.ask("Ist es wirklich der Stadtpark?", facts=["ort"], reason="contradiction", by=town.ahlers)
    answer = case.hear("Nein, Marktplatz.")
    link = page_of(case, f"berichtigung/?angabe=ort&amp;antwort={answer.seq}")
    agent = browser(town.ahlers)
    assert link in agent.get(page_of(case)).text
    assert link not in browser(town.oezdemir).get(page_of(case)).text

    form = agent.get(link.replace("&amp;", "&"))
    assert 'value="ort" selected' in form.text
    assert ">Nein, Marktplatz.</textarea>" in form.text.replace("\n", "")

    page = agent.post(page_of(case, "berichtigung/"), {"fact": "ort", "text": "Marktplatz"}, follow=True)
    assert link not in page.text


def test_an_answer_the_form_cannot_read_is_one_click_from_being_filled_in(browser, make_case, town, page_of):
    case = make_case()
    case.ask("Trägt sie ein Halsband?", facts=["kennzeichen"], by=town.ahlers)
    answer = case.hear("Ja, ein rotes.")
    link = page_of(case, f"berichtigung/?angabe=kennzeichen&amp;antwort={answer.seq}")
    agent = browser(town.ahlers)
    assert "Angabe eintragen: Halsband oder Chip" in agent.get(page_of(case)).text
    assert 'value="kennzeichen" selected' in agent.get(link.replace("&amp;", "&")).text

    page = agent.post(page_of(case, "berichtigung/"), {"fact": "kennzeichen", "text": "Ja"}, follow=True)

    assert "„Halsband oder Chip“ ist eingetragen." in page.text
    assert link not in page.text


def test_the_next_team_reads_what_is_open_and_not_what_only_did_not_reach_the_last(browser, offered, town, page_of):
    case, leg = offered
    leg.accept(by=town.oezdemir)

    dialog = browser(town.oezdemir).get(page_of(case, "uebergabe/")).text

    told = dialog[dialog.index("Noch offen") :][:300]
    assert "Halsband oder Chip" in told
    assert "Name" not in told


def test_an_answer_that_was_learned_needs_no_correction(browser, offered, town, page_of):
    case, _leg = offered
    case.ask("Wo genau?", facts=["ort"], reason="outdated", by=town.ahlers)
    case.hear("Stadtpark")

    assert "antwort=" not in browser(town.ahlers).get(page_of(case)).text


def test_the_receiver_accepts_works_and_tells_the_result(browser, offered, town, page_of):
    case, leg = offered
    office = browser(town.oezdemir)
    assert "Schon gefragt" in office.get(page_of(case)).text

    office.post(page_of(case, f"etappe/{leg.pk}/annahme/"))
    page = office.post(page_of(case, f"etappe/{leg.pk}/ergebnis/"), {"text": "Kein Fundtier."}, follow=True)

    assert "Frau Ahlers liest jetzt Ihr Ergebnis" in page.text
    assert case.legs.get().state == "done"


def test_a_leg_that_was_answered_before_says_by_whom(browser, offered, town, page_of):
    case, leg = offered
    leg.accept(by=town.oezdemir)

    page = browser(town.oezdemir).post(page_of(case, f"etappe/{leg.pk}/annahme/"))

    assert page.status_code == 409
    assert "Herr Özdemir hat diese Übergabe" in page.text


def test_the_guide_cannot_answer_for_the_receiver(browser, offered, town, page_of):
    case, leg = offered

    page = browser(town.ahlers).post(page_of(case, f"etappe/{leg.pk}/annahme/"))

    assert page.status_code == 403
    assert "beantwortet das Team Allgemeine Ordnung" in page.text


def test_a_leg_of_another_case_is_not_there(browser, offered, make_case, town, page_of):
    _case, leg = offered

    assert browser(town.ahlers).post(page_of(make_case(), f"etappe/{leg.pk}/annahme/")).status_code == 404


def test_a_return_asks_for_the_reason(browser, offered, town, page_of):
    case, leg = offered
    office = browser(town.oezdemir)

    page = office.post(page_of(case, f"etappe/{leg.pk}/rueckgabe/"), {"kind": "Anderer Grund"})
    assert page.status_code == 422
    assert "Schreiben Sie den Grund" in page.text

    office.post(
        page_of(case, f"etappe/{leg.pk}/rueckgabe/"), {"kind": "Nicht im Stadtgebiet", "text": "Das ist Nachbarort."}
    )
    assert case.entries.get(kind="returned").text == "Nicht im Stadtgebiet. Das ist Nachbarort."


def test_closing_answers_the_citizen(browser, make_case, town, page_of):
    case = make_case()

    page = browser(town.ahlers).post(
        page_of(case, "abschluss/"),
        {"result": "im_tierheim", "answer": "Die Katze ist im Tierheim.", "seen": 1},
        follow=True,
    )

    assert "ist abgeschlossen: im Tierheim untergebracht." in page.text
    assert fresh(case).result == "im_tierheim"


def test_what_is_missing_is_listed_with_a_way_to_it(browser, offered, town, page_of):
    case, leg = offered

    page = browser(town.ahlers).post(page_of(case, "abschluss/"), {"result": "erledigt", "answer": "Fertig."})

    assert page.status_code == 422
    assert f"{page_of(case)}#etappe-{leg.pk}" in page.text
    assert "Fertig." in page.text


def test_two_agents_close_at_once_the_other_reads_who_and_when_and_loses_no_text(browser, make_case, town, page_of):
    case = make_case()
    agent = browser(town.ahlers)
    close(fresh(case), "erledigt", "Die Katze ist gesund.", by=town.lueders)

    page = agent.post(page_of(case, "abschluss/"), {"result": "im_tierheim", "answer": "Mein Text.", "seen": 1})

    assert page.status_code == 409
    assert "Frau Lüders hat dieses Anliegen um" in page.text
    assert "Mein Text." in page.text


def test_an_administrative_act_asks_for_its_notice(browser, make_case, town, page_of, today):
    case = make_case("reisepass")
    agent = browser(town.yilmaz)
    result = next(iter(case.edition.results))

    page = agent.post(page_of(case, "abschluss/"), {"result": result, "answer": "Ihr Pass ist bewilligt."})
    assert page.status_code == 422
    assert "Bescheid mit Datum" in page.text

    told = {
        "result": result,
        "answer": "Bewilligt.",
        "date": f"{today:%d.%m.%Y}",
        "team": "ausweise-melden",
        "notified_by": "post",
    }
    assert agent.post(page_of(case, "abschluss/"), told).status_code == 303
    assert case.entries.get(kind="closed").data["notice"]["team"] == "ausweise-melden"


def test_an_administrative_act_is_not_just_done(browser, make_case, town, page_of):
    case, agent = make_case("reisepass"), browser(town.yilmaz)

    page = agent.post(page_of(case, "abschluss/"), {"result": "erledigt", "answer": "Ihr Pass ist da."})

    assert page.status_code == 422
    assert "Bescheid mit Datum" in page.text
    assert "außer bei „zurückgezogen“" in agent.get(page_of(case, "abschluss/")).text
    told = {"result": "zurueckgezogen", "answer": "Sie haben den Antrag zurückgenommen."}
    assert agent.post(page_of(case, "abschluss/"), told).status_code == 303
    assert fresh(case).status == "withdrawn"


def test_whoever_took_a_case_over_ends_it_without_answering_themselves_first(browser, make_case, town, page_of):
    case = make_case()
    hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers).accept(by=town.oezdemir)
    agent = browser(town.oezdemir)

    assert "Das fehlt noch" not in agent.get(page_of(case, "abschluss/")).text
    assert "Das fehlt noch" in browser(town.ahlers).get(page_of(case, "abschluss/")).text
    agent.post(page_of(case, "abschluss/"), {"result": "erledigt", "answer": "Die Katze ist zu Hause."})

    assert not fresh(case).is_open
    assert case.legs.get().state == "done"


def test_a_closed_case_is_taken_up_again_with_a_reason(browser, make_case, town, page_of):
    case = make_case()
    close(case, "erledigt", "Fertig.", by=town.ahlers)

    browser(town.ahlers).post(page_of(case, "wiederaufnahme/"), {"text": "Die Katze ist wieder da."})

    assert fresh(case).is_open


def test_work_is_given_to_a_colleague_and_to_oneself(browser, make_case, town, page_of):
    case = make_case()
    agent = browser(town.ahlers)

    agent.post(page_of(case, "zuweisung/"), {"to": town.lueders.pk})
    assert fresh(case).assignee == town.lueders
    agent.post(page_of(case, "zuweisung/"), {"to": ""})
    assert fresh(case).assignee is None


def test_work_is_not_given_to_people_of_other_teams(browser, make_case, town, page_of):
    assert browser(town.ahlers).post(page_of(make_case(), "zuweisung/"), {"to": town.brandt.pk}).status_code == 422


def test_a_follow_up_lies_in_its_view_on_its_day(browser, make_case, town, page_of, today):
    case = make_case()
    agent = browser(town.ahlers)

    agent.post(page_of(case, "wiedervorlage/"), {"on": f"{today:%d.%m.%Y}", "note": "Nachfragen"})

    assert case.number in agent.get("/arbeit/?ansicht=wiedervorlage").text


def test_the_guide_changes_and_the_citizen_is_told(browser, make_case, town, page_of):
    case = make_case()

    browser(town.ahlers).post(page_of(case, "ansprechperson/"), {"to": town.lueders.pk, "reason": "Urlaub"})

    assert fresh(case).guide == town.lueders
    assert Letter.objects.filter(subject__contains="Neue Ansprechperson").exists()


def test_a_new_code_is_shown_once(browser, make_case, town, page_of):
    case = make_case()
    agent = browser(town.ahlers)

    page = agent.post(page_of(case, "neuer-code/"), follow=True).text

    code = page.split("Neuer Code für")[1].split(": ")[1][:9]
    assert fresh(case).has_code(code)
    assert code not in agent.get(page_of(case)).text


def test_every_deed_is_also_a_page_and_a_dialog(browser, offered, town, page_of):
    case, leg = offered
    agent = browser(town.ahlers)
    names = ["nachricht", "notiz", "uebergabe", "zuweisung", "wiedervorlage", "abschluss", "ansprechperson"]
    deeds = [f"{name}/" for name in [*names, "neuer-code"]] + [
        f"etappe/{leg.pk}/rueckgabe/",
        f"etappe/{leg.pk}/ergebnis/",
    ]

    for deed in [*deeds, "frage/", "wiederaufnahme/"]:
        assert agent.get(page_of(case, deed)).status_code == 200, deed
    for deed in deeds:
        part = agent.get(page_of(case, deed), headers={"HX-Request": "true", "HX-Target": "dialogplatz"}).text
        assert "<dialog" in part, deed
        assert "<html" not in part, deed


def test_a_file_comes_with_the_answer_and_is_given_back_to_those_who_may_read_it(
    browser, make_case, town, page_of, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    case = make_case()
    agent = browser(town.ahlers)

    paper = SimpleUploadedFile("plan.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    agent.post(page_of(case, "nachricht/"), {"text": "Anbei der Plan.", "dateien": paper, "seen": 1})

    attachment = case.attachments.get()
    address = page_of(case, f"datei/{attachment.pk}/")
    assert address in agent.get(page_of(case)).text
    answer = agent.get(address)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]
    assert browser(town.brandt).get(address).status_code == 404

    hand_over(fresh(case), town.strassenunterhaltung, "Falle?", kind="subtask", facts=["ort"], by=town.ahlers)
    assert browser(town.janssen).get(address).status_code == 200


def test_a_picture_that_is_not_in_the_packet_is_not_given_out(browser, make_case, town, page_of, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    case = make_case()
    dot = io.BytesIO()
    Image.new("RGB", (20, 20)).save(dot, "PNG")
    photo = keep(SimpleUploadedFile("katze.png", dot.getvalue()), photo=True)
    case.hear("Noch ein Bild.", files=[photo])
    attachment = case.attachments.get()
    hand_over(fresh(case), town.strassenunterhaltung, "Falle?", kind="subtask", facts=["ort"], by=town.ahlers)

    assert browser(town.janssen).get(page_of(case, f"datei/{attachment.pk}/")).status_code == 404
    assert "katze" not in browser(town.janssen).get(page_of(case)).text
    assert browser(town.ahlers).get(page_of(case, f"datei/{attachment.pk}/")).status_code == 200


def test_a_photo_among_the_facts_leads_to_the_file_for_those_who_may_open_it(
    browser, make_case, town, page_of, answers_of, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    dot = io.BytesIO()
    Image.new("RGB", (20, 20)).save(dot, "PNG")
    photo = keep(SimpleUploadedFile("katze.png", dot.getvalue()), photo=True)
    card = {"id": str(photo.pk), "name": photo.name, "size": photo.size, "type": photo.type}
    case = make_case(answers=answers_of("streunende-katze") | {"foto": [card]}, files=[photo])
    address = page_of(case, f"datei/{case.attachments.get().pk}/")
    hand_over(case, town.strassenunterhaltung, "Falle?", kind="subtask", facts=["ort"], by=town.ahlers)
    hand_over(fresh(case), town.tierheim, "Pflege?", kind="subtask", by=town.ahlers)

    facts = browser(town.ahlers).get(page_of(case)).text.partition('id="wissen"')[2].partition("</dl>")[0]
    crew = browser(town.janssen).get(page_of(case)).text

    assert f'href="{address}"' in facts
    assert "katze.png" not in crew
    assert address not in crew


def test_a_file_that_is_not_ticked_stays_here(browser, make_case, town, page_of, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    case = make_case()
    names = ("plan.pdf", "rechnung.pdf")
    case.hear("Anbei.", files=[keep(SimpleUploadedFile(name, b"%PDF-1.4 " + name.encode())) for name in names])
    plan, _bill = case.attachments.order_by("file__name")
    agent = browser(town.ahlers)
    offer = agent.get(page_of(case, "uebergabe/")).text
    told = {
        "to": town.allgemeine_ordnung.pk,
        "kind": "subtask",
        "question": "Bitte einordnen.",
        "groups": ["matter"],
        "attachments": [plan.pk],
    }

    agent.post(page_of(case, "uebergabe/"), told)

    assert "rechnung.pdf" in offer
    assert [file["name"] for file in case.legs.get().packet["files"]] == ["plan.pdf"]


def test_a_sixth_file_is_told_of_and_not_left_out_in_silence(browser, make_case, town, page_of, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    case = make_case()

    six = [SimpleUploadedFile(f"plan-{n}.txt", b"Plan") for n in range(6)]
    page = browser(town.ahlers).post(page_of(case, "nachricht/"), {"text": "Anbei.", "dateien": six})

    assert page.status_code == 422
    assert "Sie haben 6 Dateien hinzugefügt. Erlaubt sind höchstens 5." in page.text
    assert "Anbei." in page.text
    assert case.version == fresh(case).version


def test_a_file_that_cannot_be_kept_loses_no_text(browser, make_case, town, page_of, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    case = make_case()

    empty = SimpleUploadedFile("leer.pdf", b"")
    page = browser(town.ahlers).post(page_of(case, "nachricht/"), {"text": "Anbei.", "dateien": empty})

    assert page.status_code == 422
    assert "ist leer" in page.text
    assert "Anbei." in page.text
    assert case.version == fresh(case).version


def test_of_a_message_that_is_refused_no_file_stays(make_case, town, browser, page_of, settings, tmp_path):
    settings.MEDIA_ROOT, case = tmp_path, make_case()
    case.tell("Das habe ich schon geschrieben.", by=town.lueders)
    paper = SimpleUploadedFile("plan.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")

    page = browser(town.ahlers).post(page_of(case, "nachricht/"), {"text": "Anbei.", "dateien": paper, "seen": 1})

    assert page.status_code == 409
    assert not StoredFile.objects.exists()
