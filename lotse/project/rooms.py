"""The rooms of the house, lowest first: what `INSTALLED_APPS` and the command line walk through.

A room without `apps.py` is pure: it knows neither database nor pages and is no app of Django.
"""

from importlib.util import find_spec

PLAN = (
    "ui",
    "tenants",
    "jobs",
    "calendars",
    "places",
    "rules",
    "search",
    "files",
    "printing",
    "journal",
    "people",
    "mailroom",
    "questionnaires",
    "processes",
    "approvals",
    "catalogue",
    "knowledge",
    "cases",
    "appointments",
    "desk",
    "insight",
    "rollout",
    "privacy",
    "portal",
    "workspace",
    "studio",
    "administration",
    "channels",
    "town",
    "project",
)


def has(module: str) -> bool:
    """Whether the house has this module, asked without importing it."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


ROOMS = tuple(room for room in PLAN if has(f"lotse.{room}.apps"))
