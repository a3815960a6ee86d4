"""`/healthz`: is this house fit to serve, for whoever watches over machines."""

import json
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection, transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from lotse.files import scanner
from lotse.jobs.worker import last_heartbeat, overdue
from lotse.mailroom.condition import condition
from lotse.project.environment import ENVIRONMENT

SILENT_AFTER = timedelta(minutes=2)


@login_not_required
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> JsonResponse:
    """Say how database, worker, mail and backup are; 503 when nobody could be served."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        parts = {"database": {"ok": True}, "worker": _worker(), "mail": condition(), "scanner": _scanner()}
    except Error as trouble:
        parts = {"database": {"ok": False, "why": type(trouble).__name__}}
    is_fit = parts["database"]["ok"]
    status = "ok" if all(part["ok"] for part in parts.values()) else "limited" if is_fit else "unfit"
    answer = {"status": status, **parts, "last_backup": _last_backup()}
    return JsonResponse(answer, status=200 if is_fit else 503, headers={"Cache-Control": "no-store"})


def _worker() -> dict:
    seen = last_heartbeat()
    is_there = seen is not None and timezone.now() - seen < SILENT_AFTER
    return {"ok": is_there, "last_heartbeat": seen and seen.isoformat(), "overdue": overdue()}


def _scanner() -> dict:
    is_configured = bool(settings.SCANNER)
    return {"ok": not is_configured or scanner.version() is not None, "configured": is_configured}


def _last_backup() -> str | None:
    """Return when the last backup ended, as the backup noted it."""
    with suppress(FileNotFoundError, ValueError, KeyError):
        return json.loads((ENVIRONMENT.data / "backups" / "last.json").read_text())["ended_at"]
    return None
