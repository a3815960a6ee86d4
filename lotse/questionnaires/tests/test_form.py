"""How a form is asked, answered, checked and shown."""

from datetime import date

from lotse.questionnaires import Form
from lotse.questionnaires.tests.forms import ANSWERS, CAT, cat_form, one

TODAY = date(2026, 10, 12)


def test_complete_answers_have_nothing_missing_and_nothing_wrong():
    assert cat_form().check(ANSWERS, today=TODAY) == {}


def test_empty_answers_are_asked_for_in_the_words_of_the_question():
    assert cat_form().check({}, today=TODAY) == {
        "ort": "Geben Sie den Ort ein.",
        "gesehen_am": "Geben Sie den Tag ein, an dem Sie die Katze gesehen haben.",
        "zustand": "Wählen Sie aus, wie es der Katze geht.",
    }


def test_only_the_page_that_was_sent_is_checked():
    assert cat_form().check({}, "kontakt", today=TODAY) == {}


def test_what_is_missing_may_be_filed_but_what_is_wrong_is_kept_as_told():
    form = cat_form()
    answers = form.parse({"gesehen_am-day": "31", "gesehen_am-month": "6", "gesehen_am-year": "2026"})

    assert set(form.missing(answers)) == {"ort", "zustand"}
    assert form.wrong(answers, today=TODAY) == {"gesehen_am": "Den 31. Juni gibt es nicht. Prüfen Sie Tag und Monat."}
    assert [fact.text for fact in form.facts(answers)] == ["31.6.2026"]


def test_a_hidden_question_is_neither_asked_nor_kept():
    form = cat_form()
    answers = ANSWERS | {"verletzung": "humpelt"}

    assert "verletzung" not in form.told(answers)
    assert [page.key for page in form.pages_for(answers)] == ["ort", "kontakt"]


def test_an_answer_opens_the_page_that_depends_on_it():
    form = cat_form()
    answers = ANSWERS | {"zustand": "verletzt"}

    assert [page.key for page in form.pages_for(answers)] == ["ort", "wunde", "kontakt"]
    assert form.check(answers, today=TODAY) == {"verletzung": "Füllen Sie „Verletzung“ aus."}
    assert [notice.key for notice in form.notices_for(answers)] == ["notfall"]


def test_not_knowing_is_an_answer():
    form = cat_form()
    answers = ANSWERS | {"zustand": "unknown"}

    assert form.check(answers, today=TODAY) == {}
    assert ("zustand", "Zustand", "weiß ich nicht") in form.shown(answers)[0][1]


def test_the_check_page_reads_like_the_form():
    shown = cat_form().shown(ANSWERS)

    assert [(page.title, rows) for page, rows in shown] == [
        (
            "Ort und Zeit",
            [
                ("ort", "Ort", "Spielplatz Lindenweg"),
                ("gesehen_am", "Gesehen am", "Freitag, 9. Oktober 2026, abends"),
                ("zustand", "Zustand", "Sie wirkt gesund"),
            ],
        ),
        (
            "So erreichen wir Sie",
            [("name", "Name", "Selin Öztürk"), ("kontakt", "E-Mail oder Telefon", "s.oeztuerk@example.org")],
        ),
    ]


def test_the_check_page_can_show_what_was_left_out():
    rows = dict((key, text) for _, listed in cat_form().shown({}, empty="nicht angegeben") for key, _, text in listed)

    assert rows["name"] == "nicht angegeben"


def test_one_page_is_read_over_the_answers_known_before():
    form = cat_form()

    answers = form.parse({"name": "  Ay\u0308lin ", "kontakt": "0221 4710"}, "kontakt", known=ANSWERS)

    assert answers["zustand"] == "gesund"
    assert answers["name"] == "Aÿlin"
    assert form.contact(answers) == {"name": "Aÿlin", "email": "", "phone": "0221 4710"}


def test_a_page_sent_without_a_file_keeps_the_file_sent_before():
    form = cat_form()
    known = ANSWERS | {"zustand": "verletzt", "foto": [{"id": "1", "name": "katze.jpg", "size": 2_100_000}]}

    answers = form.parse({"verletzung": "humpelt"}, "wunde", known=known)

    assert dict((key, text) for key, _, text in form.shown(answers)[1][1])["foto"] == "katze.jpg (2,1 MB)"


def test_what_was_typed_comes_back_into_the_controls():
    form = cat_form()
    raw = {
        "ort-text": "Lindenweg",
        "ort-lat": "",
        "ort-lon": "",
        "gesehen_am-day": "31",
        "gesehen_am-month": "x",
        "gesehen_am-year": "26",
        "gesehen_am-about": "evening",
        "zustand": "gesund",
    }

    assert form.to_form(form.parse(raw, "ort"), "ort") == raw


def test_a_form_that_ends_asks_nothing_more():
    content = {
        "pages": [
            {"key": "art", "title": "Art", "fields": [CAT["pages"][0]["fields"][2]]},
            {
                "key": "ende",
                "title": "Hier endet es",
                "ends": True,
                "condition": {"field": "zustand", "in": ["gesund"]},
            },
            {"key": "mehr", "title": "Mehr", "fields": [{"key": "mehr", "label": "Mehr", "kind": "text"}]},
        ]
    }
    form = Form.read(content)

    assert form.ending({"zustand": "gesund"}).key == "ende"
    assert form.told({"zustand": "gesund", "mehr": "x"}) == {"zustand": "gesund"}
    assert form.ending({"zustand": "verletzt"}) is None


def test_strange_keys_are_named():
    assert cat_form().strangers({"ort": "x", "betrag": 1}) == ["betrag"]


def test_the_place_of_a_form_is_found():
    assert cat_form().place({"ort": {"lat": 50.94, "lon": "6,96"}}) == {
        "address": "",
        "lat": "50.940000",
        "lon": "6.960000",
    }


def test_a_newer_form_says_what_it_asks_differently():
    newer = Form.read(
        CAT
        | {
            "notices": [],
            "pages": [
                CAT["pages"][0],
                {"key": "k", "title": "K", "fields": [{"key": "name", "label": "Ihr Name", "kind": "name"}]},
            ],
        }
    )

    found = {(change.what, change.key): change.details for change in cat_form().diff(newer)}

    assert set(found) == {("removed", "verletzung"), ("removed", "foto"), ("removed", "kontakt"), ("changed", "name")}
    assert found["changed", "name"] == ("label", "question")


def test_every_kind_has_controls_and_a_default_data_class():
    assert one("email").field("key").data_class == "person"
    assert one("file").field("key").data_class == "picture"
    assert one("file", accept="document").field("key").data_class == "person"
    assert one("place").field("key").data_class == "matter"
    assert [part.name for part in Form.parts(one("date").field("key"))] == ["key-day", "key-month", "key-year"]
