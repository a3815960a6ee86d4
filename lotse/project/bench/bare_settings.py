"""Django with its ordinary middleware and PostgreSQL, and nothing of ours: what `bare` is served with."""

from lotse.project.settings import *  # noqa: F403 - the same database and language

INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"]
AUTH_USER_MODEL = "auth.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
PAGES = {
    "base.html": """<!doctype html><html lang="de"><head><title>{% block title %}{% endblock %}</title></head>
<body><nav>{{ request.path }}</nav>{% block page %}{% endblock %}</body></html>""",
    "list.html": """{% extends "base.html" %}{% block title %}Anliegen{% endblock %}{% block page %}<table>
{% for case in cases %}<tr><td><a href="/{{ case.number }}">{{ case.number }}</a></td><td>{{ case.subject }}</td>
<td>{{ case.team_id }}</td><td>{% if case.status == "closed" %}erledigt{% else %}offen{% endif %}</td>
<td>{{ case.due_at|date:"d.m.Y H:i" }}</td></tr>{% endfor %}</table>{% endblock %}""",
}
LOADER = ("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", PAGES)])
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [LOADER], "context_processors": ["django.template.context_processors.request"]},
    }
]
ROOT_URLCONF = "lotse.project.bench.bare"
