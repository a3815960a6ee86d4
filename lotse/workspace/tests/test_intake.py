import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lotse.cases.models import Case, ShortAnswer

CAT = "/arbeit/neu/?dienst=streunende-katze"


@pytest.fixture
def told(moment):
    """What an agent writes down on the phone: the service's own controls and who calls."""
    seen = moment - timedelta(days=1)
    return {
        "channel": "phone", "name": "Kim Sommer", "email": "kim@example.org", "phone": "", "ort-text": "Marktplatz",
        "gesehen_am-day": str(seen.day), "gesehen_am-month": str(seen.month), "gesehen_am-year": str(seen.year),
        "gesehen_am-about": "", "zustand": "gesund", "gesichert": "no", "token": "0190b0a0-0000-7000-8000-000000000001",
    }  # fmt: skip


def test_the_service_is_found_by_what_people_say(browser, town):
    page = browser(town.ahlers).get("/arbeit/neu/", {"q": "Katze"}).text

    assert "?dienst=streunende-katze" in page
    assert "?dienst=fuehrerschein" not in page


def test_who_takes_a_call_writes_it_down_on_one_page_and_becomes_the_guide(browser, town, told):
    page = browser(town.ahlers).post(CAT, told, follow=True)

    case = Case.objects.get()
    assert (case.guide, case.channel, case.citizen.name) == (town.ahlers, "phone", "Kim Sommer")
    assert case.facts.get(key="kontakt").text == "kim@example.org"
    assert "Code für die meldende Person" in page.text


def test_a_double_click_opens_one_case(browser, town, told):
    agent = browser(town.ahlers)

    agent.post(CAT, told)
    agent.post(CAT, told)

    assert Case.objects.count() == 1


def test_what_is_missing_is_named_and_may_stay_open(browser, town, told):
    agent = browser(town.ahlers)

    page = agent.post(CAT, told | {"ort-text": ""})
    assert page.status_code == 422
    assert "Trotzdem anlegen" in page.text
    assert "Kim Sommer" in page.text

    agent.post(CAT, told | {"ort-text": "", "trotzdem": "1"})
    assert Case.objects.count() == 1


def test_a_letter_needs_the_date_of_its_stamp(browser, town, told, today):
    agent = browser(town.ahlers)
    assert "an dem der Brief ankam" in agent.post(CAT, told | {"channel": "letter"}).text

    agent.post(CAT, told | {"channel": "letter", "received_on": f"{today - timedelta(days=2):%d.%m.%Y}"})

    assert Case.objects.get().received_at.date() == today - timedelta(days=2)


def test_earlier_cases_of_the_same_address_stand_beside_the_form(browser, make_case, town):
    case = make_case()

    part = browser(town.ahlers).get("/arbeit/neu/frueher/", {"email": "S.Oeztuerk@example.org"}).text

    assert case.number in part
    assert "Dieselbe Person: Selin Öztürk" in part
    assert case.number not in browser(town.brandt).get("/arbeit/neu/frueher/", {"email": "s.oeztuerk@example.org"}).text


def test_the_same_person_is_one_person(browser, make_case, town, told):
    earlier = make_case()

    browser(town.ahlers).post(CAT, told | {"name": "Öztürk, Frau Dr. Selin", "wie": earlier.number})

    assert Case.objects.exclude(pk=earlier.pk).get().citizen == earlier.citizen


def test_the_same_person_can_be_taken_back(browser, make_case, town, told):
    earlier = make_case()
    agent, contact = browser(town.ahlers), {"email": "s.oeztuerk@example.org"}

    part = agent.get("/arbeit/neu/frueher/", contact).text
    assert "Eine andere Person" in part
    assert re.search(r'value="neu"\s+checked', part)

    part = agent.get("/arbeit/neu/frueher/", contact | {"wie": earlier.number}).text
    assert re.search(rf'value="{earlier.number}"\s+checked', part)  # what was chosen stays

    agent.post(CAT, told | {"wie": "neu"})
    assert Case.objects.exclude(pk=earlier.pk).get().citizen != earlier.citizen


def test_another_name_than_that_of_the_chosen_person_is_refused_at_the_field(browser, make_case, town, told):
    earlier = make_case()
    told |= {"email": "s.oeztuerk@example.org", "name": "Jana Papadopoulos", "wie": earlier.number}

    page = browser(town.ahlers).post(CAT, told)

    assert page.status_code == 422
    assert "Ausgewählt ist „Dieselbe Person: Selin Öztürk“, hier steht ein anderer Name." in page.text
    assert 'value="Jana Papadopoulos"' in page.text
    assert re.search(rf'value="{earlier.number}"\s+checked', page.text)
    assert Case.objects.get() == earlier


def test_an_unknown_service_is_not_there(browser, town):
    assert browser(town.ahlers).get("/arbeit/neu/?dienst=mondflug").status_code == 404


def test_a_short_answer_is_counted_in_two_clicks_without_a_name(browser, town):
    browser(town.ahlers).post("/arbeit/neu/kurzauskunft/", {"channel": "phone", "topic": "reisepass"})

    answer = ShortAnswer.objects.get()
    assert (answer.topic, answer.channel, answer.team) == ("reisepass", "phone", town.telefon_empfang.pk)


def test_every_service_can_be_taken_in(browser, town):
    agent = browser(town.ahlers)

    for slug in (
        "streunende-katze",
        "fundtier",
        "schlagloch",
        "reisepass",
        "fuehrerschein",
        "frage",
        "beschwerde",
        "it-neuer-mitarbeiter",
    ):
        assert agent.get(f"/arbeit/neu/?dienst={slug}").status_code == 200, slug


def pdf(name="antrag.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")


def test_files_lie_in_the_case_from_the_first_entry(browser, town, told):
    browser(town.ahlers).post(CAT, told | {"dateien": [pdf()]})

    kept = Case.objects.get().attachments.get()
    assert (kept.file.name, kept.entry.kind) == ("antrag.pdf", "opened")


def test_a_file_is_chosen_once_also_when_something_else_is_missing(browser, town, told):
    agent = browser(town.ahlers)

    page = agent.post(CAT, told | {"ort-text": "", "dateien": [pdf()]})
    brought = re.search(r'name="gebracht" value="([0-9a-f-]+)"', page.text).group(1)
    assert "antrag.pdf" in page.text
    agent.post(CAT, told | {"gebracht": brought})

    assert Case.objects.get().attachments.get().file.name == "antrag.pdf"


def test_a_file_of_somebody_else_cannot_be_brought(browser, town, told):
    page = browser(town.lueders).post(CAT, told | {"ort-text": "", "dateien": [pdf()]})
    theirs = re.search(r'name="gebracht" value="([0-9a-f-]+)"', page.text).group(1)

    browser(town.ahlers).post(CAT, told | {"gebracht": theirs})

    assert not Case.objects.get().attachments.exists()


def test_a_file_that_cannot_be_kept_says_why_and_loses_nothing(browser, town, told):
    page = browser(town.ahlers).post(CAT, told | {"dateien": [SimpleUploadedFile("leer.pdf", b"")]})

    assert page.status_code == 422
    assert "leer.pdf" in page.text
    assert "Kim Sommer" in page.text
    assert not Case.objects.exists()


def test_the_forms_own_answer_says_for_whom_somebody_speaks(browser, town, told):
    other = {"fuer_wen-whom": "other", "fuer_wen-name": "Oma Sommer", "fuer_wen-role": "helper"}

    browser(town.ahlers).post(CAT, told | other | {"fuer_wen-proof": "bring"})

    assert Case.objects.get().for_whom == {"name": "Oma Sommer", "role": "helper", "proof": "bring"}


def test_where_the_form_does_not_ask_for_whom_the_desk_does(browser, town, told):
    address, agent = "/arbeit/neu/?dienst=informationszugang", browser(town.ahlers)
    own = {key: told[key] for key in ("channel", "name", "email", "phone", "token")} | {"trotzdem": "1"}

    page = agent.post(address, own | {"whom": "Oma Sommer"})
    assert page.status_code == 422
    assert "ob es einen Nachweis gibt" in page.text
    assert "Oma Sommer" in page.text

    agent.post(address, own | {"whom": "Oma Sommer", "proof": "bring"})
    assert Case.objects.get().for_whom == {"name": "Oma Sommer", "proof": "bring"}


def test_a_request_to_a_colleague_is_for_nobody_else(browser, town):
    assert 'name="whom"' not in browser(town.ahlers).get("/arbeit/neu/?dienst=it-stoerung").text


def test_a_complaint_names_who_must_never_see_it(browser, town, told):
    address = "/arbeit/neu/?dienst=beschwerde"
    agent = browser(town.lueders)
    assert "Über wen beschwert sich die Person?" in agent.get(address).text
    assert "Über wen beschwert sich die Person?" not in agent.get(CAT).text
    own = {key: told[key] for key in ("channel", "name", "email", "phone", "token")}

    page = agent.post(address, own | {"about": [str(town.ahlers.pk)], "text": "Unfreundlich.", "trotzdem": "1"})

    case = Case.objects.get()
    assert page.status_code == 303
    assert case.involvements.get(role="barred").person == town.ahlers
    assert not Case.objects.visible_to(town.ahlers).exists()


def test_what_is_chosen_stays_chosen_when_something_is_wrong(browser, town, told):
    own = {key: told[key] for key in ("channel", "name", "phone", "token")}
    wrong = own | {"email": "kim.example.org", "about": [str(town.ahlers.pk)]}

    page = browser(town.lueders).post("/arbeit/neu/?dienst=beschwerde", wrong).text

    assert f'<option value="{town.ahlers.pk}" selected' in page
    assert "kim.example.org" in page


def test_what_came_in_on_another_day_keeps_that_day(browser, town, told, today):
    browser(town.ahlers).post(CAT, told | {"received_on": f"{today - timedelta(days=1):%d.%m.%Y}"})

    assert Case.objects.get().received_at.date() == today - timedelta(days=1)


def test_who_takes_a_call_reads_whose_words_the_field_holds(browser, town):
    page = browser(town.ahlers).get("/arbeit/neu/?dienst=strassenlaterne").text

    assert "Die meldende Person liest das als ihre eigenen Worte." in page
