import pytest

from lotse.cases.models import Case
from lotse.mailroom.models import Inbound


@pytest.fixture
def pair(make_case, town):
    """A case, and a mail of somebody else that names its number."""
    into = make_case(by=town.ahlers)
    contact = {"name": "Kim Sommer", "email": "kim@example.org"}
    case = make_case("frage", contact=contact, text="Ich sah sie auch.", by=town.ahlers, channel="mail")
    Inbound.objects.create(
        mailbox="buergerservice@musterhafen.example", raw=b"x", raw_hash="1", size=1, proof="C",
        sender="kim@example.org", outcome="suggested", case=case.pk, suggests=into.pk,
    )  # fmt: skip
    return case, into


def test_the_page_offers_one_click_for_either_answer(browser, pair, town, page_of):
    case, into = pair

    page = browser(town.ahlers).get(page_of(case)).text

    for words in (f"Zu {into.number} nehmen", "Nein, eigenes Anliegen", "Die Nummer steht im Betreff der E-Mail."):
        assert words in page


def test_one_click_takes_the_message_to_the_other_case(browser, pair, town, page_of):
    case, into = pair
    told = {"zu": into.number, "nehmen": "", "seen": case.version}

    page = browser(town.ahlers).post(page_of(case, "zugehoerigkeit/"), told, follow=True)

    assert page.redirect_chain == [(page_of(into), 303)]
    for words in ("E-Mail, dazugelegt von Frau Ahlers", "Ich sah sie auch.", "Geschrieben von: kim@example.org"):
        assert words in page.text
    there = browser(town.ahlers).get(page_of(case)).text
    assert f"Frau Ahlers hat diese Nachricht zu {into.number} genommen." in there
    assert "Nein, eigenes Anliegen" not in there


def test_another_click_keeps_it_apart(browser, pair, town, page_of):
    case, into = pair

    page = browser(town.ahlers).post(page_of(case, "zugehoerigkeit/"), {"zu": into.number, "eigen": ""}, follow=True)

    assert f"{case.number} bleibt ein eigenes Anliegen." in page.text
    assert f"Das ist ein eigenes Anliegen, nicht {into.number}." in page.text
    assert "Nein, eigenes Anliegen" not in page.text


def test_the_second_reads_who_decided(browser, pair, town, page_of):
    case, into = pair
    browser(town.lueders).post(page_of(case, "zugehoerigkeit/"), {"zu": into.number, "eigen": ""})

    page = browser(town.ahlers).post(page_of(case, "zugehoerigkeit/"), {"zu": into.number, "nehmen": ""})

    assert page.status_code == 409
    assert "Frau Lüders hat" in page.text


def test_a_case_one_may_not_read_is_no_target(browser, pair, make_case, town, page_of):
    case, _into = pair
    walled = make_case("reisepass")

    agent = browser(town.ahlers)

    for number in (walled.number, "2026-999999", case.number, ""):
        assert agent.post(page_of(case, "zugehoerigkeit/"), {"zu": number, "nehmen": ""}).status_code == 404
    assert Case.objects.get(pk=case.pk).is_open
