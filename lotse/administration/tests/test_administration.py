import pytest
from django.test import Client

from lotse.journal.models import Record
from lotse.mailroom.models import Letter
from lotse.people.models import ApiToken, Department, Membership, Person, RequestedMembership, RoleGrant, Team
from lotse.tenants.models import Town

DOOR = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def browser(town):
    """Sign somebody in."""

    def sign_in(person):
        client = Client()
        client.force_login(person, backend=DOOR)
        return client

    return sign_in


def about(person):
    return f"/verwaltung/person/{person.pk}/"


def account(person, **changes):
    told = {key: getattr(person, key) for key in ("name", "email", "phone", "job_title", "room")}
    return told | {"teams": [str(team.pk) for team in person.teams.all()]} | changes


FOR_IT = [
    "/verwaltung/person/neu/", "/verwaltung/import/", "/verwaltung/fachbereiche/", "/verwaltung/fachbereiche/neu/",
    "/verwaltung/fachbereiche/bauhof/", "/verwaltung/teams/neu/", "/verwaltung/teams/prozesse/", "/verwaltung/kommune/",
]  # fmt: skip
WHO = ["ahlers", "lueders", "petersen", "brandt", "engel", "hinrichs", "demir"]


@pytest.mark.parametrize("who", [*WHO, "cetin", None])
def test_the_pages_of_the_it_are_there_for_the_it_alone(browser, town, who):
    client = browser(getattr(town, who)) if who else Client()
    expected = 200 if who == "cetin" else 404 if who else 302

    pages = FOR_IT + [f"{about(town.brandt)}abschaltung/"]

    assert {address: client.get(address).status_code for address in pages} == dict.fromkeys(pages, expected)


@pytest.mark.parametrize(
    ("who", "brandt", "ahlers"),
    [("cetin", 200, 200), ("lueders", 404, 200), ("brandt", 200, 404), ("ahlers", 404, 404), ("engel", 404, 404),
     ("petersen", 404, 404), ("demir", 404, 404)],
)  # fmt: skip
def test_a_lead_arranges_the_own_team_and_the_it_everybody(browser, town, who, brandt, ahlers):
    client = browser(getattr(town, who))

    assert client.get(about(town.brandt)).status_code == brandt
    assert client.get(about(town.ahlers)).status_code == ahlers


DEEDS = ["", "rollen/", "vertretung/", "abwesenheit/", "abschaltung/", "einschaltung/", "link/"]


@pytest.mark.parametrize("who", ["ahlers", "petersen", "engel", "hinrichs", "demir"])
@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_else_changes_an_account(browser, town, who, deed):
    answer = browser(getattr(town, who)).post(about(town.brandt) + deed, account(town.brandt, name="Gekapert"))

    assert answer.status_code == 404
    town.brandt.refresh_from_db()
    assert town.brandt.name == "Herr Brandt"


@pytest.mark.parametrize("deed", ["", "abschaltung/", "einschaltung/", "link/"])
def test_a_lead_does_not_change_accounts(browser, town, deed):
    assert browser(town.lueders).post(about(town.ahlers) + deed, account(town.ahlers)).status_code == 404


def test_a_new_person_gets_the_link_by_mail_and_the_it_does_not_see_it(browser, town):
    told = {"login": "neu", "name": "Frau Neu", "email": "neu@musterhafen.example", "teams": [town.prozesse.pk]}

    page = browser(town.cetin).post("/verwaltung/person/neu/", told, follow=True)

    letter = Letter.objects.get(to_address="neu@musterhafen.example")
    assert "/anmelden/neu/" in letter.text
    assert "/anmelden/neu/" not in page.text
    assert [asked.team for asked in Person.objects.get(login="neu").requested_memberships.all()] == [town.prozesse]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"login": "ahlers"}, "gibt es schon"),
        ({"login": "Zwei Worte"}, "2 bis 60 Zeichen"),
        ({"email": "ahlers@musterhafen.example"}, "gibt es schon ein Konto"),
        ({"email": "ahlers"}, "fehlt das @-Zeichen"),
        ({"name": ""}, "Füllen Sie „Name“ aus."),
        ({"teams": ["x"]}, ""),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(browser, town, change, sentence):
    told = {"login": "neu", "name": "Frau Neu", "email": "", "teams": []} | change

    page = browser(town.cetin).post("/verwaltung/person/neu/", told)

    assert page.status_code == 422
    assert sentence in page.text
    assert not Person.objects.filter(login="neu").exists()


def test_the_it_moves_a_person_to_another_team(browser, town):
    told = account(town.petersen, phone="123", teams=[str(town.ausweise_melden.pk)])

    browser(town.cetin).post(about(town.petersen), told)

    town.petersen.refresh_from_db()
    assert town.petersen.phone == "123"
    assert not town.petersen.teams.exists()
    assert [asked.team for asked in town.petersen.requested_memberships.all()] == [town.ausweise_melden]


def test_the_it_does_not_make_itself_a_publisher(browser, town):
    cetin = browser(town.cetin)

    joined = cetin.post(about(town.cetin), account(town.cetin, teams=[str(town.prozesse.pk)]))
    granted = cetin.post(f"{about(town.cetin)}rollen/", {"roles": ["process_owner"]})
    given = cetin.post(f"{about(town.ahlers)}rollen/", {"roles": ["process_owner"]})

    assert (joined.status_code, granted.status_code, given.status_code) == (422, 422, 422)
    assert not RoleGrant.objects.filter(role="process_owner", person__in=[town.cetin, town.ahlers]).exists()
    assert not town.cetin.teams.filter(kind="business").exists()


def test_a_lead_gives_the_roles_they_hold_and_no_others(browser, town):
    lueders = browser(town.lueders)

    lueders.post(f"{about(town.ahlers)}rollen/", {"roles": ["support", "process_owner"]})
    refused = lueders.post(f"{about(town.ahlers)}rollen/", {"roles": ["it"]})

    assert refused.status_code == 422
    assert set(town.ahlers.roles.values_list("role", flat=True)) == {"support", "process_owner"}
    lueders.post(f"{about(town.ahlers)}rollen/", {"roles": ["support"]})
    assert set(town.ahlers.roles.values_list("role", flat=True)) == {"support"}


def test_whoever_leaves_is_out_at_once_and_the_work_lies_with_the_team(browser, town, make_case):
    case = make_case()
    case.assign(town.ahlers, by=town.lueders)
    secret = ApiToken.issue(town.ahlers)

    page = browser(town.cetin).post(f"{about(town.ahlers)}abschaltung/", follow=True)

    assert "Anliegen zurück im Team: 1." in page.text
    case.refresh_from_db()
    assert case.assignee is None
    assert [entry.kind for entry in case.entries.order_by("seq")][-2:] == ["assigned", "guide_changed"]
    assert case.guide != town.ahlers
    assert ApiToken.arriving(secret) is None


def test_nobody_closes_the_own_account(browser, town):
    assert browser(town.cetin).post(f"{about(town.cetin)}abschaltung/").status_code == 422


def test_a_deputy_stands_in_from_a_day_to_a_day(browser, town, today):
    day = today.isoformat()
    lueders = browser(town.lueders)
    told = {"vertretung-deputy": str(town.yilmaz.pk), "vertretung-begins_on": day, "vertretung-ends_on": day}

    assert lueders.post(f"{about(town.ahlers)}vertretung/", told).status_code == 302
    wrong = lueders.post(f"{about(town.ahlers)}vertretung/", told | {"vertretung-ends_on": "2020-01-01"})

    assert wrong.status_code == 422
    assert town.ahlers.pk in Person.objects.get(login="yilmaz").acts_for_ids
    row = town.ahlers.deputies.get(deputy=town.yilmaz)
    lueders.post(f"{about(town.ahlers)}vertretung/{row.pk}/ende/")
    assert not town.ahlers.deputies.filter(deputy=town.yilmaz).exists()


def test_only_who_may_stand_in_is_offered(browser, town):
    page = browser(town.lueders).get(about(town.ahlers)).text

    offered = page[page.index('id="id_vertretung-deputy"') :].split("</select>")[0]
    assert str(town.yilmaz) in offered
    assert str(town.cetin) not in offered  # works in the IT
    assert str(town.ahlers) not in offered
    assert str(town.lueders) not in offered  # nobody names themselves


def test_a_lead_notes_who_called_in_sick(browser, town, today):
    day = today.isoformat()

    browser(town.lueders).post(f"{about(town.ahlers)}abwesenheit/", {"begins_on": day, "ends_on": day})

    assert not town.ahlers.is_present(today)


def test_a_department_needs_hours_that_can_be_read(browser, town):
    told = {"name": "Hafenamt", "slug": "hafenamt", "kind": "business", "service_hours": "immer mal"}
    cetin = browser(town.cetin)

    unreadable = cetin.post("/verwaltung/fachbereiche/neu/", told)
    without = cetin.post("/verwaltung/fachbereiche/neu/", told | {"service_hours": ""})
    cetin.post("/verwaltung/fachbereiche/neu/", told | {"service_hours": "Mo-Fr 08:00-16:00"})

    assert (unreadable.status_code, without.status_code) == (422, 422)
    assert "nicht lesbar" in unreadable.text
    assert Department.objects.get(slug="hafenamt").service_hours == "Mo-Fr 08:00-16:00"
    assert Team.objects.addressed("hafenamt").is_front


def test_hours_and_short_names_are_taken_as_people_write_them(browser, town):
    cetin = browser(town.cetin)
    told = {"name": "Straßenbüro", "slug": "Straßenbüro", "kind": "business"}

    cetin.post("/verwaltung/fachbereiche/neu/", told | {"service_hours": "Mo-Do 08:00-16:00; 24. Dez geschlossen"})

    assert Department.objects.get(slug="strassenbuero").service_hours == "Mo-Th 08:00-16:00; Dec 24 off"
    page = cetin.get("/verwaltung/fachbereiche/strassenbuero/").text
    assert "Mo-Do 08:00-16:00; 24. Dez geschlossen" in page
    assert "Mo-Th" not in cetin.get("/verwaltung/fachbereiche/").text
    refused = cetin.post("/verwaltung/fachbereiche/neu/", told | {"slug": "a/b", "service_hours": "Mo 08:00-16:00"})
    assert "Nehmen Sie für den Kurznamen Buchstaben" in refused.text


def test_where_no_mail_goes_the_page_names_the_command_for_the_link(browser, town, settings):
    settings.EMAIL_BACKEND = "lotse.mailroom.nobody.Backend"
    told = {"login": "neu", "name": "Frau Neu", "email": "neu@example.org"}

    page = browser(town.cetin).post("/verwaltung/person/neu/", told, follow=True)

    assert "lotse person link neu" in page.text
    assert "ist unterwegs an" not in page.text


def test_a_team_gets_a_lead_and_a_department_one_front_team(browser, town):
    cetin = browser(town.cetin)

    second = cetin.post("/verwaltung/teams/prozesse/", {"name": "Prozesse", "hours": "", "is_front": "on"})
    cetin.post("/verwaltung/teams/prozesse/", {"name": "Abläufe", "hours": "", "leads": [str(town.petersen.pk)]})

    assert second.status_code == 422
    assert town.petersen.memberships.get(team=town.prozesse).is_lead
    assert not town.lueders.memberships.get(team=town.prozesse).is_lead
    assert Team.objects.get(slug="prozesse").name == "Abläufe"


def test_the_town_keeps_its_name_and_its_holidays(browser, town):
    Town.objects.create(name="Musterhafen", land="NW")

    browser(town.cetin).post("/verwaltung/kommune/", {"name": "Stadt Musterhafen", "land": "HH", "phone": "115"})

    assert (Town.here().name, Town.here().land) == ("Stadt Musterhafen", "HH")


TABLE = (
    "Anmeldename;Vorname;Nachname;E-Mail;Team;Rolle\r\n"
    "weiss;Jürgen;Weiß;weiss@musterhafen.example;bauhof;\r\n"
    "ahlers;Noch;Eine;;;\r\n"
    "zuwenig;nur\r\n"
    "mond;Frau;Mond;;mondfahrt;\r\n"
    "chef;Herr;Chef;;;process_owner\r\n"
    'lang;"Frau\r\nZwei";Zeilen;;bauhof, prozesse;\r\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16"])
def test_a_table_is_looked_at_first_and_each_refused_line_is_named(browser, town, encoding, tmp_path):
    file = tmp_path / "menschen.csv"
    file.write_bytes(TABLE.encode(encoding))
    cetin = browser(town.cetin)

    with file.open("rb") as opened:
        page = cetin.post("/verwaltung/import/", {"file": opened})

    assert "Jürgen Weiß (weiss)" in page.text
    assert "getrennt durch Semikolon" in page.text
    for line, sentence in [(3, "gibt es schon"), (4, "Zellen"), (5, "mondfahrt"), (6, "wer sie selbst hat")]:
        assert f"Zeile {line}: " in page.text
        assert sentence in page.text
    assert not Person.objects.filter(login="weiss").exists()

    cetin.post("/verwaltung/import/", {"table": page.context["text"], "take": "ja"})

    assert Person.objects.get(login="weiss").name == "Jürgen Weiß"
    assert Person.objects.get(login="lang").requested_memberships.count() == 2
    asked = RequestedMembership.objects.count()
    assert f"{asked} Mitgliedschaften bestätigt noch die Leitung" in cetin.get("/verwaltung/").text
    assert not Person.objects.filter(login__in=["mond", "chef", "zuwenig"]).exists()


@pytest.mark.parametrize("raw", [b"", b"\x00\x00\x00", b"a;a\n1;2", b'"', b"\xff\xfe", b"x" * 600_000])
def test_a_file_that_is_no_table_is_refused(browser, town, raw, tmp_path):
    file = tmp_path / "x.csv"
    file.write_bytes(raw)

    with file.open("rb") as opened:
        page = browser(town.cetin).post("/verwaltung/import/", {"file": opened})

    assert page.status_code in (200, 422)
    assert Person.objects.filter(kind="staff").count() == 18


def test_people_come_from_a_table_on_the_command_line(town, command, tmp_path):
    file = tmp_path / "menschen.csv"
    file.write_text("login,name,role\nweiss,Herr Weiß,specialist\n,Ohne,\n", "utf-8")

    told = command("import", "people", str(file))

    assert "Zeile 3: " in told
    assert "Angelegt: 1." in told
    assert Person.objects.get(login="weiss").has_role("specialist")


def test_from_the_first_person_to_the_next_ones_page_by_page(db, client, command):
    command("person", "create", "muster", "--name", "Frau Muster", "--email", "m@kommune.example", "--role", "it")
    client.force_login(Person.objects.get(login="muster"), backend=DOOR)
    Membership.objects.update(is_lead=False)  # nobody leads anything yet
    department = {"name": "Hafenamt", "slug": "hafenamt", "service_hours": "Mo-Fr 08:00-16:00", "kind": "business"}

    client.post("/verwaltung/fachbereiche/neu/", department)
    team = Team.objects.get(slug="hafenamt")
    erste = {"login": "erste", "name": "Frau Erste", "email": "e@kommune.example", "teams": [team.pk]}
    client.post("/verwaltung/person/neu/", erste)

    assert list(Person.objects.get(login="erste").teams.all()) == [team]
    assert Record.objects.filter(deed="person.joined_before_any_lead").count() == 1
    link = Letter.objects.get(to_address="e@kommune.example").text.split("/anmelden/neu/")[1].split()[0]
    assert Client().get(f"/anmelden/neu/{link}").status_code == 200
