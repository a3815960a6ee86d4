"""`lotse person` and `lotse token`: the first people of a town, and keys for programs."""

import argparse


def register(commands) -> None:
    """Hang the commands up."""
    create = commands.add("person create", run=create_person, help="legt eine Person an und druckt ihren Einmal-Link")
    create.add_argument("login", help="Anmeldename, z. B. ahlers")
    create.add_argument("--name", required=True, help="wie die Person heißt, z. B. „Frau Ahlers“")
    create.add_argument("--email", default="", help="Mailadresse")
    create.add_argument("--team", action="append", default=[], help="Kurzname des Teams; mehrmals möglich")
    create.add_argument("--role", action="append", default=[], help="Rolle, z. B. support oder it; mehrmals möglich")
    lister = commands.add("person list", run=list_people, help="zeigt alle mit Anmeldung, eine Zeile je Person")
    lister.add_argument("--all", action="store_true", help="auch ehemalige")
    token = commands.add("token create", run=create_token, help="druckt einen Schlüssel für Programme")
    token.add_argument("login", help="die Person, als die das Programm handelt")
    commands.of("deadline").set_defaults(find_hours=find_hours)
    token.add_argument("--scope", default="all", help="wofür der Schlüssel gilt (all)")


def find_hours(name: str) -> str | None:
    """Return the hours that `lotse deadline --calendar` names: „bauhof“, „bauhof.publikumszeiten“."""
    from lotse.people.models import Department, Team

    slug, _, which = name.partition(".")
    kept = {"": "service_hours", "servicezeiten": "service_hours"} | {
        "publikumszeiten": "public_hours",
        "rufbereitschaft": "on_call_hours",
    }
    if which not in kept:
        return None
    team = Team.objects.filter(slug=slug).select_related("department").first()
    if team and team.hours and kept[which] == "service_hours":
        return team.hours
    department = team.department if team else Department.objects.filter(slug=slug).first()
    return getattr(department, kept[which], "") or None


def create_person(args: argparse.Namespace) -> None:
    """Create a member of staff and print the link with which they choose a password."""
    from django.db import transaction

    from lotse.people.models import Person, RoleGrant
    from lotse.people.welcome import welcome_link

    roles, teams = _roles(args.role), _teams(args.team)
    if Person.objects.filter(login__iexact=args.login).exists():
        raise SystemExit(f"Den Anmeldenamen „{args.login}“ hat schon jemand.")
    with transaction.atomic():
        person = Person(login=args.login, kind=Person.Kind.STAFF, name=args.name, email=args.email)
        person.set_unusable_password()
        person.save()
        for team in teams:
            person.memberships.create(team=team)
        RoleGrant.objects.bulk_create(RoleGrant(person=person, role=role) for role in roles)
    print(f"{person.name} kann sich anmelden. Dieser Link gilt einmal und drei Tage:")
    print(welcome_link(person))


def _teams(slugs: list[str]) -> list:
    from lotse.people.models import Team

    found = [(slug, Team.objects.addressed(slug)) for slug in slugs]
    for slug, team in found:
        if team is None:
            known = ", ".join(Team.objects.values_list("slug", flat=True)) or "noch keines"
            raise SystemExit(f"Das Team „{slug}“ gibt es nicht. Es gibt: {known}.")
    return [team for _, team in found]


def _roles(words: list[str]) -> list[str]:
    from lotse.people.models import Role

    for word in words:
        if word not in Role.values:
            raise SystemExit(f"Die Rolle „{word}“ gibt es nicht. Es gibt: {', '.join(Role.values)}.")
    return words


def list_people(args: argparse.Namespace) -> None:
    """Print login, name, roles and teams, login first."""
    from lotse.people.models import Person

    people = Person.objects.exclude(login=None).prefetch_related("roles", "teams").order_by("login")
    for person in people if args.all else people.filter(is_active=True):
        roles = ",".join(sorted(grant.role for grant in person.roles.all()))
        teams = ",".join(sorted(team.slug for team in person.teams.all()))
        print("\t".join([str(person.login), person.name, roles or "-", teams or "-"]))


def create_token(args: argparse.Namespace) -> None:
    """Print one token that acts as this person, alone on the last line."""
    from lotse.people.models import ApiToken, Person

    person = Person.objects.filter(login__iexact=args.login, is_active=True).first()
    if person is None:
        raise SystemExit(f"„{args.login}“ kennt Lotse nicht. „lotse person list“ zeigt alle.")
    print(f"Schlüssel für {person.name}. Er wird nur dieses eine Mal gezeigt:")
    print(ApiToken.issue(person, scope=args.scope))
