"""Lotse in English: every sentence is translated, and the pages under /en/ speak no German of ours.

What the town itself wrote (titles, questions, names of teams) stays German: it is the town's to translate.
"""

import ast
import re
from html.parser import HTMLParser

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import override
from django.utils.translation.reloader import translation_file_changed

from lotse.project.gathering import HOUSE, template
from lotse.project.words import compile_all

CATALOGUE = HOUSE / "locale/en/LC_MESSAGES/django.po"
PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
GERMAN = re.compile(
    r"\b(der|die|das|dem|den|des|und|oder|nicht|ist|sind|wird|werden|ein|eine|einen|kein|keine|Sie|Ihr|Ihre|Ihren|Ihnen"
    r"|wir|uns|mit|von|vom|für|zum|zur|auf|aus|bei|nach|noch|bis|auch|wie|wenn|dass|über|Uhr)\b"
)
SPOKEN_ATTRIBUTES = ("aria-label", "alt", "title", "placeholder")
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@pytest.fixture(scope="module")
def catalogue():
    with CATALOGUE.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def english():
    """The catalogue as pages use it, compiled from what is in this checkout."""
    compile_all()
    translation_file_changed(None, CATALOGUE.with_suffix(".mo"))


def said(string):
    return (string,) if isinstance(string, str) else tuple(string)


def test_every_sentence_of_the_house_is_in_the_catalogue(catalogue):
    missing = [message.id for message in template() if message.id and not catalogue.get(message.id, message.context)]

    assert missing == [], "python -m lotse.project.gathering brings them in"


def test_the_catalogue_holds_no_sentence_that_nobody_says(catalogue):
    house = template()

    assert [message.id for message in catalogue if message.id and not house.get(message.id, message.context)] == []
    assert not catalogue.obsolete


def test_every_sentence_is_translated(catalogue):
    assert [message.id for message in catalogue if message.id and not all(said(message.string))] == []
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []


def test_a_translation_keeps_every_placeholder(catalogue):
    different = [
        (german, english)
        for message in catalogue
        if message.id
        for german, english in zip(said(message.id), said(message.string), strict=True)
        if sorted(PLACEHOLDERS.findall(german)) != sorted(PLACEHOLDERS.findall(english))
    ]

    assert different == []


def test_a_translation_begins_and_ends_like_its_sentence(catalogue):
    for message in catalogue:
        for german, english in zip(said(message.id), said(message.string), strict=True):
            if message.id:
                assert (german[0] == " ") == (english[0] == " "), german
                assert (german[-1] in ".?:,") == (english[-1] in ".?:,"), (german, english)


def test_no_translation_is_still_german(catalogue):
    german = [
        part
        for message in catalogue
        if message.id
        for part in said(message.string)
        if GERMAN.search(re.sub(r"‘[^’]*’", "", part))
    ]

    assert german == []


MARKS = {"_", "gettext", "gettext_lazy", "lazy", "ngettext", "gettext_noop"}
SENTENCE = re.compile(r"[äöüÄÖÜß„]|" + GERMAN.pattern)
ADDRESS = re.compile(r"[a-z]+")  # a word of an address, as in ?nach=
READ_BY_OPERATORS = {"verifying.py", "retelling.py", "commands.py"}  # what the command line prints is German


def unmarked(source):
    """Yield every German sentence of a module that no catalogue will ever hold."""
    tree = ast.parse(source.read_text("utf-8"))
    marked = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") in MARKS]
    docs = [n for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)]
    known = {id(part) for whole in marked + docs for part in ast.walk(whole)}
    said = [
        n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in known
    ]
    for node in said:
        if SENTENCE.search(node.value) and not ADDRESS.fullmatch(node.value):
            yield f"{source.relative_to(HOUSE)}:{node.lineno} {node.value}"


@pytest.mark.parametrize("room", ["cases", "catalogue/refusals.py", "catalogue/models", "workspace"])
def test_every_german_sentence_of_these_rooms_is_marked(room):
    place = HOUSE / room
    sources = [place] if place.suffix else sorted(place.rglob("*.py"))
    ours = [each for each in sources if not {"tests", "migrations"} & set(each.parts)]

    found = [line for each in ours if each.name not in READ_BY_OPERATORS for line in unmarked(each)]

    assert found == []


class Spoken(HTMLParser):
    """What somebody reads or hears of a page, without the parts that say themselves that they are German."""

    def __init__(self):
        super().__init__()
        self.language, self.words, self.open = "", [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "html":
            self.language = values["lang"]
        is_foreign = values.get("lang") == "de" or tag in ("script", "style")
        if not (is_foreign or any(foreign for _, foreign in self.open)):
            self.words += [values[name] or "" for name in SPOKEN_ATTRIBUTES if name in values]
        if tag not in VOID:
            self.open.append((tag, is_foreign))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(foreign for _, foreign in self.open):
            self.words.append(data)


@pytest.fixture
def towns_own(town):
    """Every text that the town wrote, the longest first."""
    from lotse.catalogue.models import Edition, Service
    from lotse.people.models import Department, Team
    from lotse.tenants.models import Town

    texts = {str(Town.here())}

    def read(value):
        if isinstance(value, str):
            texts.update(" ".join(line.split()) for line in (value, *value.splitlines()) if len(line) > 3)
        elif isinstance(value, dict | list):
            for part in value.values() if isinstance(value, dict) else value:
                read(part)

    for row in (*Service.objects.all(), *Department.objects.all(), *Team.objects.all()):
        read([value for value in vars(row).values() if isinstance(value, str | dict | list)])
    read([edition.content for edition in Edition.objects.all()])
    return sorted(texts, key=len, reverse=True)


@pytest.mark.parametrize("address", [
    "/en/", "/en/dienst/streunende-katze/", "/en/dienst/streunende-katze/formular/ort/",
    "/en/dienst/streunende-katze/formular/beschreibung/", "/en/dienst/streunende-katze/datenschutz/",
    "/en/datenschutz/", "/en/stand/",
])  # fmt: skip
def test_a_page_in_english_has_no_german_of_ours(address, client, english, towns_own):
    with override("en"):  # a request leaves its language behind in the thread
        answer = client.get(address)

    spoken = Spoken()
    spoken.feed(answer.content.decode())
    text = " ".join(" ".join(spoken.words).split())
    for own in towns_own:
        text = text.replace(own, " ")
    assert answer.status_code == 200
    assert spoken.language == "en"
    assert [text[max(0, at.start() - 40) : at.end() + 40] for at in GERMAN.finditer(text)] == []


def spoken_of(answer):
    spoken = Spoken()
    spoken.feed(answer.content.decode())
    return " ".join(" ".join(spoken.words).split())


def test_a_form_in_english_says_days_choices_and_examples_in_english(client, english, town):
    form = "/en/dienst/streunende-katze/formular/"
    with override("en"):
        asked = client.get(f"{form}ort/")
        told = {"ort-text": "Lindenweg", "gesehen_am-day": "9", "gesehen_am-month": "10", "gesehen_am-year": "2025",
                "gesehen_am-about": "evening", "zustand": "gesund"}  # fmt: skip
        client.post(f"{form}ort/", told)
        client.post(f"{form}beschreibung/", {"gesichert": "no"})
        check = client.get("/en/dienst/streunende-katze/pruefen/")

    assert "The texts of this service are available in German only." in spoken_of(asked)
    assert "For example: 9 10 2026" in spoken_of(asked)
    assert "in the evening (6 to 10 pm)" in spoken_of(asked)
    assert "Thursday, 9 October 2025, in the evening" in spoken_of(check)
    assert "Oktober" not in check.text
    assert ">No<" in check.text.replace("\n", "").replace(" ", "")
    assert 'lang="de">Sie wirkt gesund' in check.text


def test_a_concern_in_english_says_the_day_in_english(client, english, make_case, town):
    from lotse.portal.answers import told_in_words

    case = make_case()
    words = case.entries.get(kind="opened").words
    with override("en"):
        told = dict(told_in_words(case.edition.form, words))

    assert not re.search(r"Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag", told["Gesehen am"])
    assert told["Katze in Obhut"] == "No"
    with override("de"):
        assert dict(told_in_words(case.edition.form, words))["Katze in Obhut"] == "Nein"


def test_a_letter_in_english_says_in_english_that_the_report_has_arrived(make_case, english):
    from lotse.mailroom.models import Letter

    with override("en"):
        case = make_case()

    assert "Your report has arrived." in Letter.objects.get(about=case.pk).text
    assert case.phase == "Ihre Meldung ist da.", "the case itself speaks German"


def test_what_the_town_wrote_itself_is_said_to_be_german(client, english, town):
    from lotse.tenants.models import Town

    Town.objects.update(imprint="Stadt Musterhafen\nRufen Sie an: 0221 4710 100")

    with override("en"):
        page = client.get("/en/impressum/")

    assert "Rufen" not in spoken_of(page)
    assert 'href="tel:+492214710100"' in page.text
