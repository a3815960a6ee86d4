"""The limit: the least that a list and a page can cost with Django, PostgreSQL and the same server.

No login, no rights, no frame, no middleware, none of our rooms: one indexed query of 25 rows, or no query and ten
entries, with templates that were read before. The tables are ours, their models here know only what the list shows.
"""

from functools import cache

from django.db import models
from django.http import HttpResponse
from django.template import engines
from django.urls import path

LIST = """<!doctype html><title>Liste</title><ol>{% for case in cases %}<li><a href="/{{ case.number }}">
{{ case.subject }}</a> {{ case.service__title }} {{ case.guide__name }} {{ case.status }} {{ case.due_at }}</li>
{% endfor %}</ol>"""
PAGE = """<!doctype html><title>{{ number }}</title><h1>{{ subject }}</h1>{% for entry in entries %}<article>
<h2>{{ entry.by }}</h2><time>{{ entry.at }}</time><p>{{ entry.text|linebreaksbr }}</p></article>{% endfor %}"""
COLUMNS = ("number", "subject", "service__title", "guide__name", "status", "due_at")
ENTRY = {"by": "Sabine Ahlers", "at": "23. November, 9:12 Uhr", "text": "Wir haben Ihr Anliegen erhalten. " * 8}


class BareService(models.Model):
    id = models.UUIDField(primary_key=True)
    title = models.CharField(max_length=200)

    class Meta:
        app_label, db_table, managed = "bare", "catalogue_service", False


class BarePerson(models.Model):
    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=200)

    class Meta:
        app_label, db_table, managed = "bare", "people_person", False


class BareCase(models.Model):
    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    status = models.CharField(max_length=12)
    service = models.ForeignKey(BareService, models.PROTECT)
    guide = models.ForeignKey(BarePerson, models.PROTECT, null=True)
    team_id = models.UUIDField(null=True)
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        app_label, db_table, managed = "bare", "cases_case", False


@cache
def _read(template):
    return engines["django"].from_string(template)


def queue(request, team):
    """Show the 25 cases of a team that are due first."""
    cases = BareCase._default_manager.filter(team_id=team, closed_at=None).order_by("due_at").values(*COLUMNS)[:25]
    return HttpResponse(_read(LIST).render({"cases": cases}))


def page(request):
    """Show ten entries that nobody had to look up."""
    context = {"number": "2026-000001", "subject": "Streunende Katze", "entries": [ENTRY] * 10}
    return HttpResponse(_read(PAGE).render(context))


def ready(request):
    """Say that the server answers."""
    return HttpResponse("ja")


urlpatterns = [path("liste/<uuid:team>/", queue), path("seite/", page), path("healthz", ready)]
