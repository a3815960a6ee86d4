"""What several tests of this room do first."""

import re

from lotse.cases import closing

CAT = "/dienst/streunende-katze/"
PLACE = {
    "ort-text": "Spielplatz Lindenweg", "gesehen_am-day": "9", "gesehen_am-month": "10", "gesehen_am-year": "2025",
    "zustand": "gesund",
}  # fmt: skip
CONTACT = {"name": "Selin Öztürk", "kontakt": "s.oeztuerk@example.org", "fuer_wen-whom": "self"}


def address(case, more=""):
    """Where my own concern is, or a page of it."""
    return f"/anliegen/{case.number}/{more}"


def fill_in_the_cat(client, **more):
    """Type the three pages of the cat, one by one."""
    client.post(f"{CAT}formular/ort/", PLACE | more)
    client.post(f"{CAT}formular/beschreibung/", {"gesichert": "no"} | more)
    return client.post(f"{CAT}formular/kontakt/", CONTACT | more)


def send_the_cat(client):
    """Type and send; return number and code as they stand on the page."""
    fill_in_the_cat(client)
    page = client.post(f"{CAT}pruefen/", follow=True)
    return number_and_code(page.text)


def number_and_code(text):
    """Number and code as a citizen copies them from the page of thanks."""
    found = re.findall(r'class="lo-code" translate="no">([^<]+)<', text)
    return found[0], found[1]


def close(case):
    """The guide closes the concern of the cat."""
    closing.close(case, "freigaenger_keine_massnahme", "Die Katze wohnt nebenan.", by=case.guide)
