"""Guards over the whole house: what style and design promise, checked on every file."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import URLPattern, get_resolver

from lotse.project.environment import Environment
from lotse.project.rooms import PLAN, ROOMS

HOUSE = Path(__file__).parents[1] / "lotse"
CHECKOUT = HOUSE.parent
FACES = {"portal", "workspace", "studio", "administration", "channels"}
JUNK = {"utils", "helpers", "common", "core", "misc", "tools"}
MODULES = [path for path in sorted(HOUSE.rglob("*.py")) if "migrations" not in path.parts]
OWN_MODULES = [path for path in MODULES if "tests" not in path.parts]

# Pages that nobody needs to sign in for; a page that is not named here asks for a login.
OPEN_TO_EVERYONE = (
    r"^healthz$",
    r"^api/v1/",  # asks for a token itself
    r"^open311/v2/",
    r"^$|^suche|^dienste|^themen/|^dienst/|^stand/|^zugang/|^auftrag/|^anliegen/|^wissen/|^karte/|^anzeige/",
    r"^(impressum|datenschutz|barrierefreiheit|barriere-melden|leichte-sprache|gebaerdensprache)/",
    r"^(termin|kalender|daten|frage|beschwerde|antrag|entwurf)/",
    r"^(arbeitsauftrag|auftragstafel)/",  # a crew's key: opens one leg, or what waits for one team
    r"^i18n/|^sprache/|^hilfe/|^kontakt/|^abmelden/|^anmelden/|^konto/(neu|vergessen)/$",
)
# Modules over 400 lines, each with its reason in its docstring.
LONG_ONES: set[str] = set()


def rooms_on_disk():
    return {path.parent.name for path in HOUSE.glob("*/__init__.py")}


def all_pages(patterns=None, before=""):
    """Every address of the house with its view, namespaces and languages resolved."""
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        where = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield where, entry.callback
        else:
            yield from all_pages(entry.url_patterns, where)


def tree(path):
    return ast.parse(path.read_text("utf-8"), str(path))


def functions(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def named(path):
    return str(path.relative_to(CHECKOUT))


def test_only_the_listed_pages_are_open_without_a_login():
    is_listed = re.compile("|".join(OPEN_TO_EVERYONE)).match
    open_pages = {where for where, view in all_pages() if not getattr(view, "login_required", True)}

    assert sorted(where for where in open_pages if not is_listed(where)) == []


def test_every_page_of_the_desk_asks_for_a_login():
    inside = [(where, view) for where, view in all_pages() if where.startswith(("arbeit/", "verwaltung/", "studio/"))]

    assert [where for where, view in inside if not getattr(view, "login_required", True)] == []


def test_only_faces_have_views_and_only_faces_and_ui_have_pages():
    views = {path.relative_to(HOUSE).parts[0] for path in [*HOUSE.rglob("views.py"), *HOUSE.rglob("views/*.py")]}
    pages = {
        path.relative_to(HOUSE).parts[0] for path in HOUSE.rglob("templates/**/*.html") if "tests" not in path.parts
    }

    assert views <= FACES
    # people: the front door
    assert pages <= FACES | {"ui", "people"}


def test_faces_own_no_tables():
    assert [model for model in apps.get_models() if model.__module__.split(".")[1] in FACES] == []


def test_every_room_stands_on_the_floor_plan_and_says_what_it_is_for():
    for room in rooms_on_disk():
        assert room in PLAN, room
        assert ast.get_docstring(tree(HOUSE / room / "__init__.py")), room


def test_every_room_with_tables_is_opened():
    with_tables = {room for room in rooms_on_disk() if (HOUSE / room / "migrations").exists()}

    assert with_tables <= set(ROOMS)


def test_what_may_stay_empty_looks_the_same_everywhere():
    pages = [path for path in HOUSE.rglob("*.html") if "tests" not in path.parts]
    marks = {path.name for path in pages if re.search(r"kern-label__optional|\(optional\)", path.read_text("utf-8"))}
    in_words = [
        named(path) for path in OWN_MODULES if re.search(r'text\w*\(\s*"[^"]*\(optional\)', path.read_text("utf-8"))
    ]

    assert marks == {"optional.html"}
    assert in_words == []


def test_no_junk_drawers():
    assert [named(path) for path in HOUSE.rglob("*") if path.stem in JUNK] == []


@pytest.mark.parametrize("path", OWN_MODULES, ids=named)
def test_functions_and_modules_stay_small(path):
    long_functions = [
        f"{f.name} ({f.end_lineno - f.lineno + 1})" for f in functions(path) if f.end_lineno - f.lineno >= 60
    ]

    assert long_functions == []
    assert len(path.read_text("utf-8").splitlines()) <= 400 or named(path) in LONG_ONES


def test_no_signals_no_quiet_exceptions_no_leftover_notes():
    for path in OWN_MODULES:
        text = path.read_text("utf-8")
        quiet = [
            handler.lineno
            for handler in ast.walk(tree(path))
            if isinstance(handler, ast.ExceptHandler) and all(isinstance(step, ast.Pass) for step in handler.body)
        ]
        assert quiet == [], f"{named(path)} swallows an exception in line {quiet}"
        assert not re.search(r"^from django\.db\.models\.signals|^from django\.dispatch", text, re.M), named(path)
        assert not re.search(r"\b(TODO|FIXME|XXX)\b", text), named(path)


def test_own_tables_have_time_ordered_ids_and_named_links():
    from lotse.tenants.models import Row

    for model in apps.get_models():
        if not model.__module__.startswith("lotse."):
            continue
        is_one = issubclass(model, Row) or model._meta.pk.get_internal_type() in ("UUIDField", "OneToOneField")
        assert is_one or model.__module__.startswith("lotse.search"), model
        for field in model._meta.local_many_to_many:
            assert not field.remote_field.through._meta.auto_created, f"{model.__name__}.{field.name} needs `through`"
        for field in model._meta.local_fields:
            assert not getattr(field, "auto_now", False), f"{model.__name__}.{field.name} uses auto_now"


def test_locks_leave_rows_that_point_here_free():
    for path in OWN_MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "select_for_update":
                words = {keyword.arg for keyword in node.keywords}
                assert words & {"no_key", "skip_locked"}, f"{named(path)}:{node.lineno} locks more than needed"


@pytest.mark.django_db
def test_the_migrations_are_complete_and_have_one_end_each():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_setting_is_explained_to_the_operator():
    told = (CHECKOUT / "docs" / "operator.md").read_text("utf-8")

    assert [name for name in Environment.model_fields if f"`LOTSE_{name.upper()}`" not in told] == []


def test_every_command_is_explained_to_the_operator():
    from lotse.project.cli import all_commands

    told = (CHECKOUT / "docs" / "operator.md").read_text("utf-8")
    commands = all_commands()

    assert [name for name in commands.names if f"`lotse {name}" not in told] == []


def test_no_lock_file_names_a_registry():
    assert "resolved" not in (CHECKOUT / "frontend" / "package-lock.json").read_text()
    for path in (CHECKOUT / "requirements").glob("*.txt"):
        assert "://" not in path.read_text(), named(path)


def test_nobody_else_s_address_stands_in_the_house():
    """No page loads anything from elsewhere, and no machine's own path was committed."""
    for path in HOUSE.rglob("*"):
        if path.name == "mail.html":
            continue  # mail programs know no stylesheet
        if path.suffix in (".html", ".css", ".js") and "node_modules" not in path.parts:
            text = path.read_text("utf-8")
            assert not re.search(r"""(src|href)=["']//|@import|url\(["']?https?:""", text), named(path)
            assert not re.search(r"""<(script|link|img)[^>]+(src|href)=["']https?:""", text), named(path)
            assert not re.search(r"\son[a-z]+=[\"']|<style|style=[\"']", text), f"{named(path)}: inline code or style"


def test_the_town_hall_s_papers_are_there():
    for name in ("README.md", "LICENSE", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md", "publiccode.yml"):
        assert (CHECKOUT / name).exists(), name
    code = (CHECKOUT / "publiccode.yml").read_text("utf-8")
    assert "softwareType: standalone/web" in code
    assert "license: EUPL-1.2" in code
    assert re.search(r"^  de:", code, re.M)
    assert re.search(r"^  en:", code, re.M)
    assert "SPDX-License-Identifier: EUPL-1.2" in (CHECKOUT / "LICENSE").read_text()
