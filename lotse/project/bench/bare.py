"""The limit: the least that a list costs with Django, PostgreSQL and the same server, and the same list from memory.

No login, no rights, no frame, none of our middleware or rooms: one indexed query of 25 rows or none, and one template
with a base, read before. These are the two limits the budgets were set against: Django as everybody begins with it.
The table is ours; its model here knows only what the list shows.
"""

from datetime import UTC, datetime

from django.db import models
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

COLUMNS = ("number", "subject", "team_id", "status", "due_at")


class BareCase(models.Model):
    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    status = models.CharField(max_length=12)
    team_id = models.UUIDField(null=True)
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        app_label, db_table, managed = "bare", "cases_case", False


def queue(request, team):
    """Show the 25 cases of a team that are due first."""
    cases = BareCase._default_manager.filter(team_id=team, closed_at=None).order_by("due_at").only(*COLUMNS)[:25]
    return render(request, "list.html", {"cases": list(cases)})


def page(request):
    """Show 25 rows that nobody had to look up."""
    return render(request, "list.html", {"cases": KNOWN})


def ready(request):
    """Say that the server answers."""
    return HttpResponse("ja")


KNOWN = [
    {
        "number": f"2026-{n:06}",
        "subject": f"Streunende Katze vor der Schule {n}",
        "team_id": n,
        "status": "open",
        "due_at": datetime(2026, 11, 1 + n, 9, 30, tzinfo=UTC),
    }
    for n in range(25)
]

urlpatterns = [path("liste/<uuid:team>/", queue), path("seite/", page), path("healthz", ready)]
