"""Musterhafen for the demo: built once, with passwords that only this installation has."""

import json
import secrets
from importlib import import_module
from pathlib import Path

from django.db import transaction

from lotse.project.environment import ENVIRONMENT
from lotse.project.installation import write_private
from lotse.project.rooms import has
from lotse.project.schema import found_town, migrate
from lotse.project.telling import Telling
from lotse.tenants.models import Town

# No look-alikes: these are read from a terminal and typed
LETTERS = "abcdefghkmnpqrstuvwxyz23456789"


def prepare(data: Path, tell: Telling | None = None) -> None:
    """Bring schema, town and logins to where the demo can be served; `tell` hears each step and how far it is."""
    tell = tell or Telling()
    tell("Die Tabellen der Datenbank werden eingerichtet")
    migrate(lambda line: None)
    if Town.objects.exists():
        tell.end()
        return
    with transaction.atomic():
        tell("Musterhafen wird gebaut, mit seiner Geschichte. Das dauert etwa eine Minute")
        found_town(name="Musterhafen", land="NW", phone="0221 4710 100", email="buergerservice@musterhafen.example")
        if has("lotse.town.building"):
            import_module("lotse.town.building").build(ENVIRONMENT.demo_cases, tell)
        tell("Wer sich anmelden kann, bekommt ein Passwort")
        write_private(data / "logins.json", json.dumps(_logins(), ensure_ascii=False, indent=1))
    tell.end()


def _logins() -> list[dict[str, str]]:
    """Give everybody with a login a password of their own and return who has which."""
    if not has("lotse.people.models"):
        return []
    from lotse.people.models import Person

    found = []
    for person in Person.objects.exclude(login=None).order_by("login"):
        password = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
        person.set_password(password)
        person.save(update_fields=["password"])
        title = ", ".join(filter(None, [person.name, person.job_title]))
        found.append({"login": str(person.login), "title": title, "password": password})
    return found
