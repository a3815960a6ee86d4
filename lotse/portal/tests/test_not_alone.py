"""Several people report the same: they hear of it before sending, and read one state, each in their own concern."""

import pytest
from django.test import Client

from lotse.cases.closing import close, reopen
from lotse.cases.merging import merge
from lotse.cases.models import Case
from lotse.people.models import LinkSession
from lotse.tenants.clock import now

from .journeys import CAT, address, fill_in_the_cat, number_and_code

PIN = {"ort-lat": "50.937500", "ort-lon": "6.960300"}
NEIGHBOUR = {"name": "Kim Sommer", "email": "kim@example.org"}


@pytest.fixture
def neighbour(make_case, town):
    """What somebody told before, 120 m away."""
    place = {"address": "Lindenweg 4, bei Sommer", "lat": "50.938578", "lon": "6.960300"}
    return make_case(place=place, contact=NEIGHBOUR, by=town.ahlers)


def test_before_sending_one_reads_that_somebody_was_first_and_no_more(client, neighbour):
    fill_in_the_cat(client, **PIN)

    page = client.get(f"{CAT}pruefen/").text

    assert "Etwa 100 m entfernt hat das in den letzten zwei Wochen schon jemand gemeldet." in page
    for secret in ("Sommer", "Lindenweg 4", "120 m", neighbour.number):
        assert secret not in page


def test_what_was_done_near_by_lately_is_told_as_done_and_no_more(client, neighbour, town):
    close(neighbour, "im_tierheim", "Guten Tag Kim Sommer.", by=town.ahlers)
    fill_in_the_cat(client, **PIN)

    page = client.get(f"{CAT}pruefen/").text

    assert "Etwa 100 m entfernt haben wir in den letzten zwei Wochen so eine Meldung abgeschlossen." in page
    assert "schon jemand gemeldet" not in page
    for secret in ("Sommer", "Lindenweg 4", "120 m", neighbour.number, "Tierheim Musterhafen hat"):
        assert secret not in page


def test_without_a_point_nobody_is_told_of_neighbours(client, neighbour):
    fill_in_the_cat(client)

    assert "schon jemand gemeldet" not in client.get(f"{CAT}pruefen/").text


def test_that_it_is_mine_too_reaches_the_house_with_the_report(client, neighbour):
    fill_in_the_cat(client, **PIN)

    page = client.post(f"{CAT}pruefen/", {"auch": "ja"}, follow=True)

    number, _code = number_and_code(page.text)
    assert Case.objects.get(number=number).entries.get(kind="opened").data["same_as"] == neighbour.number
    assert neighbour.number not in page.text


@pytest.fixture
def mine(client, neighbour, town):
    """My report, open in my browser; it follows the neighbour's."""
    fill_in_the_cat(client, **PIN)
    number, _code = number_and_code(client.post(f"{CAT}pruefen/", follow=True).text)
    mine = Case.objects.get(number=number)
    merge(mine, neighbour, by=town.ahlers)
    return mine


def test_a_merged_report_shows_the_state_of_both_and_nothing_of_the_neighbour(client, mine, neighbour, town):
    page = client.get(address(mine)).text

    assert "der Stand gilt für beide" in page
    assert "Abgeschlossen am" not in page
    assert "Nachricht senden" in page
    neighbour.refresh_from_db()
    neighbour.ask("Kim, wo genau?", by=town.ahlers)
    page = client.get(address(mine)).text
    assert "Wir brauchen etwas von Ihnen" not in page
    for secret in ("Sommer", "Kim", neighbour.number):
        assert secret not in page


def test_the_result_of_both_is_read_and_not_solved_opens_both(client, mine, neighbour, town):
    close(neighbour, "erledigt", "Guten Tag Kim Sommer.", by=town.ahlers, to_others="Die Katze ist im Tierheim.")
    page = client.get(address(mine)).text
    assert "Die Katze ist im Tierheim." in page
    assert "Kim Sommer" not in page
    assert "Ist Ihr Anliegen gelöst?" in page

    page = client.post(address(mine, "bewertung/"), {"geloest": "nein", "text": "Sie sitzt wieder da."}, follow=True)

    assert "Ihr Anliegen ist wieder offen." in page.text
    neighbour.refresh_from_db()
    assert neighbour.is_open
    assert "Ist Ihr Anliegen gelöst?" not in page.text


def test_a_stranger_reads_neither(mine):
    assert Client().get(address(mine)).status_code == 302


def test_whoever_reported_first_reads_neither_who_was_not_content_nor_words_put_in_their_mouth(
    client, mine, neighbour, town
):
    close(neighbour, "erledigt", "Guten Tag Kim Sommer.", by=town.ahlers, to_others="Die Katze ist im Tierheim.")
    client.post(address(mine, "bewertung/"), {"geloest": "nein", "text": "Sie sitzt wieder da."})

    first = Client()
    token = LinkSession.hand_out("case", neighbour, until=now().replace(year=2099))
    page = first.get(f"/zugang/{token}/", follow=True).text

    assert "Wir kümmern uns wieder um Ihr Anliegen." in page
    assert "Eine andere meldende Person" not in page
    assert neighbour.entries.get(kind="reopened").by is None


def test_an_old_page_of_a_merged_report_names_nobody_elses_number(client, mine, neighbour, town):
    close(neighbour, "erledigt", "Guten Tag Kim Sommer.", by=town.ahlers, to_others="Die Katze ist im Tierheim.")
    reopen(neighbour, "Noch einmal ansehen.", by=town.ahlers)

    page = client.post(address(mine, "bewertung/"), {"geloest": "nein"}, follow=True).text

    assert "Ihr Anliegen ist schon wieder offen." in page
    assert neighbour.number not in page
