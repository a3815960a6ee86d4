"""What stands around every page, what a page loads, and what refusals say."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.template.loader import get_template, render_to_string
from django.utils.translation import override
from pytest_django.asserts import assertInHTML

from lotse.ui import assets
from lotse.ui.checks import the_styles_are_there
from lotse.ui.errors import too_many
from lotse.ui.tests.kit import LETTER

ROOM = Path(__file__).resolve().parents[1]
TEMPLATES = sorted(path.relative_to(ROOM / "templates") for path in (ROOM / "templates").rglob("*.html"))


@pytest.fixture
def ask(rf):
    def make(path="/"):
        request = rf.get(path)
        request.user = AnonymousUser()
        return request

    return make


def test_a_demo_says_on_every_page_that_the_town_does_not_exist(ask, settings):
    settings.UI_DEMO = "Musterhafen gibt es nicht"

    for name in ("ui/base_citizen.html", "ui/base_staff.html"):
        assert "<strong>Vorführung</strong> – Musterhafen gibt es nicht" in render_to_string(name, {}, ask())


def test_a_real_town_has_no_demo_strip_and_no_federal_strip_unless_it_says_so(ask, settings):
    settings.UI_DEMO = ""

    page = render_to_string("ui/base_citizen.html", {}, ask())

    assert "Vorführung" not in page
    assert "Bundesrepublik" not in page


@pytest.mark.urls("lotse.ui.tests.kit")
def test_only_ways_that_exist_are_shown(ask):
    page = render_to_string("ui/base_citizen.html", {}, ask("/dienste/"))

    assertInHTML('<a href="/dienste/" aria-current="page">Dienste</a>', page)
    assert "Impressum" in page
    assert "Anmelden" not in page


@pytest.mark.urls("lotse.ui.tests.two_languages")
def test_a_page_leads_to_itself_in_the_other_language(ask):
    german = render_to_string("ui/base_citizen.html", {}, ask("/dienste/"))
    with override("en"):
        english = render_to_string("ui/base_citizen.html", {}, ask("/en/dienste/"))

    assert '<a href="/en/dienste/" lang="en" hreflang="en">English</a>' in german
    assert '<a href="/dienste/" lang="de" hreflang="de">Deutsch</a>' in english
    assert '<html lang="en"' in english


def test_there_is_one_live_region_and_one_main(ask):
    for name in ("ui/base_citizen.html", "ui/base_staff.html"):
        page = render_to_string(name, {}, ask())

        assert page.count("aria-live") == 1
        assert page.count("<main") == 1
        assert page.count("<header>") == 1


@pytest.mark.parametrize("name", TEMPLATES, ids=str)
def test_a_template_holds_no_inline_script_or_style(name):
    get_template(str(name))
    text = (ROOM / "templates" / name).read_text(encoding="utf-8")

    assert "<script>" not in text
    assert not re.search(r"\son\w+=", text)
    if name.name != "mail.html":
        assert "style=" not in text
        assert "<style" not in text


def test_colours_come_from_tokens_alone():
    for name in ("lotse.css", "staff.css", "theme.css"):
        text = (ROOM / "static" / "lotse" / name).read_text(encoding="utf-8")
        text = re.sub(r"/\* call display.*", "", text, flags=re.S)

        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", text), name


def test_a_name_with_marks_in_it_stays_text():
    page = engines["django"].from_string(
        '{% tag name %}{% note "" name %}x{% endnote %}{% message name %}y{% endmessage %}'
    )

    assert "<b>" not in page.render({"name": "<b>Öz</b>"})


def test_a_block_keeps_the_marks_of_the_page_and_not_those_of_people():
    page = engines["django"].from_string("{% note %}<b>{{ said }}</b>{% endnote %}")

    assert "<b>&lt;i&gt;</b>" in page.render({"said": "<i>"})


def test_who_tries_too_often_learns_when_to_come_back(ask):
    page = too_many(ask(), 540)

    assert page.status_code == 429
    assert page["Retry-After"] == "540"
    assert "Warten Sie 9 Minuten" in page.content.decode()


@pytest.mark.parametrize(
    ("path", "start"),
    [("/dienst/x/", 'href="/"'), ("/arbeit/a/1/", 'href="/arbeit/"'), ("/en/arbeit/a/1/", 'href="/arbeit/"')],
)
def test_a_page_that_is_not_there_leads_back_to_its_own_side(ask, path, start):
    page = render_to_string("404.html", {}, ask(path))

    assert "Diese Seite gibt es nicht" in page
    assert f'class="kern-btn kern-btn--primary" {start}' in page


def test_missing_styles_are_named_with_the_way_to_get_them(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "NODE_MODULES", tmp_path)
    monkeypatch.setattr(assets, "VENDORED", tmp_path)

    (found,) = the_styles_are_there()

    assert "kern/kern.min.css" in found.msg
    assert "npm ci --ignore-scripts" in found.hint
    assert assets.FetchedFiles().find("kern/kern.min.css") == []


def test_every_foreign_file_has_its_licence_beside_it(monkeypatch, tmp_path):
    for source in assets.FILES.values():
        (tmp_path / source).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / source).write_text(source)
    monkeypatch.setattr(assets, "NODE_MODULES", tmp_path)

    listed = {name: storage.open(name).read().decode() for name, storage in assets.FetchedFiles().list([])}

    assert listed == assets.FILES
    for folder in {name.split("/")[0] for name in listed}:
        assert any(name.startswith(f"{folder}/LICENSE") for name in listed)


def test_the_lock_file_records_no_address_of_a_registry():
    lock = (ROOM.parents[1] / "frontend" / "package-lock.json").read_text(encoding="utf-8")

    assert '"resolved"' not in lock


def test_a_mail_says_the_same_in_both_texts():
    html, text = LETTER.html(), LETTER.text()

    for sentence in (
        LETTER.happened,
        LETTER.greeting,
        *LETTER.next,
        LETTER.href,
        LETTER.number,
        LETTER.guide_phone,
        LETTER.why,
    ):
        assert sentence in html
        assert sentence in text
    assert "<img" not in html
    assert "\n\n\n" not in text
    assert "<" not in text
