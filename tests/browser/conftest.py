"""A real browser for the tests of pages: Debian's Chromium, kept inside this machine.

    page         a page; the test fails on a foreign address, a message in the console or a violated policy
    new_context  a second browser under the same watch: `new_context(java_script_enabled=False).new_page()`
    sit_down     `sit_down(town.ahlers)` lets somebody of the town use this page
    axe          `axe(page)` fails on any finding of axe-core (WCAG 2.2 AA and best practice)
    in_all_looks `in_all_looks(page, "konto")` does so in both themes, wide and narrow, without loading anew
    focus_is_kept  the test fails where the focus falls to the page after htmx swapped a part
    look         `look(page, "formular-fehler")` keeps a picture in artefacts/ (only `make pictures`)
    address      `address("/dienste/")` is the whole address of a page of this test's server

A test says the width with `page.set_viewport_size`, the theme with `page.emulate_media(color_scheme="dark")`.
"""

import os
import shutil
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import expect

HOUSE = Path(__file__).resolve().parents[2]
AXE = HOUSE / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [("light", 1280), ("dark", 390), ("dark", 1280), ("light", 390)]
DRAWN = "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
NARROW = 320  # WCAG 1.4.10: a window of 1280 pixels at 400 %
# what sticks out to the right on a page whose texts each got one long word more; the page stays as it was
STICKS_OUT = """([width, word]) => {
  const fixed = 'script,svg,textarea,select,.lo-vh,.lo-nb,.lo-date,.lo-board,.kern-badge,.kern-label__optional,' +
    '[translate=no]';
  const texts = [], page = document.querySelector('main');
  const told = page && document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  while (told?.nextNode()) {
    const text = told.currentNode;
    if (text.data.trim() && !text.parentElement.closest(fixed)) texts.push(text);
  }
  const before = texts.map(text => text.data);
  texts.forEach(text => { text.data = text.data.trimEnd() + ' ' + word; });
  const isWider = document.documentElement.scrollWidth > width;
  const places = isWider ? [...document.querySelectorAll('body *')].filter(element => !element.closest('.lo-scroll'))
    .filter(element => element.getBoundingClientRect().right > width && element.checkVisibility()) : [];
  const names = places.slice(-3).map(element => element.outerHTML.slice(0, 120));
  texts.forEach((text, at) => { text.data = before[at]; });
  return isWider ? names : null;
}"""
LONG_WORD = "Rechtsschutzversicherungsgesellschaften"  # the longest of the Duden's that people use

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop; the tests themselves are plain
expect.set_options(timeout=15_000)  # a busy machine is no finding


def pytest_collection_modifyitems(items):
    """Say why no browser test runs on a machine without a browser."""
    missing = "chromium is not installed: apt-get install chromium" if not CHROMIUM else ""
    if not missing and not AXE.is_file():
        missing = "axe-core is not there: run `npm ci --ignore-scripts` in frontend/"
    if missing:
        for item in items:
            if Path(__file__).parent in item.path.parents and item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the installed browser without any talk to the outside: no name but this machine's is found."""
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    inside = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": [*quiet, inside]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A desk in Germany; motion is reduced so that pictures do not depend on the moment."""
    return browser_context_args | {
        "locale": "de-DE",
        "timezone_id": "Europe/Berlin",
        "reduced_motion": "reduce",
        "viewport": {"width": 1280, "height": 900},
    }


class Watch:
    """Notes what no page may do: ask foreign addresses, complain in the console, break its own policy."""

    def __init__(self, home):
        self.ours = (home + "/", "data:", "blob:", "about:")
        self.noted = []

    def over(self, context):
        """Watch every page of this browser, opened or still to open."""
        context.on("request", self._heed_request)
        context.on("response", self._heed_answer)
        context.on("console", self._heed_message)
        context.on("weberror", lambda trouble: self.noted.append(str(trouble.error)))

    def _heed_request(self, request):
        if not request.url.startswith(self.ours):
            self.noted.append(f"asked for a foreign address: {request.url}")

    def _heed_answer(self, answer):
        if answer.status >= 400 and answer.request.resource_type not in ("document", "fetch", "xhr"):
            self.noted.append(f"{answer.status} for {answer.url}")

    def _heed_message(self, message):
        # what could not be loaded stands in the console, too; _heed_answer knows what was asked for. That a font
        # was not used some seconds after loading tells of a busy machine: test_kit.py holds that each is used
        if message.text.startswith("Failed to load resource") or "preloaded using link preload but" in message.text:
            return
        self.noted.append(f"{message.type} in the console: {message.text} (on {message.page and message.page.url})")


@pytest.fixture
def watch(live_server):
    """Watch all browsers of a test; whatever was noted fails it."""
    watch = Watch(live_server.url)
    yield watch
    assert not watch.noted, "\n".join(watch.noted)


@pytest.fixture(autouse=True)
def all_answered(transactional_db):
    """Let the server end what pages asked for to the last (a draft, a sign of presence) before tables are emptied."""
    under_way = UnderWay()
    with under_way.counted():
        yield
        under_way.wait_for_the_last()


class UnderWay:
    """How many requests the server of this process works on."""

    PATIENCE_S, QUIET_S = 15, 0.1

    def __init__(self):
        self.count, self.lock, self.changed_at = 0, threading.Lock(), 0.0

    @contextmanager
    def counted(self):
        """Count as long as this lasts."""
        request_started.connect(self._one_more)
        request_finished.connect(self._one_less)
        yield
        request_started.disconnect(self._one_more)
        request_finished.disconnect(self._one_less)

    def wait_for_the_last(self):
        """Return when nothing was asked or answered for a moment; what never ends fails the test."""
        ends = time.monotonic() + self.PATIENCE_S
        self.changed_at = time.monotonic()
        while self.count > 0 or time.monotonic() - self.changed_at < self.QUIET_S:
            assert time.monotonic() < ends, f"{self.count} requests never ended"
            time.sleep(0.02)

    def _one_more(self, **_told):
        self._change(+1)

    def _one_less(self, **_told):
        self._change(-1)

    def _change(self, by):
        with self.lock:
            self.count, self.changed_at = max(0, self.count + by), time.monotonic()


@pytest.fixture
def new_context(browser, browser_context_args, watch):
    """Open further browsers; all are watched, and closed when the test ends."""
    made = []

    def make(**special):
        made.append(browser.new_context(**(browser_context_args | special)))
        watch.over(made[-1])
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def address(live_server):
    """Make whole addresses of this test's server."""
    return lambda path="/": live_server.url + path


@pytest.fixture
def sit_down(page, address):
    """Let somebody of the town use this page, signed in as by the front door."""

    def sign_in(person, on=page):
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        bring_cookies(on, client, address)
        return on

    return sign_in


def bring_cookies(page, client, address):
    """Continue in the browser what a test client began."""
    page.context.clear_cookies()
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address("/")}])


@pytest.fixture
def focus_is_kept(page):
    """Look after every swap, on every page of the test, where the focus is; a part that came by itself leaves it be."""
    lost = []
    page.expose_function("focusIsLost", lambda after: lost.append(after))
    page.add_init_script(
        "const alone = new WeakSet();"
        "document.addEventListener('htmx:beforeSwap', event => { if (document.activeElement === document.body"
        " && /^(load|every)/.test(event.detail.requestConfig?.elt?.getAttribute('hx-trigger') || ''))"
        " alone.add(event.detail.xhr); });"
        "document.addEventListener('htmx:afterSettle', event => setTimeout(() => {"
        " if (!alone.has(event.detail.xhr) && document.activeElement === document.body)"
        " focusIsLost(event.detail.pathInfo?.requestPath || 'a swap'); }, 60));"
    )
    yield
    assert not lost, f"the focus fell to the page after {lost}"


@pytest.fixture(scope="session")
def axe():
    """Ask axe-core and fail on any finding, each with the first places it was found at."""
    source = AXE.read_text(encoding="utf-8")

    def check(page, within=None, rules=RULES):
        # the page's own policy forbids foreign scripts: the checker is evaluated, not inserted
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)
        report = page.evaluate(
            "([within, rules]) => axe.run(within || document, {runOnly: rules, resultTypes: ['violations']})",
            [within, list(rules)],
        )
        found = [
            f"{finding['id']} ({finding['impact']}): "
            + " | ".join(" ".join(map(str, node["target"])) for node in finding["nodes"][:3])
            for finding in report["violations"]
        ]
        assert not found, f"{page.url}: " + "; ".join(found)

    return check


def pytest_report_header():
    """Say what is not asked here, and where it is."""
    return "axe: every other page in one look; `make pictures` asks it of every page, in both themes, wide and narrow"


@pytest.fixture
def in_all_looks(axe, look):
    """Check a page as it stands: axe finds nothing, nothing scrolls sideways; narrow also at 320 pixels, in long words.

    `make pictures` looks in both themes, wide and narrow; `make test` at each page in one of the four, by its name, and
    asks axe of every other page: a third of the time of all browser tests went into it.
    """

    def check(page, name, rules=RULES):
        turn, mine = divmod(crc32(name.encode()), len(LOOKS))
        asks_axe = bool(os.environ.get("LOTSE_PICTURES")) or turn % 2 == 0
        for theme, width in LOOKS if os.environ.get("LOTSE_PICTURES") else LOOKS[mine : mine + 1]:
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(DRAWN)
            look(page, f"{name}-{width}-{theme}")
            if asks_axe:
                axe(page, rules=rules)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} scrolls sideways"
            if width < 400:
                page.set_viewport_size({"width": NARROW, "height": 900})
                assert page.evaluate(STICKS_OUT, [NARROW, LONG_WORD]) is None, f"{name} scrolls sideways"

    return check


@pytest.fixture
def look():
    """Keep a picture of the whole page for the review, when one is wanted: `make pictures`."""
    folder = Path(os.environ["LOTSE_PICTURES"]) if os.environ.get("LOTSE_PICTURES") else None

    def keep(page, name, whole=True):
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}.png", full_page=whole)

    return keep
