"""Texts that want to run in somebody's browser: shown as they are, at the desk and on the citizen's page."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.strange import as_kept, payloads, some

pytestmark = pytest.mark.django_db(transaction=True)
A_PAGE = 40
A_DAY = 24


@pytest.fixture
def case_full_of(make_case, town):
    """Open a concern in which every text says something: name, subject, answers, messages, notes."""

    def tell(texts):
        contact = {"name": texts[0][:90], "email": "erika@buerger.example"}
        case = make_case("frage", answers={"frage": "\n".join(texts)[:4000]}, subject=texts[-1][:150], contact=contact)
        for text in texts:
            case.hear(text)
        case.note("\n".join(texts), by=town.ahlers)
        case.tell("\n".join(texts), by=town.ahlers)
        return case

    return tell


@pytest.fixture
def read_by_both(page, address, sit_down, town):
    """Open the concern at the desk and as its citizen; fail if anything ran."""
    ran = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.add_init_script("window.canary = () => { window.ran = true }")

    def read(case, texts):
        sit_down(town.ahlers)
        for path in (f"/arbeit/a/{case.number}/", "/arbeit/", f"/arbeit/suche/?q={case.number}"):
            page.goto(address(path))
            assert not page.evaluate("window.ran"), path
        page.context.clear_cookies()
        citizen = Client()
        citizen.post("/stand/", {"nummer": case.number, "code": case.replace_code(by=town.ahlers)})
        cookies = [{"name": name, "value": kept.value, "url": address("/")} for name, kept in citizen.cookies.items()]
        page.context.add_cookies(cookies)
        page.goto(address(f"/anliegen/{case.number}/"))
        expect(page.locator("main")).to_contain_text(as_kept(texts[0]).splitlines()[0])
        assert not page.evaluate("window.ran")
        assert ran == []

    return read


def test_nothing_that_strangers_write_runs_in_a_browser(case_full_of, read_by_both):
    texts = some(payloads(), A_DAY)

    read_by_both(case_full_of(texts), texts)


@pytest.mark.proof
def test_no_payload_of_the_collections_runs_in_a_browser(case_full_of, read_by_both, proof):
    texts = payloads()

    for start in range(0, len(texts), A_PAGE):
        read_by_both(case_full_of(texts[start : start + A_PAGE]), texts[start : start + A_PAGE])

    proof(counts=f"{len(texts)} payloads, 4 pages", result="none ran, nothing was asked for")
