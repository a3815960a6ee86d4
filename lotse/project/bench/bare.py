"""The limit: the least that a list and a page can cost with Django, PostgreSQL and the same server.

No login, no rights, no frame, no middleware: one indexed query of 25 rows, or no query and ten entries.
"""

from django.http import HttpResponse
from django.template import engines
from django.urls import path

from lotse.cases.models import Case

LIST = """<!doctype html><title>Liste</title><ol>{% for case in cases %}<li><a href="/{{ case.number }}">
{{ case.subject }}</a> {{ case.service__title }} {{ case.guide__name }} {{ case.status }} {{ case.due_at }}</li>
{% endfor %}</ol>"""
PAGE = """<!doctype html><title>{{ number }}</title><h1>{{ subject }}</h1>{% for entry in entries %}<article>
<h2>{{ entry.by }}</h2><time>{{ entry.at }}</time><p>{{ entry.text|linebreaksbr }}</p></article>{% endfor %}"""
COLUMNS = ("number", "subject", "service__title", "guide__name", "status", "due_at")
ENTRY = {"by": "Sabine Ahlers", "at": "23. November, 9:12 Uhr", "text": "Wir haben Ihr Anliegen erhalten. " * 8}


def queue(request, team):
    """Show the 25 cases of a team that are due first."""
    cases = Case.objects.filter(team=team, closed_at=None).order_by("due_at").values(*COLUMNS)[:25]
    return HttpResponse(engines["django"].from_string(LIST).render({"cases": cases}))


def page(request):
    """Show ten entries that nobody had to look up."""
    context = {"number": "2026-000001", "subject": "Streunende Katze", "entries": [ENTRY] * 10}
    return HttpResponse(engines["django"].from_string(PAGE).render(context))


def ready(request):
    """Say that the server answers."""
    return HttpResponse("ja")


urlpatterns = [path("liste/<uuid:team>/", queue), path("seite/", page), path("healthz", ready)]
