"""The departments, teams and people of Musterhafen: the cast of demo and tests."""

import json
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from django.db import transaction

from lotse.calendars.models import ClosingDay
from lotse.people.models import Department, Deputy, Kind, Membership, Person, Role, RoleGrant, Team

CONTENT = Path(__file__).parent / "content"
KINDS = {"it": Kind.IT}
ON_CALL, ON_CALL_HOURS = "bereitschaft", "Mo-Su,PH 00:00-24:00"  # runs on holidays too
DOMAIN = "musterhafen.example"

# login, name, what they do, teams (a star marks the lead), roles
PEOPLE = [
    ("ahlers", "Frau Ahlers", "Bürgerservice", ["telefon-empfang"], [Role.SUPPORT]),
    (
        "lueders",
        "Frau Lüders",
        "Leitung Bürgerservice",
        ["telefon-empfang*", "ausweise-melden*", "prozesse*"],
        [Role.SUPPORT, Role.LEAD, Role.PROCESS_OWNER],
    ),
    ("petersen", "Herr Petersen", "Prozessverantwortung", ["prozesse"], [Role.PROCESS_OWNER]),
    ("yilmaz", "Frau Yılmaz", "Ausweise und Melden", ["ausweise-melden"], [Role.SUPPORT]),
    (
        "brandt",
        "Herr Brandt",
        "Grünflächen",
        ["baumpflege*", "spiel-und-parkanlagen*", "friedhof*"],
        [Role.SPECIALIST, Role.LEAD],
    ),
    ("cetin", "Frau Cetin", "IT", ["servicedesk*", "fachverfahren*", "begleitung*"], [Role.IT]),
    ("engel", "Frau Engel", "Verwaltungsleitung", ["buero-buergermeisterin*"], [Role.MANAGEMENT]),
    (
        "oezdemir",
        "Herr Özdemir",
        "Leitung Ordnungsamt",
        ["allgemeine-ordnung*", "fundbuero*", "gewerbe*", "verkehr*", "bereitschaft*"],
        [Role.SPECIALIST, Role.LEAD],
    ),
    (
        "janssen",
        "Herr Janssen",
        "Leitung Bauhof",
        ["strassenunterhaltung*", "strassenreinigung*", "beleuchtung*", "abfall*"],
        [Role.SPECIALIST, Role.LEAD],
    ),
    ("hinrichs", "Frau Hinrichs", "Berichtswesen", ["berichtswesen*"], [Role.REPORTING]),
    ("sport", "Frau Tillmann", "Sport", ["sportstaetten*", "vereine*"], [Role.SPECIALIST, Role.LEAD]),
    ("hochbau", "Herr Wagner", "Hochbau", ["hochbau*", "bauaufsicht*", "hausdienste*"], [Role.SPECIALIST, Role.LEAD]),
    ("vogt", "Frau Vogt", "Ideen und Beschwerden", ["ideen-beschwerden*"], [Role.SPECIALIST, Role.LEAD]),
    ("heine", "Frau Heine", "Standesamt", ["beurkundung*", "trauung*"], [Role.SPECIALIST, Role.LEAD]),
    ("kaluza", "Herr Kaluza", "Soziales", ["wohnen*", "kinder-jugend*"], [Role.SPECIALIST, Role.LEAD]),
    ("lohse", "Frau Dr. Lohse", "Kämmerei", ["steuern*", "stadtkasse*", "beschaffung*"], [Role.SPECIALIST, Role.LEAD]),
    (
        "nowak",
        "Frau Nowak",
        "Personal",
        ["personalservice*", "organisation*", "ausbildung*"],
        [Role.SPECIALIST, Role.LEAD],
    ),
    ("albrecht", "Herr Albrecht", "Datenschutz", ["datenschutz*"], [Role.SPECIALIST]),
]
DEPUTIES = [("ahlers", "lueders"), ("petersen", "lueders"), ("lueders", "petersen")]
SUPPORT_TEAMS = {"telefon-empfang", "ausweise-melden"}
FRONT_TEAMS = {"buergerservice": "telefon-empfang"}  # elsewhere the first team of the department


@cache
def musterhafen():
    """Return the town's content as it stands in its file."""
    return json.loads((CONTENT / "musterhafen.json").read_text("utf-8"))


@transaction.atomic
def settle():
    """Build departments, outside bodies, teams and people; return the cast by login."""
    for row in musterhafen()["fachbereiche"]:
        _department(row)
    for row in musterhafen()["externe"]:
        _outside(row)
    for row in musterhafen()["kalender"]["schliesstage_2026"]:
        ClosingDay.objects.create(
            on=row["datum"], starts=row.get("ab", "00:00"), ends=row.get("bis"), reason=row["grund"]
        )
    for login, name, title, teams, roles in PEOPLE:
        add_person(login, name, title, teams, roles)
    Person.objects.create(
        login="demir", kind=Person.Kind.CITIZEN, name="Herr Demir", email=f"demir@{DOMAIN}", phone="0221 4710 900"
    )
    known = {person.login: person for person in Person.objects.exclude(login=None)}
    Deputy.objects.bulk_create(Deputy(person=known[who], deputy=known[deputy]) for who, deputy in DEPUTIES)
    return cast()


def cast():
    """Return the people by login, the teams by slug (hyphens as underscores); a person goes before a team."""
    people = {str(person.login): person for person in Person.objects.exclude(login=None)}
    teams = {team.slug.replace("-", "_"): team for team in Team.objects.select_related("department")}
    return SimpleNamespace(**(teams | people))


def _department(row):
    department = Department.objects.create(
        slug=row["slug"],
        name=row["name"],
        short=row["kurz"],
        kind=KINDS.get(row["art"], Kind.BUSINESS),
        place=row["ort"],
        phone=row["telefon"],
        email=f"{row['slug']}@{DOMAIN}",
        public_hours=row["publikumszeiten"] or "",
        service_hours=row["servicezeiten"],
        on_call_hours=ON_CALL_HOURS if any(team["slug"] == ON_CALL for team in row["teams"]) else "",
    )
    front = FRONT_TEAMS.get(row["slug"], row["teams"][0]["slug"])
    Team.objects.bulk_create(
        Team(
            slug=team["slug"],
            department=department,
            name=team["name"],
            kind=department.kind,
            heads=team["koepfe"],
            is_front=team["slug"] == front,
            is_support=team["slug"] in SUPPORT_TEAMS,
            hours=team.get("servicezeiten", ""),
        )
        for team in row["teams"]
    )


def _outside(row):
    department = Department.objects.create(
        slug=row["slug"],
        name=row["name"],
        short=row["rolle"],
        kind=Kind.OUTSIDE,
        data_role=row.get("datenrolle") or "",
        email=row.get("email") or "",
        phone=row.get("telefon") or "",
        public_hours=row.get("publikumszeiten") or "",
        service_hours=row.get("servicezeiten") or "",
    )
    Team.objects.create(slug=row["slug"], department=department, name=row["name"], kind=Kind.OUTSIDE, is_front=True)


def add_person(login, name, title, teams, roles):
    """Add one person of staff with teams (a star marks the lead) and roles."""
    person = Person.objects.create(
        login=login, kind=Person.Kind.STAFF, name=name, email=f"{login}@{DOMAIN}", job_title=title
    )
    known = {team.slug: team for team in Team.objects.filter(slug__in=[team.rstrip("*") for team in teams])}
    Membership.objects.bulk_create(
        Membership(person=person, team=known[team.rstrip("*")], is_lead=team.endswith("*")) for team in teams
    )
    RoleGrant.objects.bulk_create(RoleGrant(person=person, role=role) for role in roles)
