"""Limits count who sends, not the town's own web server that stands before the house."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from lotse.portal import tries
from lotse.project.senders import Senders
from lotse.tenants.limits import sender

SERVER = "127.0.0.1"


def seen_as(told, proxies, settings):
    settings.PROXIES = proxies
    headers = {} if told is None else {"X-Forwarded-For": told}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=SERVER)
    Senders(lambda request: None)(request)
    return request.META["REMOTE_ADDR"]


@pytest.mark.parametrize(
    "told, proxies, sender",
    [
        ("203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", 1, "203.0.113.9"),  # the first is the sender's own word
        ("198.51.100.1, 203.0.113.9, 10.0.0.4", 2, "203.0.113.9"),
        ("203.0.113.9:51234", 1, "203.0.113.9"),
        ("2001:db8::7", 1, "2001:db8::7"),
        ("[2001:DB8::7]:51234", 1, "2001:db8::7"),
        ("::ffff:203.0.113.9", 1, "203.0.113.9"),
        ("203.0.113.9", 0, SERVER),  # nobody stands before the house: a header is a stranger's word
        ("203.0.113.9", 2, SERVER),  # one of the two wrote nothing
        ("unknown", 1, SERVER),
        ("", 1, SERVER),
        (None, 1, SERVER),
    ],
)
def test_the_sender_is_whom_the_own_servers_name(told, proxies, sender, settings):
    assert seen_as(told, proxies, settings) == sender


@pytest.mark.django_db
def test_who_guesses_codes_behind_the_town_s_server_shuts_out_nobody_else(client, settings):
    settings.PROXIES = 1
    cache.clear()

    def guess(sender):
        headers = {"X-Forwarded-For": f"192.0.2.66, {sender}"}
        return client.post("/stand/", {"nummer": "2026-000001", "code": "AAAA-AAAA"}, headers=headers).status_code

    for _try in range(tries.MOST_AN_ADDRESS):
        client.post(
            "/stand/", {"nummer": f"2026-1{_try:05}", "code": "AAAA-AAAA"}, headers={"X-Forwarded-For": "203.0.113.9"}
        )

    assert guess("203.0.113.9") == 429
    assert guess("203.0.113.10") != 429


def test_a_household_is_one_sender_however_many_addresses_it_has():
    def who(address):
        return sender(RequestFactory().get("/", REMOTE_ADDR=address))

    assert who("2001:db8:1:2::7") == who("2001:db8:1:2:ffff::9") != who("2001:db8:1:3::7")
    assert who("203.0.113.9") != who("203.0.113.10")
    assert who("fe80::1%eth0") == who("fe80::2%eth1")
