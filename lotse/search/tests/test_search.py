"""What people find in Musterhafen, and under which words."""

import uuid

import pytest
from django.db import connection

from lotse.search.models import Page, drop, found, put, relevance
from lotse.search.words import folded, typed_words

pytestmark = pytest.mark.django_db

TITLES = {
    "Straßenlaterne defekt Beleuchtung": "Die Lampe ist aus oder flackert.",
    "Hundesteuer Hund anmelden": "Sie haben einen Hund? Melden Sie ihn hier an.",
    "Sperrmüll abholen lassen Sperrgut": "Schränke, Sofas und Häuser voller Kram.",
    "Reisepass beantragen": "Für Reisen außerhalb der Europäischen Union.",
    "Personalausweis beantragen Perso": "Bringen Sie ein Foto mit.",
    "Führerschein umtauschen": "Alte Führerscheine werden getauscht.",
    "Streunende Katze melden Streuner Kätzchen": "Sie haben eine Katze gesehen.",
    "Schlagloch melden": "Ein Loch in der Straße.",
    "Bewohnerparken Anwohnerparken Parkausweis": "Parken, wo Sie wohnen.",
}


@pytest.fixture
def find():
    """Put the services in and look for words; the first word of each title is the answer."""
    names = {}
    for title, text in TITLES.items():
        subject = uuid.uuid4()
        names[subject] = title.split()[0]
        put("thing", subject, title, text)

    def find(typed):
        hits = Page.objects.filter(kind="thing", subject__in=found("thing", typed))
        return {names[page.subject] for page in hits}

    return find


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("laterne", "Straßenlaterne"),  # inside a compound
        ("Laternen", "Straßenlaterne"),
        ("strassenlaterne", "Straßenlaterne"),  # ß
        ("Strasenlaterne", "Straßenlaterne"),  # one letter short
        ("Sperrmüll", "Sperrmüll"),
        ("sperrmuell", "Sperrmüll"),  # no umlaut on this keyboard
        ("SPERRMUEL", "Sperrmüll"),
        ("Haus", "Sperrmüll"),  # stem of Häuser
        ("Hunde", "Hundesteuer"),
        ("Hudnesteuer", "Hundesteuer"),  # two letters changed
        ("Kazte", "Streunende"),
        ("Kätzchen", "Streunende"),
        ("persoalausweis", "Personalausweis"),
        ("Fuererschein", "Führerschein"),
        ("meine Katze ist weg gesehen?", None),
        ("Ich habe eine Katze gesehen", "Streunende"),  # little words do not count
        ("Ausweis für Parken", "Bewohnerparken"),
        ("Reisepass Foto", None),  # every telling word counts
        ("Xylophon", None),
    ],
)
def test_services_are_found_in_the_words_of_citizens(find, typed, answer):
    assert find(typed) >= ({answer} if answer else set())
    if answer is None:
        assert find(typed) == set()


@pytest.mark.parametrize(
    "typed", ["", "   ", "'", "a & !b | (c", "<->:*", "%", "_", "\\", "\0", "';drop table x;--", "💡"]
)
def test_marks_and_operators_are_no_words_and_break_nothing(find, typed):
    assert len(find(typed)) < len(TITLES)


def test_a_very_long_text_is_looked_for_in_bounds(find):
    assert find("straße " * 10_000) >= {"Straßenlaterne"}
    assert len(typed_words(" ".join(f"wort{n}" for n in range(50)))) == 8


def test_new_words_take_the_place_of_the_old_in_one_statement(django_assert_num_queries):
    subject = uuid.uuid4()
    put("other", subject, "Ast auf der Linde")

    with django_assert_num_queries(1):
        put("other", subject, "Ast auf der Birke", "Lindenweg 4")

    page = Page.objects.get(kind="other", subject=subject)
    assert page.title == "Ast auf der Birke"
    assert Page.objects.filter(subject__in=found("other", "Birken")).exists()


def test_kinds_do_not_mix_and_what_is_dropped_is_gone():
    subject = uuid.uuid4()
    put("other", subject, "Laterne aus")

    assert not Page.objects.filter(subject__in=found("thing", "Laterne")).exists()

    drop("other", [subject])

    assert not Page.objects.filter(kind="other").exists()


def test_the_title_weighs_more_than_the_text(find):
    put("thing", uuid.uuid4(), "Fundtier melden", "Auch eine Katze kann ein Fundtier sein.")

    rows = Page.objects.filter(subject__in=found("thing", "Katze"))
    ranks = {page.title.split()[0]: page.rank for page in rows.annotate(rank=relevance("thing", "Katze"))}

    assert set(ranks) == {"Streunende", "Fundtier"}


def test_accents_are_folded_the_same_way_in_text_and_question():
    assert folded("Łódź, Straße, ÄÖÜ, é") == folded("łÓdź, STRASSE, äöü, É")


def test_a_search_among_many_pages_uses_the_index():
    make = "insert into search_page (id, kind, subject, title, near, words, vector) select gen_random_uuid(), 'other', "
    make += "gen_random_uuid(), t, t, t, to_tsvector('german', t) from (select 'meldung nummer ' || n || ' strasse "
    make += "laterne ' || md5(n::text) as t from generate_series(1, 20000) n) x"
    with connection.cursor() as cursor:
        cursor.execute(make)
        cursor.execute("analyze search_page")
        for index in ("page_vector", "page_near", "page_words"):
            cursor.execute("select gin_clean_pending_list(%s::regclass)", [index])  # as autovacuum does
    put("other", uuid.uuid4(), "Verlorener Zylinder")

    before = read_in_turn()
    hits = list(Page.objects.filter(subject__in=found("other", "Zylindr")))

    assert len(hits) == 1
    assert read_in_turn() == before


def read_in_turn():
    """How many pages this transaction read one after the other, past every index."""
    with connection.cursor() as cursor:
        cursor.execute("select seq_tup_read from pg_stat_xact_user_tables where relname = 'search_page'")
        return cursor.fetchone()[0]


def test_a_word_of_one_letter_over_and_over_finds_nothing(find):
    assert find("aaaaaa") == set()
