"""The shelter works without an account: a link by mail, a code by phone, a form; the guide reads the answer."""

import pytest
from django.test import Client

from lotse.cases.by_link import code_for, send_again
from lotse.cases.correcting import correct
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Leg
from lotse.cases.refusals import NotAllowed
from lotse.mailroom.models import Letter
from lotse.people.models import LinkSession

DONE = {"ergebnis": "erledigt", "text": "Katze ist bei uns, Käfig 4."}


@pytest.fixture
def order(make_case, town):
    """A part of the work at the shelter, and the path of its link."""
    leg = hand_over(make_case(), town.tierheim, "Bitte einfangen.", kind="subtask", by=town.ahlers)
    return leg, _path(leg)


def _path(leg):
    letters = Letter.objects.filter(about=leg.case.pk, to_address=leg.team.department.email)
    return "/auftrag/" + letters.latest("pk").text.split("/auftrag/")[1].split()[0]


def _told_the_code(client, order):
    leg, path = order
    assert client.post(path, {"code": code_for(leg)}).status_code == 302
    return leg, path


def test_the_link_alone_shows_nothing_of_the_matter(client, order):
    _leg, path = order

    page = client.get(path)

    assert "einfangen" not in page.text
    assert "6 Ziffern" in page.text
    assert page["Referrer-Policy"] == "same-origin"


def test_after_the_code_the_packet_stands_there_without_the_citizen(client, order):
    _leg, path = _told_the_code(client, order)

    page = client.get(path)

    assert "Bitte einfangen." in page.text
    assert "Stadtpark" in page.text
    assert "Öztürk" not in page.text


def test_a_corrected_fact_stands_beside_the_packet_and_the_shelter_is_told(client, order, town):
    leg, path = _told_the_code(client, order)

    entry = correct(leg.case, "ort", "Marktplatz", by=town.ahlers)

    page = client.get(path)
    assert "berichtigt am" in page.text
    assert "Marktplatz" in page.text
    letter = Letter.objects.get(entry=entry.pk)
    assert (letter.to_address, "Marktplatz" in letter.text) == (leg.team.department.email, False)


def test_guessing_the_code_ends_after_ten_tries(client, order):
    leg, path = order
    wrong = "0" if code_for(leg) != "0" else "1"

    tries = [client.post(path, {"code": wrong}).status_code for _ in range(11)]

    assert tries == [422] * 10 + [429]
    assert client.post(path, {"code": code_for(leg)}).status_code == 429


def test_done_reaches_the_guide_and_not_the_citizen_and_ends_the_link(client, order, town):
    leg, path = _told_the_code(client, order)

    page = client.post(path, DONE, follow=True)

    assert "Ihre Antwort ist da" in page.text
    leg.refresh_from_db()
    entry = leg.case.entries.get(kind="result")
    assert (leg.state, leg.is_by_link, leg.done_by) == (Leg.State.DONE, True, None)
    assert (entry.text, entry.is_public) == (DONE["text"], False)
    assert Letter.objects.filter(to=town.ahlers, entry=entry.pk).exists()
    assert Client().get(path).status_code == 404


def test_the_thanks_can_be_loaded_again_and_only_by_whoever_answered(client, order):
    leg, path = _told_the_code(client, order)

    answered = client.post(path, DONE)

    assert (answered.status_code, answered["Location"]) == (302, path)
    for page in (client.get(path), client.get(path), client.post(path, DONE)):
        assert page.status_code == 200
        assert "Ihre Antwort ist da" in page.text
    assert leg.case.entries.filter(kind="result").count() == 1
    assert "Der Auftrag ist beantwortet" in Client().get(path).text


def test_not_possible_needs_the_reason_and_gives_the_work_back(client, order):
    leg, path = _told_the_code(client, order)

    assert client.post(path, {"ergebnis": "nicht", "text": ""}).status_code == 422
    client.post(path, {"ergebnis": "nicht", "text": "Kein Platz mehr."})

    leg.refresh_from_db()
    assert leg.state == Leg.State.RETURNED
    assert leg.case.entries.get(kind="returned").text == "Kein Platz mehr."


def test_when_the_leg_is_answered_in_the_house_the_link_is_dead(client, order, town):
    leg, path = order

    leg.send_back("Hat angerufen: kein Platz.", by=town.ahlers)

    assert client.get(path).status_code == 404


def test_a_new_link_makes_the_old_one_and_its_code_void(client, order, town):
    leg, path = order
    code = code_for(leg)

    send_again(leg, by=town.ahlers)

    old = client.get(path)
    assert old.status_code == 404
    assert "Öffnen Sie den Link in der neueren E-Mail." in old.text
    assert "Der Auftrag ist beantwortet" not in old.text
    assert client.post(_path(leg), {"code": code}).status_code == 422
    assert LinkSession.objects.filter(subject=leg.pk, ended_at=None).count() == 1


@pytest.mark.parametrize("words", ["Frau Öztürk wartet.", "Rückruf 0221/4710-900", "Mail an S.Oeztuerk@example.org"])
def test_who_told_us_is_not_given_away_in_the_words_to_a_body_outside(make_case, town, words):
    with pytest.raises(NotAllowed, match="geht nicht aus dem Haus"):
        hand_over(make_case(), town.tierheim, words, kind="subtask", by=town.ahlers)


def test_nothing_goes_to_a_body_whose_part_in_data_protection_is_open(make_case, town):
    town.tierheim.department.data_role = ""
    town.tierheim.department.save()

    with pytest.raises(NotAllowed, match="Art. 28"):
        hand_over(make_case(), town.tierheim, "Bitte einfangen.", kind="subtask", by=town.ahlers)


def test_the_guide_reads_the_code_out_and_others_find_no_page(client, order, town):
    leg, _path = order
    where = f"/arbeit/a/{leg.case.number}/etappe/{leg.pk}/link/"
    code = code_for(leg)

    client.force_login(town.ahlers, backend="django.contrib.auth.backends.ModelBackend")
    assert f"{code[:3]} {code[3:]}" in client.get(where).text
    client.force_login(town.brandt, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(where).status_code == 404
