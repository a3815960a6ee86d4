"""What fresh eyes stumbled over: small, and seen by everybody."""

import html
import re

import pytest
from django.utils.translation import override

from lotse.cases.closing import close, reopen
from lotse.catalogue.models import Release
from lotse.project.frame import _titled as titled


@pytest.mark.parametrize("path", ["/", "/dienst/streunende-katze/", "/suche/?q=Katze", "/dienste/"])
def test_who_looks_for_a_service_reads_where_they_are(client, town, path):
    page = client.get(path).text

    way = page[page.index('href="/dienste/"') :].split(">")[0]
    assert "aria-current" in way


def test_the_search_in_english_knows_its_place_too(client, town):
    page = client.get("/en/").text

    assert "aria-current" in page[page.index('href="/en/dienste/"') :].split(">")[0]


def test_a_promise_inside_a_sentence_is_a_span_and_no_second_sentence(client, town):
    page = client.get("/dienst/personalausweis/").text

    assert "Herstellung etwa 2 bis 4 Wochen liegt er" not in page
    assert "Innerhalb von 20 Arbeitstagen liegt er voraussichtlich bereit." in page


def test_only_the_group_is_marked_when_the_day_is_missing(client, town):
    page = client.post(
        "/dienst/streunende-katze/formular/ort/", {"ort-text": "Lindenweg", "zustand": "gesund"}, follow=True
    ).text

    assert 'name="gesehen_am-day"' in page
    group = page[page.rindex("<fieldset", 0, page.index('name="gesehen_am-day"')) : page.index('name="gesehen_am-day"')]
    assert "kern-fieldset--error" in group
    assert "gesehen_am-fehler" in group
    assert 'aria-invalid="true"' not in page
    assert "kern-form-input__input--error" not in page


def test_of_a_group_the_one_wrong_control_is_marked_where_it_is_known(client, town):
    told = {"ort-text": "Lindenweg", "gesehen_am-day": "9", "gesehen_am-month": "13", "gesehen_am-year": "2026"}

    page = client.post("/dienst/streunende-katze/formular/ort/", told, follow=True).text

    assert re.findall(r'<[^>]*name="([^"]*)"[^>]*aria-invalid="true"[^>]*>', page) == ["gesehen_am-month"]
    assert '<a href="#f-gesehen_am-month">Den Monat 13 gibt es nicht.' in page


def test_what_is_missing_is_said_in_english_without_german_grammar(client, town):
    with override("en"):  # a request leaves its language behind in the thread
        page = client.post("/en/dienst/streunende-katze/formular/ort/", {}, follow=True).text

    start = page.index('id="fehler-titel"')
    summary = html.unescape(page[start : page.index("</ul>", start)])
    assert "den Ort" not in summary
    assert "Answer this question: “Wo haben Sie die Katze gesehen?”." in summary


def test_a_reopened_concern_shows_no_old_result(make_case, town):
    case = make_case(by=town.ahlers)
    close(case, "erledigt", "Fertig.", by=town.ahlers)

    reopen(case, "Sie ist wieder da.", by=town.ahlers)

    assert (case.phase, case.result) == ("Wir sehen uns Ihr Anliegen noch einmal an.", "")


def test_an_empty_town_offers_no_examples_that_find_nothing(client, town):
    Release.objects.all().delete()

    page = client.get("/").text

    assert "Noch ist kein Dienst dabei." in page
    assert "Zum Beispiel:" not in page


@pytest.mark.parametrize(("name", "title"), [
    ("Musterhafen", "Stadt Musterhafen"), ("Bad Markt", "Stadt Bad Markt"), ("Stadt Beispiel", "Stadt Beispiel"),
    ("Landkreis Ahrenfeld", "Landkreis Ahrenfeld"),
])  # fmt: skip
def test_nobody_is_called_a_town_twice(name, title):
    assert titled(name) == title
