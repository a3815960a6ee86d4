"""What fresh eyes could not make out at the desk."""

import re
from pathlib import Path

from lotse.cases import models
from lotse.mailroom.models import raise_notice
from lotse.workspace.own_views import HAPPENED

CASES = Path(models.__file__).parents[1]


def test_every_kind_of_entry_says_in_words_what_happened():
    sources = [path.read_text() for path in CASES.rglob("*.py") if not {"tests", "migrations"} & set(path.parts)]
    kinds = {kind for source in sources for kind in re.findall(r'\brecord\(\s*"(\w+)"', source)}

    assert len(kinds) > 30
    assert kinds - set(HAPPENED) == set()


def test_a_notice_says_which_service_it_is_about(browser, make_case, town):
    case = make_case()
    raise_notice("no_team", case.pk, "Kein Team ist zuständig.", owner=None)

    page = browser(town.ahlers).get("/arbeit/hinweise/").text

    assert re.search(rf"{case.number}</a>, {case.service.title}", page)


def test_a_colleague_reads_why_a_page_may_not_be_there(browser, town, client):
    page = browser(town.ahlers).get("/arbeit/a/2019-000001/")

    assert page.status_code == 404
    assert "Sie dürfen es mit Ihren Rollen und Teams nicht sehen" in page.text
    assert 'href="/arbeit/"' in page.text
    assert "Rollen und Teams" not in client.get("/dienst/gibt-es-nicht/").text


def test_who_may_not_read_a_case_learns_that_confidential_ones_are_never_merged(browser, make_case, town, page_of):
    page = browser(town.ahlers).post(page_of(make_case(), "zusammenfuehrung/"), {"number": "2019-000001"})

    assert page.status_code == 422
    assert "Vertrauliche Anliegen werden nie zusammengeführt." in page.text


def test_the_list_of_keys_names_every_single_key_the_desk_hears():
    pages = "".join(path.read_text() for path in (CASES.parent / "workspace/templates").rglob("*.html"))
    script = (CASES.parent / "ui/static/lotse/lotse.js").read_text()
    heard = set(re.findall(r'(?:data-key|\bkey)="([^"{ ])"', pages))
    heard |= set(re.findall(r'event\.key(?:\.toLowerCase\(\))? === "([a-z/.])"', script))

    listed = re.findall(r'data-key-row="([^"]+)"', pages)

    assert {"j", "k", "x", "e"} <= heard
    assert sorted(listed) == sorted(heard)
