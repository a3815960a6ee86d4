"""Internal requests at the desk: asked, short of hours, reserved, done; each sees only what is theirs."""

import pytest

from lotse.cases.models import Case, InternalRequest
from lotse.cases.requesting import request_alone, request_within
from lotse.cases.taking_back import take_back
from lotse.catalogue.models import Service
from lotse.people.models import Deputy, Membership, Team

ASK = "/arbeit/intern/neu/?dienst=it-stoerung"


@pytest.fixture
def posted(answers_of):
    """The form of „Störung melden“ as a browser posts it."""
    form = Service.objects.get(slug="it-stoerung").running().form
    return {
        name: value for page in form.pages for name, value in form.to_form(answers_of("it-stoerung"), page.key).items()
    }


@pytest.fixture
def request_of(town, answers_of):
    """Ask the service desk from within a case."""

    def ask(case, **values):
        service = Service.objects.get(slug="it-stoerung")
        values = {"by": town.ahlers, "team": town.telefon_empfang} | values
        return request_within(case, service, answers_of("it-stoerung"), **values)

    return ask


def test_a_place_the_case_knows_is_not_asked_for_again(browser, town, make_case):
    case = make_case(by=town.ahlers, answers={"ort": {"text": "Am Deich 3"}}, incomplete=True)
    Membership.objects.create(person=town.ahlers, team=town.fundbuero)  # the Ordnungsamt orders it
    ask = "/arbeit/intern/neu/?dienst=bauhof-unterstuetzung"

    within = browser(town.ahlers).get(f"{ask}&zu={case.number}").text
    alone = browser(town.ahlers).get(ask).text

    assert 'value="Am Deich 3"' in within
    assert 'value="Am Deich 3"' not in alone


def test_where_no_own_team_has_the_case_the_first_by_name_is_chosen(browser, town, make_case):
    case = make_case(by=town.ahlers)
    town.ahlers.memberships.all().delete()
    for number in range(12):  # of a set, each of them might come first
        team = Team.objects.create(
            department=town.fundbuero.department, name=f"Trupp {number:02}", slug=f"trupp-{number}"
        )
        Membership.objects.create(person=town.ahlers, team=team)

    page = browser(town.ahlers).get(f"{ASK}&zu={case.number}").text

    first = Team.objects.get(slug="trupp-0").pk
    assert f'<option value="{first}" selected>' in page


def test_who_stands_in_for_a_lead_elsewhere_is_offered_that_team_alone(browser, town):
    page = browser(town.ahlers)
    there = "/arbeit/intern/neu/?dienst=hochbau-raum"
    assert page.get(there).status_code == 403
    Deputy.objects.create(person=town.brandt, deputy=town.ahlers)

    shown = page.get(there).text

    assert f'value="{town.baumpflege.pk}"' in shown
    assert f'value="{town.telefon_empfang.pk}"' not in shown


def test_a_request_is_asked_alone_and_stands_in_both_lists(browser, town, posted):
    page = browser(town.ahlers).post(ASK, posted | {"team": str(town.telefon_empfang.pk)}, follow=True)

    child = Case.objects.get(internal__isnull=False)
    assert child.number in page.text
    assert "(aus dem Haus)" in browser(town.cetin).get(f"/arbeit/a/{child.number}/").text
    assert child.number in browser(town.ahlers).get("/arbeit/intern/?ansicht=gestellt").text
    assert child.number in browser(town.cetin).get("/arbeit/intern/?ansicht=bekommen").text
    assert child.number not in browser(town.brandt).get("/arbeit/intern/").text


def test_a_request_is_asked_from_within_a_case_and_stands_in_it(browser, town, make_case, posted, page_of):
    case = make_case(by=town.ahlers)
    more = {"team": str(town.telefon_empfang.pk), "is_required": "on"}

    answer = browser(town.ahlers).post(f"{ASK}&zu={case.number}", posted | more)

    assert answer.url == page_of(case)
    number = InternalRequest.objects.get().case.number
    shown = browser(town.ahlers).get(page_of(case)).text
    assert f'id="auftrag-{number}"' in shown
    assert "nötig zum Abschließen" in shown
    closing = browser(town.ahlers).get(page_of(case, "abschluss/")).text
    assert f"#auftrag-{number}" in closing


def test_a_form_that_lacks_something_keeps_what_was_typed(browser, town, make_case):
    case = make_case(by=town.ahlers)

    page = browser(town.ahlers).post(f"{ASK}&zu={case.number}", {"text": "Raum 1.08"})

    assert page.status_code == 422
    assert "Raum 1.08" in page.text
    assert not InternalRequest.objects.exists()


def test_a_strangers_case_gives_no_request(browser, town, make_case):
    case = make_case(by=town.ahlers)

    assert browser(town.brandt).get(f"{ASK}&zu={case.number}").status_code == 404


def test_hours_are_missing_and_reserved(browser, town, make_case, request_of, page_of):
    asked = request_of(make_case(by=town.ahlers))
    child, cetin, engel = asked.case, browser(town.cetin), browser(town.engel)

    assert cetin.post(page_of(child, "auftrag/annahme/")).status_code == 303
    assert cetin.post(page_of(child, "auftrag/annahme/")).status_code == 409
    assert cetin.post(page_of(child, "auftrag/stunden/"), {"hours": "viele", "text": ""}).status_code == 422
    told_hours = {"hours": "1,5", "text": "Das Verfahren ist neu."}
    assert cetin.post(page_of(child, "auftrag/stunden/"), told_hours).status_code == 303

    assert child.number in engel.get("/arbeit/intern/").text
    there = f"/arbeit/intern/{asked.pk}/stunden/"
    assert "Das Verfahren ist neu." in engel.get(there).text
    assert engel.get(page_of(child)).status_code == 404
    assert engel.post(there, {"hours": "0"}).status_code == 422
    assert engel.post(there, {"hours": "2"}).status_code == 303
    assert engel.post(there, {"hours": "2"}).status_code == 409
    assert "2 Stunden" in cetin.get(page_of(child)).text


def test_only_the_lead_or_the_management_finds_the_page_of_hours(browser, town, make_case, request_of):
    asked = request_of(make_case(by=town.ahlers))
    asked.lack_hours(60, "Zeit fehlt.", by=town.cetin)

    for person in (town.ahlers, town.brandt, town.petersen):
        page = browser(person)
        assert page.get(f"/arbeit/intern/{asked.pk}/stunden/").status_code == 404
        assert page.post(f"/arbeit/intern/{asked.pk}/stunden/", {"hours": "2"}).status_code == 404
        assert f"/arbeit/intern/{asked.pk}/" not in page.get("/arbeit/intern/").text


def test_the_request_names_its_parent_only_to_who_sees_it(browser, town, make_case, request_of, page_of):
    case = make_case(by=town.ahlers)
    asked = request_of(case)

    assert case.number in browser(town.ahlers).get(page_of(asked.case)).text
    assert case.number not in browser(town.cetin).get(page_of(asked.case)).text


def test_a_request_is_no_longer_required_for_a_reason(browser, town, make_case, request_of, page_of):
    case = make_case(by=town.ahlers)
    asked = request_of(case, is_required=True)
    there, me = page_of(case, f"auftrag/{asked.pk}/noetig/"), browser(town.ahlers)

    assert me.post(there, {"text": ""}).status_code == 422
    assert me.post(there, {"text": "Es geht ohne."}).status_code == 303

    asked.refresh_from_db()
    assert not asked.is_required
    assert "Es geht ohne." in me.get(page_of(case)).text


def test_the_need_of_another_cases_request_is_not_to_be_found(browser, town, make_case, request_of, page_of):
    asked, other = request_of(make_case(by=town.ahlers)), make_case(by=town.ahlers)

    assert browser(town.ahlers).get(page_of(other, f"auftrag/{asked.pk}/noetig/")).status_code == 404


def test_a_case_that_is_no_request_has_no_hours_to_ask_for(browser, town, make_case, page_of):
    case = make_case(by=town.ahlers)

    assert browser(town.ahlers).get(page_of(case, "auftrag/stunden/")).status_code == 404
    assert browser(town.ahlers).post(page_of(case, "auftrag/annahme/")).status_code == 404


def test_the_answer_of_a_request_goes_to_the_team_that_asked(browser, town, page_of, answers_of):
    service = Service.objects.get(slug="it-stoerung")
    child = request_alone(service, answers_of("it-stoerung"), by=town.ahlers, team=town.telefon_empfang).case

    assert "Antwort an das Team, das gefragt hat" in browser(town.cetin).get(page_of(child, "abschluss/")).text


def test_what_is_open_and_hinders_nobody_is_named_beside_what_is_missing(browser, town, make_case, request_of, page_of):
    case = make_case(by=town.ahlers)
    asked = request_of(case)
    question = case.ask("Wann haben Sie sie gesehen?", by=town.ahlers)

    page = browser(town.ahlers).get(page_of(case, "abschluss/")).text

    assert "Das fehlt noch" not in page
    assert f"#auftrag-{asked.case.number}" in page
    assert f"#e{question.entry.seq}" in page
    assert f'id="e{question.entry.seq}"' in browser(town.ahlers).get(page_of(case)).text


def test_a_request_speaks_of_the_team_that_asked_and_never_of_a_reporting_person(browser, town, page_of, answers_of):
    service = Service.objects.get(slug="it-stoerung")
    child = request_alone(service, answers_of("it-stoerung"), by=town.ahlers, team=town.telefon_empfang).case
    me = browser(town.cetin)

    refused = me.post(page_of(child, "abschluss/"), {"result": "erledigt", "answer": " "})
    assert refused.status_code == 422
    assert "Schreiben Sie dem Team, das gefragt hat, was herausgekommen ist." in refused.text
    pages = [me.get(page_of(child, deed)).text for deed in ("", "abschluss/", "nachricht/", "notiz/", "frage/")]
    asked = me.post(page_of(child, "frage/"), {"text": "Welcher Raum ist es?"}, follow=True).text
    written = f"Ihre Frage an {town.telefon_empfang.name} ist gesendet. Das Team liest sie hier; eine E-Mail geht nicht"
    assert written in asked
    assert "Wir kennen keine Adresse" not in asked
    commands = me.get("/arbeit/suche/", {"q": "frage an", "fall": child.number}).text
    assert "Frage an das Team, das gefragt hat" in commands
    pages.append(commands)
    pages.append(me.get(page_of(child)).text)
    me.post(page_of(child, "abschluss/"), {"result": "erledigt", "answer": "Er geht wieder."})
    pages.append(me.get(page_of(child, "wiederaufnahme/")).text)

    assert [page.count("eldende Person") + page.count("eldenden Person") for page in [refused.text, *pages]] == [0] * 9


def test_a_request_goes_back_and_is_asked_once_more(browser, town, make_case, request_of, page_of):
    case = make_case(by=town.ahlers)
    child, cetin, ahlers = request_of(case, is_required=True).case, browser(town.cetin), browser(town.ahlers)

    back = page_of(child, "auftrag/rueckgabe/")
    assert "Angabe fehlt" in cetin.get(back).text
    assert cetin.post(back, {"kind": "Anderer Grund", "text": " "}).status_code == 422
    assert cetin.post(back, {"kind": "Angabe fehlt", "text": "Welcher Raum?"}).status_code == 303
    assert cetin.post(back, {"kind": "Angabe fehlt", "text": "Welcher Raum?"}).status_code == 409

    assert "Angabe fehlt. Welcher Raum?" in ahlers.get(page_of(child)).text
    assert "zurückgegeben: Angabe fehlt" in ahlers.get(page_of(case, "abschluss/")).text
    assert "Zurückgegeben: Angabe fehlt" in " ".join(ahlers.get(page_of(case)).text.split())
    again = page_of(child, "auftrag/erneut/")
    assert cetin.get(again).status_code == 404
    assert ahlers.post(again, {"text": ""}).status_code == 422
    assert ahlers.post(again, {"text": "Raum 1.08."}).status_code == 303
    assert "Raum 1.08." in cetin.get(page_of(child)).text
    assert "Auftrag annehmen" in cetin.get(page_of(child)).text


def test_the_note_says_who_reads_it_and_who_asked_does_not(browser, town, make_case, request_of, page_of):
    child = request_of(make_case(by=town.ahlers)).case
    cetin, ahlers = browser(town.cetin), browser(town.ahlers)
    assert "Das Team, das gefragt hat, liest das hier nicht." in cetin.get(page_of(child, "notiz/")).text

    said = cetin.post(page_of(child, "notiz/"), {"text": "@ahlers fragt das jede Woche."}, follow=True).text

    assert "Frau Ahlers liest diese Notiz nicht und erfährt nichts." in said
    assert "jede Woche" in said
    assert "jede Woche" not in ahlers.get(page_of(child)).text
    assert "jede Woche" not in ahlers.get("/arbeit/?ansicht=erwaehnungen").text


def test_a_request_taken_back_stands_with_its_parent_as_taken_back_and_not_as_done(
    browser, town, make_case, request_of, page_of
):
    case = make_case(by=town.ahlers)
    asked = request_of(case)

    take_back(asked, "Das Gerät geht wieder.", by=town.ahlers)

    page = browser(town.ahlers).get(page_of(case))
    (row,) = page.context["standing"].requests
    assert (row["state_words"], row["state_kind"]) == ("zurückgezogen", "")
    own = browser(town.cetin).get(f"/arbeit/a/{asked.case.number}/").context["standing"].own_request
    assert own["state_words"] == "zurückgezogen"


def test_a_checklist_at_the_desk_shows_an_item_as_open_whose_request_was_taken_back(
    browser, town, make_case, answers_of, page_of
):
    case = make_case("it-neuer-mitarbeiter", by=town.cetin, contact=None)
    service = Service.objects.get(slug="personal-schulung")
    asked = {"by": town.cetin, "team": town.servicedesk, "item": ("einrichten", "unterweisung")}
    request = request_within(case, service, answers_of("personal-schulung"), **asked)

    take_back(request, "Das machen wir selbst.", by=town.cetin)

    lines = {line.item.key: line for line in browser(town.cetin).get(page_of(case)).context["standing"].checklist}
    assert (lines["unterweisung"].is_done, lines["unterweisung"].child) == (False, "")


def test_news_of_a_request_speak_of_who_asked_and_never_of_a_reporting_person(browser, town, answers_of):
    service = Service.objects.get(slug="it-stoerung")
    request = request_alone(service, answers_of("it-stoerung"), by=town.ahlers, team=town.telefon_empfang)
    child, reader = request.case, request.case.guide
    child.hear("Es ist Raum 1.08.", by=town.ahlers)
    child.ask("Welches Gerät?", by=town.cetin)
    child.hear("Der Drucker.", by=town.ahlers)
    child.tell("Wir kommen.", by=town.cetin)
    take_back(request, "Das Gerät geht wieder.", by=town.ahlers)

    page = browser(reader).get("/arbeit/aktuelles/").text

    assert "Frau Ahlers hat den internen Auftrag zurückgezogen." in page
    assert "Das Team, das gefragt hat, hat geantwortet." in page
    assert page.count("eldende Person") + page.count("eldenden Person") == 0


def test_strangers_send_nothing_back_and_ask_nothing_again(browser, town, make_case, request_of, page_of):
    child = request_of(make_case(by=town.ahlers)).case

    for deed in ("auftrag/rueckgabe/", "auftrag/erneut/"):
        assert browser(town.brandt).get(page_of(child, deed)).status_code == 404
    assert browser(town.ahlers).post(page_of(child, "auftrag/rueckgabe/"), {"kind": "Angabe fehlt"}).status_code == 403


def test_who_asks_says_what_they_think_it_takes(browser, town, posted, page_of):
    team, me = {"team": str(town.telefon_empfang.pk)}, browser(town.ahlers)

    wrong = me.post(ASK, posted | team | {"hours": "viele"})
    assert (wrong.status_code, InternalRequest.objects.count()) == (422, 0)
    assert 'value="viele"' in wrong.text
    assert me.post(ASK, posted | team | {"hours": "1,5"}).status_code == 303

    asked = InternalRequest.objects.get()
    assert asked.estimated_minutes == 90
    assert "Geschätzt vom Team, das gefragt hat: 1,5 Stunden" in browser(town.cetin).get(page_of(asked.case)).text
    asked.lack_hours(60, "Zeit fehlt.", by=town.cetin)
    assert "1,5 Stunden" in browser(town.engel).get(f"/arbeit/intern/{asked.pk}/stunden/").text


def test_asking_another_team_has_one_name_in_the_menu_the_palette_and_on_its_page(browser, town, make_case, page_of):
    me, case = browser(town.ahlers), make_case(by=town.ahlers)
    listed, english = me.get("/arbeit/intern/").text, me.get("/en/arbeit/intern/").text
    palette = me.get("/arbeit/suche/", {"q": "auftr"}).text

    assert "Anfrage stellen" in listed
    for page in (palette, me.get(page_of(case)).text, me.get("/arbeit/intern/neu/").text):
        assert "Internen Auftrag stellen" in page
    assert 'href="/arbeit/intern/"' in palette
    assert "Make a request" in english


def test_nobody_has_to_estimate(browser, town, posted):
    browser(town.ahlers).post(ASK, posted | {"team": str(town.telefon_empfang.pk)})

    assert InternalRequest.objects.get().estimated_minutes == 0


def test_who_orders_a_service_stands_where_it_is_chosen_asked_and_answered(browser, town, answers_of, page_of):
    me = browser(town.lueders)

    listed = " ".join(me.get("/arbeit/intern/neu/").text.split())
    assert "Das bestellen: Prozessverantwortliche, Berichtswesen" in listed
    assert (
        "Das bestellen: Prozessverantwortliche, Berichtswesen"
        in me.get("/arbeit/intern/neu/?dienst=it-auswertung").text
    )
    assert "Das bestellen" not in me.get(ASK).text

    service = Service.objects.get(slug="it-auswertung")
    child = request_alone(service, answers_of("it-auswertung"), by=town.lueders, team=town.telefon_empfang).case
    assert "Das bestellen: Prozessverantwortliche" in browser(town.cetin).get(page_of(child)).text


def test_what_somebody_may_not_order_is_listed_without_a_form(browser, town):
    me, there = browser(town.ahlers), "/arbeit/intern/neu/"

    listed = me.get(there).text
    page = me.get(f"{there}?dienst=it-auswertung")

    assert "?dienst=it-auswertung" not in listed
    assert "?dienst=it-stoerung" in listed
    assert "Sie selbst können es nicht bestellen." in listed
    assert page.status_code == 403
    assert "Das bestellen: Prozessverantwortliche, Berichtswesen." in " ".join(page.text.split())
    assert me.post(f"{there}?dienst=it-auswertung", {"text": "Bitte."}).status_code == 403


def test_a_request_is_taken_back_by_who_asked_and_by_nobody_else(browser, town, make_case, request_of, page_of):
    case = make_case(by=town.ahlers)
    child, me = request_of(case, is_required=True).case, browser(town.ahlers)
    there = page_of(child, "auftrag/ende/")

    assert browser(town.cetin).get(there).status_code == 404
    assert "Auftrag zurückziehen" not in browser(town.cetin).get(page_of(child)).text
    assert "Auftrag zurückziehen" in me.get(page_of(child)).text
    assert me.post(there, {"text": ""}).status_code == 422
    assert me.post(there, {"text": "Es geht wieder."}).status_code == 303
    assert me.post(there, {"text": "Es geht wieder."}).status_code == 409

    assert "Es geht wieder." in browser(town.cetin).get(page_of(child)).text
    assert "Das fehlt noch" not in me.get(page_of(case, "abschluss/")).text
