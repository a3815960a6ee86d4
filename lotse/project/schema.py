"""The schema and what must be there before anybody works: cache table, grants, the town's row."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from lotse.calendars.models import Holiday
from lotse.people.laying import lay_support
from lotse.project import grants
from lotse.tenants.clock import now
from lotse.tenants.models import Town


def migrate(say: Callable[[str], None]) -> None:
    """Bring the database to the program's state; without anything new this is quick."""
    executor = MigrationExecutor(connection)
    waiting = [step for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if waiting:
        say(f"{len(waiting)} Schritte der Datenbank")
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    grants.apply()
    say("Die Datenbank ist auf dem Stand des Programms.")


def is_behind() -> bool:
    """Whether the database waits for a migration."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


class AlreadyFounded(Exception):
    """Here is a town of another name or Land; nobody renames it by founding one."""


@transaction.atomic
def found_town(*, name: str, land: str, phone: str = "", email: str = "") -> Town:
    """Lay the town's row and its holidays; the same name and Land again changes the telephone alone.

    Raises AlreadyFounded, because another Land would move deadlines that run.
    """
    town = Town.objects.first() or Town(name=name, land=land.upper())
    if (town.name, town.land) != (name, land.upper()):
        raise AlreadyFounded(
            f"Hier ist schon {town.name} eingerichtet. Namen und Land ändert die IT unter „Verwaltung“, „Kommune“."
        )
    town.phone, town.email = phone or town.phone, email or town.email
    town.save()
    Holiday.objects.freeze_around(town.land, now().year)
    return town


@transaction.atomic
def lay_empty_town(*, name: str, land: str, phone: str = "") -> Town:
    """Found a town that has its Bürgerservice and nobody in it yet, so that the first person has a team."""
    town = found_town(name=name, land=land, phone=phone)
    lay_support()
    return town
