"""Guards over the words of the house: one word for one thing, and none that blames who reads it."""

import ast
import re
from pathlib import Path

from django.apps import apps

CHECKOUT = Path(__file__).parents[1]
HOUSE = CHECKOUT / "lotse"
UNKIND = re.compile(r"\b(ungültig\w*|Pflichtfeld\w*|fehlerhaft\w*|bitte)\b", re.I)
SAID = re.compile(r"{%\s*(?:translate|blocktranslate)[^%]*%}[^{]*|>[^<{]+<")


def spoken_in(path):
    """Every text of a module that is no docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents
    ]


def test_every_table_is_in_the_glossary_and_every_word_there_is_a_table():
    told = (CHECKOUT / "docs" / "glossary.md").read_text("utf-8")
    words = set(re.findall(r"^\| `(\w+)` \| \S", told, re.M))
    tables = {model.__name__ for model in apps.get_models() if model.__module__.startswith("lotse.")}

    assert sorted(tables - words) == [], "docs/glossary.md lacks these tables and what people call them"
    assert sorted(words - tables) == [], "docs/glossary.md explains tables that are gone"


def test_teams_change_and_accounts_close_only_by_the_verbs_that_release_the_cases():
    bare = re.compile(r"from lotse\.people\.(?:joining|taking_on) import .*\b(?:join|let_go)\b")
    doors = [path for path in HOUSE.rglob("*.py") if "tests" not in path.parts and bare.search(path.read_text("utf-8"))]

    assert [str(path.relative_to(HOUSE)) for path in doors] == ["cases/leaving.py"], "cases.leaving has verbs for both"


def test_nothing_the_house_says_blames_whoever_reads_it():
    quoted = {"tests", "migrations", "town"}  # the town: what people of the demo write
    modules = [path for path in HOUSE.rglob("*.py") if not quoted & set(path.relative_to(HOUSE).parts)]
    pages = [path for path in HOUSE.rglob("templates/**/*.html") if "tests" not in path.parts]
    said = [(path, text) for path in modules for text in spoken_in(path)]
    said += [(path, text) for path in pages for text in SAID.findall(path.read_text("utf-8"))]

    unkind = [f"{path.relative_to(HOUSE)}: {text.strip()[:80]}" for path, text in said if UNKIND.search(text)]

    assert unkind == [], "Say what is wrong and how to go on (ui guide, error wording)"


def test_no_two_files_of_tests_outside_the_rooms_share_a_name():
    names = [path.name for path in (CHECKOUT / "tests").rglob("test_*.py")]

    assert sorted({name for name in names if names.count(name) > 1}) == [], "pytest would not collect both"
