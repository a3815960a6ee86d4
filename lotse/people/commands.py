"""The commands of this room: person create, person list, person link, token create."""


def register(commands):
    """Hang the commands up."""
    create = commands.add("person create", run=run_create, help="legt eine Person an und druckt ihren Einmal-Link")
    create.add_argument("login", metavar="LOGIN")
    create.add_argument("--name", required=True)
    create.add_argument("--email", default="")
    create.add_argument("--team", action="append", default=[], help="Team oder Fachbereich; mehrmals möglich")
    create.add_argument("--role", action="append", default=[], help="Rolle, zum Beispiel it; mehrmals möglich")
    lister = commands.add("person list", run=run_list, help="zeigt alle mit Anmeldung, eine je Zeile")
    lister.add_argument("--all", action="store_true", help="auch abgeschaltete Konten")
    link = commands.add("person link", run=run_link, help="druckt einen neuen Einmal-Link für eine Person")
    link.add_argument("login", metavar="LOGIN")
    token = commands.add("token create", run=run_token, help="druckt einen Schlüssel, der als diese Person handelt")
    token.add_argument("login", metavar="LOGIN")
    commands.of("deadline").set_defaults(find_hours=find_hours)
    token.add_argument("--scope", choices=["all", "read"], default="all", help="all (Vorgabe) oder read")


def find_hours(name: str) -> str | None:
    """Return the hours that `lotse deadline --calendar` names: „bauhof“, „bauhof.publikumszeiten“.

    No name at all means the citizen service.
    """
    from lotse.people.models import Department, Team

    if not name:
        support = Team.objects.filter(is_support=True).select_related("department")
        answering = support.order_by("-is_front", "slug").first()
        return answering.service_hours if answering else None
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


def run_create(args):
    """Take the person on with what the operator says, and print the link alone on the last line."""
    from django.db import transaction

    from .invitations import invite
    from .taking_on import PersonRefused, roles_named, take_on, teams_named

    try:
        with transaction.atomic():
            teams, roles = teams_named(args.team), roles_named(args.role)
            person = take_on(args.login, name=args.name, email=args.email, teams=teams, roles=roles)
    except PersonRefused as refused:
        raise SystemExit(str(refused))
    print(f"{person.name} ist angelegt. Der Link gilt einmal und drei Tage:")
    print(invite(person))


def run_list(args):
    """Print a line for everybody with an account."""
    from .models import Person

    people = Person.objects.exclude(login=None).order_by("login").prefetch_related("roles", "teams")
    for person in people if args.all else people.filter(is_active=True):
        roles = ", ".join(sorted(grant.role for grant in person.roles.all())) or "-"
        teams = ", ".join(sorted(team.slug for team in person.teams.all())) or "-"
        state = "" if person.is_active else "abgeschaltet"
        print("\t".join([str(person.login), person.name, roles, teams, state]).rstrip())


def run_link(args):
    """Print a new one-time link; the old one is void."""
    from .invitations import invite

    print(invite(_person(args.login)))


def run_token(args):
    """Print the token alone on the last line; it is shown once."""
    from lotse.journal.models import note

    from .models import ApiToken

    person = _person(args.login)
    secret = ApiToken.issue(person, scope=args.scope)
    note("token.issued", person, scope=args.scope)
    print(secret)


def _person(login):
    from .models import Person

    person = Person.objects.filter(login__iexact=login, is_active=True).first()
    if person is None:
        raise SystemExit(f"Eine Person mit dem Anmeldenamen „{login}“ gibt es nicht. „lotse person list“ zeigt alle.")
    return person
