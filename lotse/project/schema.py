"""The schema and what must be there before anybody works: cache table, grants, the town's row."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from lotse.calendars.models import Holiday
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


@transaction.atomic
def found_town(*, name: str, land: str, phone: str = "") -> Town:
    """Lay the town's row; a second time only its name, Land and phone change."""
    town = Town.objects.first() or Town()
    town.name, town.land, town.phone = name, land.upper(), phone or town.phone
    town.save()
    Holiday.objects.freeze_around(town.land, now().year)
    return town
