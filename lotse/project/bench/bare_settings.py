"""Django with PostgreSQL and nothing else: what `bare` is served with."""

from lotse.project.settings import *  # noqa: F403 - the same database, templates and language
from lotse.project.settings import INSTALLED_APPS as ALL_APPS

INSTALLED_APPS = [app for app in ALL_APPS if not app.startswith("allauth")]  # they insist on their middleware
MIDDLEWARE = []  # type: ignore[no-redef]
ROOT_URLCONF = "lotse.project.bench.bare"
