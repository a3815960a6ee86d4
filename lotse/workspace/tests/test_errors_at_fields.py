import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lotse.approvals.models import Ask, Round
from lotse.cases.approving import ask_approval
from lotse.cases.closing import close


def stands_at(page, control, sentence):
    """Whether the sentence stands in the summary with a link, and at the control that says it is wrong."""
    id_ = re.escape(control)
    tag = re.search(rf'<(?:input|select|textarea)[^>]*\bid="{id_}"[^>]*>', page.text)
    said = re.search(rf'id="{id_}-fehler"[^>]*>(?:(?!</p>).)*{re.escape(sentence)}', page.text, re.S)
    in_summary = f'<a href="#{control}">{sentence}' in page.text
    return in_summary and bool(said) and f"{control}-fehler" in tag[0] and 'aria-invalid="true"' in tag[0]


@pytest.fixture
def known(make_case, town):
    case = make_case()
    case.learn("farbe", "Farbe", "rot", by=town.ahlers)
    return case


def test_a_correction_that_changes_nothing_is_said_at_its_field(browser, known, town, page_of):
    page = browser(town.ahlers).post(page_of(known, "berichtigung/"), {"fact": "farbe", "text": "rot", "reason": "?"})

    assert page.status_code == 422
    assert stands_at(page, "id_text", "Das steht schon so da.")
    assert "\nrot</textarea>" in page.text
    assert 'value="?"' in page.text
    assert page.text.count('role="alert"') == 1


def test_an_approval_that_asks_too_few_says_so_at_the_number(browser, make_case, town, page_of):
    told = {"text": "Ja oder nein?", "rule": "n_of_m", "needed": "3", "people": [str(town.oezdemir.pk)]}

    page = browser(town.ahlers).post(page_of(make_case(), "freigabe/"), told)

    assert page.status_code == 422
    assert stands_at(page, "id_needed", "So viele Personen sind nicht gefragt.")
    assert "Ja oder nein?" in page.text


def test_a_decision_without_a_reason_says_so_at_the_reason(browser, make_case, town):
    case = make_case()
    ask_approval(case, "Kastration?", by=town.ahlers, steps=[Ask([town.oezdemir])])
    round = Round.objects.get(subject=case.pk)

    page = browser(town.oezdemir).post(f"/arbeit/freigaben/{round.pk}/", {"answer": "no", "reason": " "})

    assert page.status_code == 422
    assert stands_at(page, "id_reason", "Schreiben Sie, warum Sie ablehnen.")


def test_a_report_laid_into_itself_says_so_at_the_number(browser, make_case, town, page_of):
    case = make_case()

    page = browser(town.ahlers).post(page_of(case, "zusammenfuehrung/"), {"number": case.number})

    assert page.status_code == 409
    assert stands_at(page, "id_number", "Ein Anliegen kann nicht mit sich selbst zusammengeführt werden.")


def test_a_file_that_is_not_kept_is_said_at_the_files(browser, make_case, town, page_of):
    told = {"text": "Siehe Anlage.", "dateien": SimpleUploadedFile("leer.pdf", b"")}

    page = browser(town.ahlers).post(page_of(make_case(), "notiz/"), told)

    assert page.status_code == 422
    assert stands_at(page, "dateien", "Die Datei „leer.pdf“ ist leer.")
    assert "Siehe Anlage." in page.text


def test_what_is_about_no_field_stands_in_the_box_on_top(browser, make_case, town, page_of):
    case = make_case()
    close(case, "erledigt", "Fertig.", by=town.ahlers)

    page = browser(town.ahlers).post(page_of(case, "aufgabe/"), {"text": "Falle leihen."})

    assert page.status_code == 409
    assert page.text.count('role="alert"') == 1
    assert "abgeschlossen" in page.text
    assert 'aria-invalid="true"' not in page.text
