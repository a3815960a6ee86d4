import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from lotse.mailroom.models import Letter
from lotse.people.invitations import invite
from lotse.people.models import Person

SECRET = "leuchtturm-bei-nacht"


@pytest.fixture
def ahlers(town):
    """Frau Ahlers with a password."""
    cache.clear()
    town.ahlers.set_password(SECRET)
    town.ahlers.save()
    return town.ahlers


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "login", ["ahlers", "AHLERS", " ahlers ", "ahlers@musterhafen.example", "Ahlers@Musterhafen.Example"]
)
def test_login_name_or_address_and_password_open_the_desk(client, ahlers, login):
    answer = client.post("/anmelden/", {"login": login, "password": SECRET})

    assert answer.status_code == 302
    assert answer["Location"] == "/arbeit/"
    assert signed_in(client)
    assert 7 * 3600 < client.session.get_expiry_age() <= 8 * 3600


def test_the_way_back_is_kept_and_leads_nowhere_else(client, ahlers):
    there = client.post("/anmelden/", {"login": "ahlers", "password": SECRET, "next": "/konto/"})
    away = Client().post("/anmelden/", {"login": "ahlers", "password": SECRET, "next": "https://example.org/"})

    assert there["Location"] == "/konto/"
    assert away["Location"] == "/arbeit/"


def test_a_wrong_password_is_said_in_plain_words_and_nothing_is_told_of_the_account(client, ahlers):
    wrong = client.post("/anmelden/", {"login": "ahlers", "password": "falsch"})
    nobody = client.post("/anmelden/", {"login": "niemand", "password": "falsch"})

    assert (wrong.status_code, nobody.status_code) == (422, 422)
    for page in (wrong, nobody):
        assert "Anmeldename und Passwort passen nicht zusammen." in page.text


def test_after_five_failures_the_right_password_waits_too(client, ahlers):
    for _ in range(5):
        client.post("/anmelden/", {"login": "ahlers", "password": "falsch"})

    locked = client.post("/anmelden/", {"login": "ahlers", "password": SECRET})

    assert locked.status_code in (422, 429)
    assert not signed_in(client)


def test_an_account_that_was_closed_opens_nothing(client, ahlers):
    Person.objects.filter(pk=ahlers.pk).update(is_active=False)

    client.post("/anmelden/", {"login": "ahlers", "password": SECRET})

    assert not signed_in(client)


@pytest.mark.parametrize("login", ["", "\x00", "a\x00b", "💥" * 500, "a" * 5000, "%00", "' or 1=1"])
def test_no_login_name_breaks_the_door(client, ahlers, login):
    assert client.post("/anmelden/", {"login": login, "password": "x\x00"}).status_code == 422


def test_a_code_by_mail_opens_the_door_once(client, ahlers):
    client.post("/anmelden/code/", {"email": ahlers.email})

    letter = Letter.objects.get(to_address=ahlers.email)
    code = re.search(r"anmelden?: (\S+)", letter.text, re.IGNORECASE)[1]
    assert code not in letter.subject
    assert client.post("/anmelden/code/eingeben/", {"code": "falsch"}).status_code == 422
    answer = client.post("/anmelden/code/eingeben/", {"code": code.lower()})
    assert answer["Location"] == "/arbeit/"
    assert signed_in(client)


def test_nobody_learns_which_addresses_have_an_account(client, ahlers, make_case):
    make_case()  # a citizen without login has an address, too

    known = client.post("/anmelden/code/", {"email": ahlers.email})
    strange = Client().post("/anmelden/code/", {"email": "s.oeztuerk@example.org"})

    assert (known.status_code, known["Location"]) == (strange.status_code, strange["Location"])
    assert not Letter.objects.filter(
        subject__contains="Code zum Anmelden", to_address="s.oeztuerk@example.org"
    ).exists()


def test_three_wrong_codes_end_the_code(client, ahlers):
    client.post("/anmelden/code/", {"email": ahlers.email})
    code = re.search(r"anmelden?: (\S+)", Letter.objects.get(to_address=ahlers.email).text, re.IGNORECASE)[1]
    for _ in range(3):
        client.post("/anmelden/code/eingeben/", {"code": "falsch"})

    client.post("/anmelden/code/eingeben/", {"code": code})

    assert not signed_in(client)


def test_a_second_factor_is_asked_for_once_it_is_set_up(client, ahlers):
    client.post("/anmelden/", {"login": "ahlers", "password": SECRET})
    asked = client.get("/konto/zweiter-faktor/einrichten/")
    assert asked["Location"].startswith("/anmelden/bestaetigen/")
    assert client.post(asked["Location"], {"password": "falsch"}).status_code == 422
    assert client.post(asked["Location"], {"password": SECRET})["Location"] == "/konto/zweiter-faktor/einrichten/"
    page = client.get("/konto/zweiter-faktor/einrichten/")
    secret = re.search(r'<code translate="no">(\w+)</code>', page.text)[1]
    done = client.post("/konto/zweiter-faktor/einrichten/", {"code": totp(secret)})
    assert done["Location"] == "/konto/notfallcodes/"
    codes = re.findall(r"<li>\s*<code>([^<]+)</code>\s*</li>", client.get("/konto/notfallcodes/").text)
    assert len(codes) == 10
    assert Authenticator.objects.filter(user=ahlers).count() == 2
    client.post("/abmelden/")
    assert not signed_in(client)

    first = client.post("/anmelden/", {"login": "ahlers", "password": SECRET})
    assert first["Location"] == "/anmelden/zweiter-faktor/"
    assert not signed_in(client)
    assert client.post("/anmelden/zweiter-faktor/", {}).status_code == 422
    assert client.post("/anmelden/zweiter-faktor/", {"code": "000000"}).status_code == 422
    assert client.post("/anmelden/zweiter-faktor/", {"code": codes[0]}).status_code == 302
    assert signed_in(client)
    assert client.session.get_expiry_age() > 7 * 3600


def totp(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_the_one_time_link_lets_a_new_person_in_once(client, town):
    address = invite(town.brandt).removeprefix("http://127.0.0.1:8000")
    assert "Herr Brandt" in client.get(address).text
    short = client.post(address, {"new": "kurz", "again": "kurz"})
    other = client.post(address, {"new": SECRET, "again": SECRET + "x"})
    assert (short.status_code, other.status_code) == (422, 422)

    answer = client.post(address, {"new": SECRET, "again": SECRET})

    assert answer["Location"] == "/arbeit/"
    assert signed_in(client)
    town.brandt.refresh_from_db()
    assert town.brandt.check_password(SECRET)
    assert Client().get(address).status_code == 404
    assert Client().post(address, {"new": SECRET, "again": SECRET}).status_code == 404


def test_a_new_link_ends_the_old_one(client, town):
    old = invite(town.brandt).removeprefix("http://127.0.0.1:8000")

    invite(town.brandt)

    assert client.get(old).status_code == 404


def test_changing_the_password_needs_the_old_one_and_ends_other_sessions(client, ahlers):
    other = Client()
    for browser in (client, other):
        browser.post("/anmelden/", {"login": "ahlers", "password": SECRET})
    assert (
        client.post("/konto/passwort/", {"old": "x", "new": "ein-neues-wort", "again": "ein-neues-wort"}).status_code
        == 422
    )

    client.post("/konto/passwort/", {"old": SECRET, "new": "ein-neues-wort", "again": "ein-neues-wort"})

    assert client.get("/konto/").status_code == 200
    assert other.get("/konto/").status_code == 302


def test_absences_are_noted_and_taken_back_by_oneself(client, ahlers, today):
    client.force_login(ahlers, backend="django.contrib.auth.backends.ModelBackend")
    day = today.isoformat()

    assert client.post("/konto/abwesenheit/", {"begins_on": day, "ends_on": "2020-01-01"}).status_code == 422
    client.post("/konto/abwesenheit/", {"begins_on": day, "ends_on": day})

    assert not ahlers.is_present(today)
    assert "löschen" in client.get("/konto/abwesenheit/").text
    client.post(f"/konto/abwesenheit/{ahlers.absences.get().pk}/ende/")
    assert ahlers.is_present(today)


PAGES = ["/konto/", "/konto/passwort/", "/konto/abwesenheit/", "/konto/sitzungen/", "/abmelden/"]


@pytest.mark.parametrize("address", ["/anmelden/", "/anmelden/code/", "/anmelden/gesperrt/"])
def test_the_door_is_open_to_everybody(client, db, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_the_own_account_is_shown_to_whoever_is_signed_in(client, ahlers, address):
    assert client.get(address).status_code == 302
    client.force_login(ahlers, backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(address)

    assert page.status_code == 200
    assert " du " not in page.text


def test_whoever_tries_without_end_reads_that_it_was_often_and_no_fault_of_ours(client, town, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}

    answers = [client.post("/anmelden/", {"login": f"x{n}", "password": "falsch"}) for n in range(3)]

    assert answers[-1].status_code == 429
    assert "Das waren sehr viele Versuche" in answers[-1].content.decode()
