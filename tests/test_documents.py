"""The documents tell the truth about the house: rooms, links, and nothing of anybody's machine."""

import re
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
HOUSE = CHECKOUT / "lotse"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
# Where somebody works is nobody's business: home folders, the places of this or that machine, registries.
MACHINES = re.compile(
    r"(?<![\w.$~-])/(?:home|Users|root|work|workspace|builds)/\w"
    r"|https?://(?:[\w-]+\.)*(?:pypi\.org|pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg\.com)"
    r"|--(?:extra-)?index-url[ =]|\"resolved\":"
)
# What may hold such words: this guard, and addresses of pages that begin the same way.
EXEMPT = {"tests/test_documents.py"}


def tracked():
    """Every file of the repository; without git, as in an unpacked release, every file that is not made here."""
    asked = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if asked.returncode == 0:
        return [name for name in asked.stdout.split("\0") if name and (CHECKOUT / name).is_file()]
    made_here = {".venv", "node_modules", "staticfiles", "__pycache__"}
    files = (path.relative_to(CHECKOUT) for path in CHECKOUT.rglob("*") if path.is_file())
    return [str(path) for path in files if made_here.isdisjoint(path.parts) and not path.parts[0].startswith(".")]


DOCUMENTS = [name for name in tracked() if name.endswith(".md")]


def anchors(path):
    """The places a link can point to in a document, as forges name them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def is_there(document, link):
    where, _, anchor = link.partition("#")
    target = (CHECKOUT / document).parent / where if where else CHECKOUT / document
    return target.exists() and (not anchor or anchor in anchors(target))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_documents_lead_somewhere(document):
    links = LINK.findall(CODE.sub("", (CHECKOUT / document).read_text("utf-8")))
    own = [link for link in links if not re.match(r"[a-z]+:", link)]

    assert [link for link in own if not is_there(document, link)] == []


def test_every_room_is_on_the_floor_plan_that_people_read():
    told = (CHECKOUT / "docs" / "architecture.md").read_text("utf-8")

    rooms = {path.parent.name for path in HOUSE.glob("*/__init__.py")}

    assert sorted(room for room in rooms if f"| `{room}` |" not in told) == []


def test_the_files_that_documents_name_are_there():
    """`cases/verb.py` in a text is a promise; so is `lotse/town/content/`."""
    places = [CHECKOUT, HOUSE]
    for document in DOCUMENTS:
        text = re.sub(r"```.*?```", "", (CHECKOUT / document).read_text("utf-8"), flags=re.S)
        named = set(re.findall(r"`((?:lotse|tests|frontend|[a-z]+)/[\w/]+\.(?:py|html|json|toml))(?::|`)", text))

        missing = [name for name in named if not any((place / name).exists() for place in places)]

        assert missing == [], document


def test_every_decision_is_in_the_list_and_says_what_it_cost():
    folder = CHECKOUT / "docs" / "adr"
    listed = (folder / "README.md").read_text("utf-8")
    for path in sorted(folder.glob("[0-9]*.md")):
        text = path.read_text("utf-8")

        assert f"({path.name})" in listed, path.name
        for part in ("**Context.**", "**Decision.**", "**What we gave up.**"):
            assert part in text, f"{path.name} lacks {part}"
        assert len(text.splitlines()) <= 40, f"{path.name} is too long to be read"


def test_no_file_names_somebody_s_machine_or_a_registry():
    found = []
    for name in tracked():
        if name in EXEMPT:
            continue
        try:
            text = (CHECKOUT / name).read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{name}:{text[: hit.start()].count(chr(10)) + 1} {hit[0]}" for hit in MACHINES.finditer(text)]

    assert found == []


def test_the_pictures_are_light():
    heavy = [path.name for path in (CHECKOUT / "docs" / "pictures").glob("*.png") if path.stat().st_size > 300_000]

    assert heavy == []


TESTABLE = {*range(1, 10), 11, 13, *range(15, 20), *range(21, 27), *range(28, 39), *range(40, 48), 49, 51, 53, 54, 55}


def test_every_lesson_of_others_has_a_test_and_every_test_it_names_is_there():
    """The lessons that can be tried without the tool they come from, by number; a row may name more than one test."""
    told = (CHECKOUT / "docs" / "pitfalls.md").read_text("utf-8")
    named = re.findall(r"`((?:lotse|tests)/[\w/]+\.py): (test_\w+)`", told)

    missing = [(file, test) for file, test in named if not _has_test(CHECKOUT / file, test)]

    assert missing == []
    assert sorted(TESTABLE - {int(number) for number in re.findall(r"^\| (\d+) \|", told, re.M)}) == []
    assert not re.findall(r"^\| \d+ \|[^`]*\|$", told, re.M), "a row without a test"


def _has_test(path, name):
    return path.exists() and re.search(rf"^def {name}\(", path.read_text("utf-8"), re.M)
