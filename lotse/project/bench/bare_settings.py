"""Django with PostgreSQL and nothing else: what `bare` is served with."""

from lotse.project.settings import *  # noqa: F403 - the same database and language

INSTALLED_APPS = []  # type: ignore[no-redef]
MIDDLEWARE = []  # type: ignore[no-redef]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]  # type: ignore[no-redef]
ROOT_URLCONF = "lotse.project.bench.bare"
