"""Every block of the house, in both themes, wide and narrow."""

import re

import pytest

from lotse.ui.tests.kit import LETTER, NAMES, SORRY

pytestmark = [pytest.mark.urls("lotse.ui.tests.kit"), pytest.mark.django_db(transaction=True)]

# too small to hit, unless it stands in running text, is stretched over a card or is hit by its label
SMALL_TARGETS = """least => [...document.querySelectorAll('a,button,input,select,textarea,summary')].filter(element => {
  const box = element.getBoundingClientRect();
  const small = box.width > 0 && (box.height < least || box.width < least);
  const other = '.lo-skip,.kern-link--stretched,input[type=checkbox],input[type=radio]';
  return small && element.checkVisibility() && !element.matches(other) && !element.closest('p,li,dd,label,td');
}).map(element => element.outerHTML.slice(0, 90))"""

# the addresses of the fonts that letters on the page are drawn with
LOADED_FONTS = """async () => {
  await document.fonts.ready;
  const drawn = [...document.fonts].filter(face => face.status === 'loaded')
    .map(face => face.weight + face.unicodeRange);
  return [...document.styleSheets].flatMap(sheet => [...sheet.cssRules].map(rule => [sheet, rule]))
    .filter(([_, rule]) => rule instanceof CSSFontFaceRule)
    .filter(([_, rule]) => drawn.includes(rule.style.fontWeight + rule.style.getPropertyValue('unicode-range')))
    .map(([sheet, rule]) => new URL(rule.style.getPropertyValue('src').match(/url\\("?([^")]+)/)[1], sheet.href).href);
}"""


@pytest.fixture(autouse=True)
def frame(settings):
    settings.UI_FRAME = "lotse.ui.tests.kit.frame"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_open_to_everyone(page, address, in_all_looks, name):
    page.goto(address(f"/{name}/"))

    in_all_looks(page, f"kit-{name}")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_fits_320_pixels(page, address, name):
    page.set_viewport_size({"width": 320, "height": 700})

    page.goto(address(f"/{name}/"))

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", NAMES)
def test_everything_can_be_hit_with_a_finger(page, address, name):
    least = 24 if name in ("arbeit", "uebergabe") else 44
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(address(f"/{name}/"))

    assert page.evaluate(SMALL_TARGETS, least) == []


def test_the_fixed_theme_wins_over_the_system(page, address, axe):
    page.emulate_media(color_scheme="light")
    page.goto(address("/bausteine/"))

    page.evaluate("document.documentElement.dataset.kernTheme = 'dark'")
    page.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")

    axe(page)
    red, *_ = map(float, re.findall(r"[\d.]+", page.evaluate("getComputedStyle(document.body).backgroundColor")))
    assert red < 40


@pytest.mark.parametrize("name", ["start", "arbeit"])
def test_what_is_asked_for_ahead_is_used_and_asked_for_once(page, address, name):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address(f"/{name}/"))

    ahead = page.eval_on_selector_all("link[rel=preload]", "links => links.map(link => link.href)")
    loaded = page.evaluate(LOADED_FONTS)

    assert ahead
    assert {href: asked.count(href) for href in ahead} == dict.fromkeys(ahead, 1)
    assert set(ahead) <= set(loaded)


@pytest.mark.parametrize("name", SORRY)
def test_a_page_that_says_sorry_is_open_to_everyone(page, address, in_all_looks, name):
    page.goto(address(f"/fehler/{name}/"))

    in_all_looks(page, f"kit-{name}")


def test_a_mail_can_be_read_in_both_themes(page, in_all_looks):
    page.set_content(LETTER.html())

    in_all_looks(page, "kit-mail", rules=("wcag2a", "wcag2aa"))
