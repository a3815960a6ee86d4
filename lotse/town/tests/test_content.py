"""Every edition of Musterhafen can be read by the house, and reads well."""

import json
import re

import pytest

from lotse.catalogue.topics import TOPICS
from lotse.privacy.notice import notice, spoken
from lotse.processes import Process
from lotse.questionnaires import Form
from lotse.questionnaires.conditions import fields_of
from lotse.questionnaires.kinds import KINDS
from lotse.town.content.editions import content_of, rows, town, town_card
from lotse.town.content.words import COMMON_RESULTS

ALL = sorted(rows())
FORBIDDEN = re.compile(
    r"ungültig|Pflichtfeld|fehlerhaft|ggf\.|bzw\.|o\. ?g\.|ASAP|\bSLA\b|\bOLA\b|Organisationseinheit|Datensatz"
    r"|\w[:*_]innen|!|klicken Sie hier|Servicestunden",
    re.IGNORECASE,
)
KEYS = {
    "streunende-katze": ["ort", "gesehen_am", "zustand", "foto", "gesichert", "aussehen", "kennzeichen", "wiederkehr",
                         "name", "kontakt", "fuer_wen"],
    "fundtier": ["tierart", "ort", "gesehen_am", "zustand", "verbleib", "aussehen", "kennzeichen", "nummer", "foto",
                 "behalten", "name", "kontakt", "fuer_wen"],
    "schlagloch": ["art", "ort", "gefahr", "foto", "groesse", "seit", "beschreibung", "name", "kontakt", "fuer_wen"],
    "frage": ["frage", "thema", "name", "kontakt", "fuer_wen"],
}  # fmt: skip


def said(thing):
    """Every text in a piece of content that people read."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            if key not in ("key", "value", "law", "legal", "legal_basis", "leading_system", "hint_for_staff"):
                yield from said(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from said(value)
    elif isinstance(thing, str):
        yield thing


@pytest.mark.parametrize("slug", ALL)
def test_every_edition_can_be_read(slug):
    content = content_of(slug)

    form, process = Form.read(content["form"]), Process.read(content["steps"])

    assert json.loads(json.dumps(content)) == content
    assert form.json_schema(content["title"])["title"] == content["title"]
    assert process.next_step((), lambda condition: False) is not None
    assert content["topic"] in TOPICS
    assert len(content["title"]) <= 150


@pytest.mark.parametrize("slug", ALL)
def test_every_step_belongs_to_a_team_there_is_and_asks_readable_conditions(slug):
    teams = {team["slug"] for department in town()["fachbereiche"] for team in department["teams"]}
    teams |= {body["slug"] for body in town()["externe"]}
    content = content_of(slug)
    known = {field.key for field in Form.read(content["form"]).fields} | {"abschlussart"}
    known |= {key for step in content["steps"] for key in step.get("gives", [])}

    for step in content["steps"]:
        assert step["team"] in teams
        assert not step.get("condition") or fields_of(step["condition"]) <= known


@pytest.mark.parametrize("slug", ALL)
def test_every_service_knows_how_it_may_end(slug):
    results = [result["slug"] for result in content_of(slug)["results"]]

    assert len(results) == len(set(results))
    assert {slug for slug, _ in COMMON_RESULTS} <= set(results)


@pytest.mark.parametrize("slug", ALL)
def test_every_promise_is_an_amount_and_a_unit(slug):
    agreements = content_of(slug)["agreements"]

    for name in ("first_answer", "result"):
        assert agreements[name]["amount"] >= 1
        assert agreements[name]["unit"] in ("min", "h", "workday", "werktag", "day", "week", "month")


@pytest.mark.parametrize("slug", ALL)
def test_the_words_follow_the_wording_guide(slug):
    content = content_of(slug)

    for text in [*said(content["form"]), *said(content["text"]), *said(content["messages"])]:
        assert not FORBIDDEN.search(text), text
        for sentence in re.split(r"[.?:]\s", text):
            assert len(sentence.split()) <= 18, sentence


@pytest.mark.parametrize("slug", ALL)
def test_a_required_question_says_how_to_answer_it(slug):
    for field in Form.read(content_of(slug)["form"]).fields:
        empty = KINDS[field.kind].empty(field)
        if field.required:
            assert "„" not in empty, f"{slug}.{field.key}: {empty}"


@pytest.mark.parametrize("slug", sorted(KEYS))
def test_keys_stay_what_they_are(slug):
    assert [field.key for field in Form.read(content_of(slug)["form"]).fields] == KEYS[slug]


def test_the_form_of_the_stray_cat_asks_what_the_town_wrote_down():
    asked = {field.key for field in Form.read(content_of("streunende-katze")["form"]).fields}

    assert {question["schluessel"] for question in town()["prozess_streunende_katze"]["formular"]} <= asked


@pytest.mark.parametrize("slug", ALL)
def test_what_an_empty_answer_asks_for_is_a_thing_or_a_whole_clause(slug):
    for field in Form.read(content_of(slug)["form"]).fields:
        said = str(KINDS[field.kind].empty(field))
        assert not re.match(r"Geben Sie (?:\w+ )?(?:wann|wen|was|wer|wem|welche\w*|wie|wo|ob)\b", said), said
        assert not re.match(r"(?:Schreiben Sie|Wählen Sie aus), (?:\w+ )?w\w+\.", said), said


def test_an_injured_cat_calls_for_the_telephone_first():
    form = Form.read(content_of("streunende-katze")["form"])

    assert [notice.phone for notice in form.notices_for({"zustand": "verletzt"})] == ["0221 4710 299"]


def test_a_cat_that_was_caught_is_a_found_animal_and_takes_its_answers_along():
    cat, found = (Form.read(content_of(slug)["form"]) for slug in ("streunende-katze", "fundtier"))
    told = {"gesichert": "yes", "ort": {"text": "Lindenweg"}, "zustand": "gesund", "aussehen": "grau"}

    assert [notice.service for notice in cat.notices_for(told)] == ["fundtier"]
    assert set(found.told(told)) == {"ort", "zustand", "aussehen"}


def test_a_complaint_about_a_decision_leads_to_the_explanation_and_is_not_taken_for_a_remedy():
    form = Form.read(content_of("beschwerde")["form"])

    page = form.ending({"anliegen_art": "bescheid"})

    assert "kein Widerspruch und keine Klage" in page.intro
    assert form.ending({"anliegen_art": "sache"}) is None


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("sache", {"was"}),
        ("person", {"verhalten"}),
        ("rat", {"eingabe", "rat_name", "rat_anschrift"}),
        ("lob", {"nachricht"}),
    ],
)
def test_every_kind_of_complaint_asks_only_what_it_needs(kind, missing):
    assert set(Form.read(content_of("beschwerde")["form"]).missing({"anliegen_art": kind})) == missing


def test_the_packet_for_the_shelter_holds_no_name():
    packets = content_of("streunende-katze")["packets"]

    assert packets["tierheim"] == {"matter": "yes", "picture": "yes", "person": "no", "note": "no", "messages": "no"}


@pytest.mark.parametrize("slug", ALL)
def test_every_service_has_a_privacy_notice_of_its_own(slug):
    content = content_of(slug)

    sections = notice(content, town_card())

    assert all(text for section in sections for text in section.paragraphs)
    assert content["title"] in spoken(content, town_card())
