"""Signing in: who may, who may not, and in which words."""

import re

import pytest

from lotse.people.models import ApiToken, Person
from lotse.people.welcome import welcome_link

PASSWORD = "Nur für diesen Test 7"


@pytest.fixture
def ahlers(town):
    town.ahlers.set_password(PASSWORD)
    town.ahlers.save()
    return town.ahlers


def test_the_desk_leads_to_the_door_and_back(client, ahlers):
    asked = client.get("/arbeit/")
    assert asked.status_code in (302, 404)  # 404 while there is no desk

    answer = client.post("/anmelden/", {"login": "Ahlers", "password": PASSWORD})

    assert answer.status_code == 302
    assert answer["Location"] == "/arbeit/"
    assert client.session.get_expiry_age() > 9 * 3600


def test_a_citizen_stays_for_an_hour(client, town):
    town.demir.set_password(PASSWORD)
    town.demir.save()

    answer = client.post("/anmelden/", {"login": "demir", "password": PASSWORD})

    assert answer["Location"] == "/"
    assert client.session.get_expiry_age() <= 3600


def test_a_wrong_password_is_said_without_saying_which_part_was_wrong(client, ahlers):
    wrong = client.post("/anmelden/", {"login": "ahlers", "password": "falsch"}).content.decode()
    unknown = client.post("/anmelden/", {"login": "niemand", "password": "falsch"}).content.decode()

    assert "Anmeldename und Passwort passen nicht zusammen" in wrong
    assert "Anmeldename und Passwort passen nicht zusammen" in unknown


def test_after_five_wrong_passwords_the_right_one_waits_too(client, ahlers):
    for _ in range(5):
        client.post("/anmelden/", {"login": "ahlers", "password": "falsch"})

    answer = client.post("/anmelden/", {"login": "ahlers", "password": PASSWORD})

    assert "zu viele Versuche" in answer.content.decode()


def test_signing_out_asks_first_and_then_forgets(client, ahlers):
    client.force_login(ahlers)

    assert "Möchten Sie sich abmelden" in client.get("/abmelden/").content.decode()
    client.post("/abmelden/")

    assert "_auth_user_id" not in client.session


def test_a_new_colleague_chooses_a_password_once(client, town):
    person = Person(login="neu", name="Frau Neu", kind=Person.Kind.STAFF)
    person.set_unusable_password()
    person.save()
    link = welcome_link(person).split("//", 1)[1].split("/", 1)[1]

    page = client.get(f"/{link}", follow=True)
    address = page.redirect_chain[-1][0]
    assert "Passwort wählen" in page.content.decode()
    answer = client.post(address, {"new_password1": PASSWORD, "new_password2": PASSWORD})

    assert answer["Location"] == "/anmelden/"
    assert "gilt nicht mehr" in client.get(f"/{link}", follow=True).content.decode()
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_person_is_made_on_the_command_line(town, command):
    told = command("person", "create", "neu", "--name", "Frau Neu", "--team", "bauhof", "--role", "specialist")

    person = Person.objects.get(login="neu")
    assert re.search(r"https?://\S+/konto/passwort/\S+/\S+/$", told.strip())
    assert person.has_role("specialist")
    assert person.teams.get().department.slug == "bauhof"
    assert "neu\tFrau Neu\tspecialist\t" in command("person", "list")


@pytest.mark.parametrize("words, sentence", [
    (["person", "create", "ahlers", "--name", "X"], "hat schon jemand"),
    (["person", "create", "neu", "--name", "X", "--team", "mond"], "Das Team „mond“ gibt es nicht"),
    (["person", "create", "neu", "--name", "X", "--role", "chef"], "Die Rolle „chef“ gibt es nicht"),
    (["token", "create", "niemand"], "kennt Lotse nicht"),
])  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence(town, command, words, sentence):
    with pytest.raises(SystemExit, match=sentence):
        command(*words)


def test_a_token_stands_alone_on_the_last_line(town, command):
    secret = command("token", "create", "brandt").splitlines()[-1]

    assert ApiToken.objects.of(secret).get().person == town.brandt
