"""A real browser for the tests of pages: Debian's Chromium, kept inside this machine.

    page      a page that refuses every address but the house's own, and fails the test on a message in the console
    axe       `axe(page)` fails on any finding of axe-core (WCAG 2.2 AA and best practice)
    look      `look(page, "formular-fehler")` keeps a picture in artefacts/ for the review
    address   `address("/dienste/")` is the whole address of a page of this test's server

A test says the width with `page.set_viewport_size`, the theme with `page.emulate_media(color_scheme="dark")`.
"""

import os
import shutil
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
AXE = HOUSE / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop; the tests themselves are plain


def pytest_collection_modifyitems(items):
    """Say why no browser test runs on a machine without a browser."""
    missing = "chromium is not installed: apt-get install chromium" if not CHROMIUM else ""
    if not missing and not AXE.is_file():
        missing = "axe-core is not there: run `npm ci --ignore-scripts` in frontend/"
    if missing:
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the installed browser without any talk of its own to the outside."""
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A desk in Germany; motion is reduced so that pictures do not depend on the moment."""
    return browser_context_args | {
        "locale": "de-DE",
        "timezone_id": "Europe/Berlin",
        "reduced_motion": "reduce",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture
def page(page, live_server):
    """Watch a page: no foreign address, no message of the browser, no violated policy."""
    strange, told = [], []
    ours = (live_server.url, "data:", "blob:", "about:")

    def stop_strangers(route):
        if route.request.url.startswith(ours):
            return route.continue_()
        strange.append(route.request.url)
        return route.abort()

    def hear(message):
        is_answer = message.text.startswith("Failed to load resource")  # heed() knows what was asked for
        if message.type in ("error", "warning") and not is_answer:
            told.append(message.text)

    def heed(answer):
        if answer.status >= 400 and answer.request.resource_type not in ("document", "fetch", "xhr"):
            told.append(f"{answer.status} for {answer.url}")

    page.context.route("**/*", stop_strangers)
    page.on("console", hear)
    page.on("response", heed)
    page.on("pageerror", lambda error: told.append(str(error)))
    yield page
    assert not strange, f"asked for foreign addresses: {strange}"
    assert not told, f"the browser complained: {told}"


@pytest.fixture
def address(live_server):
    """Make whole addresses of this test's server."""
    return lambda path="/": live_server.url + path


@pytest.fixture(scope="session")
def axe():
    """Ask axe-core and fail on any finding, each with the first places it was found at."""
    source = AXE.read_text(encoding="utf-8")

    def check(page, within=None, rules=RULES):
        # the page's own policy forbids foreign scripts: the checker is evaluated, not inserted
        page.evaluate(source)
        report = page.evaluate(
            "([within, rules]) => axe.run(within || document, {runOnly: rules})", [within, list(rules)]
        )
        found = [
            f"{finding['id']} ({finding['impact']}): "
            + " | ".join(" ".join(map(str, node["target"])) for node in finding["nodes"][:3])
            for finding in report["violations"]
        ]
        assert not found, f"{page.url}: " + "; ".join(found)

    return check


@pytest.fixture
def look():
    """Keep a picture of the whole page for the review."""
    folder = HOUSE / "artefacts"

    def keep(page, name, whole=True):
        folder.mkdir(exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=whole)

    return keep
