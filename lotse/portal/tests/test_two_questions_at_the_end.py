"""Is it solved, and did you have to tell anything twice: what a citizen is asked when a concern is closed."""

import pytest
from django.test import Client

from lotse.cases import closing
from lotse.people.models import LinkSession
from lotse.tenants.clock import now

from .journeys import address, close


def test_not_solved_opens_it_again(client, mine):
    close(mine)
    page = client.get(address(mine))

    rated = client.post(address(mine, "bewertung/"), {"geloest": "nein", "text": "Sie hat kein Zuhause."}, follow=True)

    assert "Die Katze wohnt nebenan." in page.text
    assert "Ist Ihr Anliegen gelöst?" in page.text
    assert "ist wieder offen" in rated.text
    assert "In Bearbeitung" in rated.text


def test_that_the_house_opened_it_again_is_told_without_its_reason(client, mine):
    close(mine)
    closing.reopen(mine, "Der Chef will das noch einmal sehen.", by=mine.guide)

    pages = [client.get(address(mine)).text, client.get(address(mine, "verlauf/")).text]

    for page in pages:
        assert "Wir kümmern uns wieder um Ihr Anliegen." in page
        assert "Der Chef will das" not in page


def test_solved_is_asked_once_only(client, mine):
    close(mine)

    page = client.post(address(mine, "bewertung/"), {"geloest": "ja", "zweimal": "nein"}, follow=True)

    assert "Danke für Ihre Antwort." in page.text
    assert "Ist Ihr Anliegen gelöst?" not in page.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("solved", ["ja", "nein"])
def test_two_presses_at_once_answer_once(client, mine, at_once, solved):
    close(mine)

    def press():
        hand = Client()
        hand.cookies = client.cookies
        return hand.post(address(mine, "bewertung/"), {"geloest": solved}, follow=True)

    answers = at_once(press, press, press)

    assert [answer.status_code for answer in answers] == [200] * 3
    assert mine.entries.filter(kind="rated").count() == 1
    assert mine.entries.filter(kind="reopened").count() == (solved == "nein")
    refused = "haben wir schon" if solved == "ja" else "Ihr Anliegen ist schon wieder offen."
    assert sum(refused in answer.text for answer in answers) >= 1


def test_an_old_page_says_that_the_concern_is_open_again(client, mine):
    close(mine)
    closing.reopen(mine, "Noch einmal ansehen.", by=mine.guide)

    page = client.post(address(mine, "bewertung/"), {"geloest": "ja"}, follow=True)

    assert "Ihr Anliegen ist schon wieder offen. Schreiben Sie uns hier, was noch fehlt." in page.text


def test_the_survey_says_what_is_missing(client, mine):
    close(mine)

    page = client.post(address(mine, "bewertung/"), {"text": "Die Falle steht noch da.", "zweimal": "ja"})

    assert page.status_code == 422
    assert "Wählen Sie aus, ob Ihr Anliegen gelöst ist." in page.text
    assert ">Die Falle steht noch da.</textarea>" in page.text
    assert 'value="ja" checked' in " ".join(page.text.split()), "what was chosen stays chosen"


def test_a_decision_says_that_this_is_no_remedy(client, town, make_case):
    case = make_case("reisepass")
    token = LinkSession.hand_out("case", case, until=now().replace(year=2099))
    notice = {"date": "2026-10-12", "team": "ausweise-melden", "notified_by": "Post"}
    closing.close(case, "abgelehnt", "Wir haben abgelehnt.", by=case.guide, notice=notice)

    page = client.get(f"/zugang/{token}/", follow=True)

    assert "Das ist kein Widerspruch und keine Klage. Ihre Frist steht im Bescheid." in page.text
