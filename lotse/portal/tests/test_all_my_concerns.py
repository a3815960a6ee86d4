"""All concerns of a citizen who has an account, on one page."""

import pytest
from django.test import Client

from lotse.cases import closing
from lotse.cases.models import Case


@pytest.fixture
def signed_in(town):
    """Herr Demir, signed in."""
    browser = Client()
    browser.force_login(town.demir, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def of_demir(make_case, town, **values):
    case = make_case(**values)
    Case.objects.filter(pk=case.pk).update(citizen=town.demir)
    return case


def test_whoever_is_signed_in_reads_all_own_concerns_and_nobody_else_s(signed_in, make_case, town):
    own, other = of_demir(make_case, town), make_case()

    page = signed_in.get("/meine/")

    assert own.number in page.text
    assert f"Ihre Ansprechperson: {own.guide}" in page.text
    assert other.number not in page.text
    assert "Meine Anliegen" in signed_in.get(f"/anliegen/{own.number}/").text


def test_without_a_concern_the_way_leads_to_the_services(signed_in, town):
    page = signed_in.get("/meine/")

    assert "Sie haben noch kein Anliegen gesendet." in page.text
    assert 'href="/dienste/"' in page.text


def test_what_was_begun_can_be_taken_up_from_there(signed_in, town):
    signed_in.get("/dienst/streunende-katze/formular/", follow=True)
    first = signed_in.get("/dienst/streunende-katze/formular/", follow=True).redirect_chain[-1][0]
    signed_in.post(first, {"ort-text": "Lindenweg 4", "speichern": "1"})

    page = signed_in.get("/meine/")

    assert "Machen Sie weiter, wo Sie aufgehört haben." in page.text


def test_more_than_a_page_is_parted_into_open_and_closed(signed_in, make_case, town):
    first, *_rest = [of_demir(make_case, town, slug="frage") for _ in range(21)]
    closing.withdraw(first, by=town.demir)

    page = signed_in.get("/meine/?nur=abgeschlossen")

    assert page.text.count("Ihre Ansprechperson") == 1
    assert first.number in page.text
    assert "seite=2" not in signed_in.get("/meine/?nur=offen").text
    assert "seite=2" in signed_in.get("/meine/").text


def test_all_concerns_ask_for_a_login(client, town):
    assert client.get("/meine/").status_code == 302
