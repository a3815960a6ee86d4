"""What `lotse check` finds and `lotse doctor` tells."""

import platform
from collections.abc import Iterator

import django
from django.conf import settings
from django.core import checks
from django.db import connection

from lotse.catalogue.models.edition import ordered_in_words_alone
from lotse.files import scanner
from lotse.jobs.worker import last_heartbeat, overdue
from lotse.project import grants
from lotse.project.environment import ENVIRONMENT
from lotse.project.rooms import ROOMS
from lotse.project.schema import is_behind
from lotse.tenants.models import Town


def findings() -> Iterator[str]:
    """Say each thing that is not as it should be, in one line."""
    for found in checks.run_checks():
        yield " ".join(f"{found.id}: {found.msg} {found.hint or ''}".split())
    if is_behind():
        yield "Die Datenbank ist hinter dem Programm. „lotse migrate“ bringt sie auf den Stand."
        return
    yield from grants.too_many_rights()
    if not Town.objects.exists():
        yield "Die Kommune hat noch keinen Namen. „lotse init --name NAME --land LAND“ legt sie an."
    if late := overdue():
        yield f"{late} Aufträge sind liegen geblieben oder aufgegeben. Läuft „lotse worker“?"
    if problem := scanner.address_problem(settings.SCANNER):
        yield problem
    elif settings.SCANNER and not scanner.version():
        yield "Die Virenprüfung antwortet nicht. Solange nimmt Lotse keine Dateien an."
    if not ENVIRONMENT.demo and settings.SITE_URL.startswith("http://") and "127.0.0.1" not in settings.SITE_URL:
        yield "LOTSE_URL beginnt mit http://. Ohne https ist keine Anmeldung sicher."


def report() -> Iterator[tuple[str, str]]:
    """Tell name and value of what this installation runs on."""
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version'), current_user, current_database()")
        version, role, database = cursor.fetchone()
    seen = last_heartbeat() if not is_behind() else None
    yield "Kommune", Town.here().name if not is_behind() else "(Schema fehlt)"
    yield "Daten", str(ENVIRONMENT.data)
    yield "Adresse", settings.SITE_URL
    yield "PostgreSQL", f"{version}, Datenbank {database}, Rolle {role}"
    yield "Python", platform.python_version()
    yield "Django", django.get_version()
    yield "Räume", ", ".join(ROOMS)
    yield "Aufträge zuletzt", f"{seen:%d.%m.%Y %H:%M:%S} UTC" if seen else "noch nie"
    yield (
        "Mail geht über",
        "eingestellt"
        if ENVIRONMENT.mail_url
        else "niemanden: Briefe bleiben in der Poststelle (LOTSE_MAIL_URL nennt den Server)",
    )
    yield "Virenprüfung", _scanner()
    if not is_behind() and (titles := ordered_in_words_alone()):
        rule = "sagen nur in Worten, wer sie bestellt: Alle im Haus können es. Die Regel gilt ab einer neuen Ausgabe"
        yield "Interne Dienste", f"{', '.join(titles)} {rule}"


def _scanner() -> str:
    if not settings.SCANNER:
        return "keine (LOTSE_SCANNER ist leer): Dateien werden nach Art und Größe geprüft, nicht auf Schadprogramme"
    return scanner.version() or "eingestellt, antwortet aber nicht"
