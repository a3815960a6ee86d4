import pytest

from lotse.people.models import ApiToken, Person, RoleGrant
from lotse.people.taking_on import PersonRefused, grant, join, let_go


@pytest.fixture
def lotse(command):
    """Type a command and return what it prints, line by line."""
    return lambda *words: command(*words).splitlines()


def test_the_first_person_of_an_empty_town_comes_in_by_the_printed_link(db, lotse, client):
    lines = lotse("person", "create", "muster", "--name", "Frau Muster", "--email", "m@kommune.example", "--role", "it")

    assert lines[-1].startswith("http://127.0.0.1:8000/anmelden/neu/")
    assert client.get(lines[-1].removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert Person.objects.get(login="muster").has_role("it")


def test_operators_may_say_admin(db, lotse):
    lotse("person", "create", "muster", "--name", "Frau Muster", "--role", "admin")

    assert Person.objects.get(login="muster").has_role("it")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["ahlers", "--name", "Noch eine"], "gibt es schon"),
        (["zwei worte", "--name", "X"], "2 bis 60 Zeichen"),
        (["neu", "--name", "X", "--team", "mondfahrt"], "Das Team „mondfahrt“ gibt es nicht."),
        (["neu", "--name", "X", "--role", "kaiserin"], "Die Rolle „kaiserin“ gibt es nicht."),
        (["neu", "--name", "X", "--email", "ahlers@musterhafen.example"], "gibt es schon ein Konto"),
        (["neu", "--name", "X", "--email", "kaputt"], "nicht vollständig"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_leaves_nothing(town, lotse, words, sentence):
    with pytest.raises(SystemExit, match=sentence):
        lotse("person", "create", *words)

    assert not Person.objects.filter(login="neu").exists()


def test_people_are_listed_login_first(town, lotse):
    line = next(line for line in lotse("person", "list") if line.startswith("ahlers"))

    assert line.split("\t") == ["ahlers", "Frau Ahlers", "support", "telefon-empfang"]


def test_a_token_stands_alone_on_the_last_line(town, lotse):
    secret = lotse("token", "create", "ahlers", "--scope", "read")[-1]

    assert ApiToken.arriving(secret).person == town.ahlers
    assert ApiToken.arriving(secret).scope == "read"


def test_nobody_grants_what_they_do_not_hold(town):
    with pytest.raises(PersonRefused):
        grant(town.brandt, "process_owner", by=town.cetin)

    assert not RoleGrant.objects.filter(person=town.brandt, role="process_owner").exists()


@pytest.mark.parametrize("role", ["it", "process_owner"])
def test_nobody_grants_to_oneself(town, role):
    with pytest.raises(PersonRefused):
        grant(town.cetin, role, by=town.cetin)


def test_it_does_not_join_the_team_that_publishes(town):
    with pytest.raises(PersonRefused):
        join(town.cetin, [town.prozesse], by=town.cetin)


def test_a_person_who_is_let_go_is_out_at_once(client, town):
    secret = ApiToken.issue(town.brandt)
    client.force_login(town.brandt, backend="django.contrib.auth.backends.ModelBackend")

    let_go(town.brandt, by=town.cetin)

    assert ApiToken.arriving(secret) is None
    assert client.get("/konto/").status_code == 302
