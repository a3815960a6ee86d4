"""What people are told about their data."""

from lotse.privacy.notice import notice, notice_for_others, spoken, written

CONTENT = {
    "title": "Ruhestörung melden",
    "privacy": {
        "purpose": "Wir bearbeiten damit Ihr Anliegen.",
        "legal_basis": "Art. 6 Abs. 1 Buchstabe e DSGVO",
        "recipients": ["Bürgerservice", "Ordnungsamt"],
        "period": {"text": "Wir bewahren den Vorgang 2 Jahre auf."},
        "circle_text": "meldende oder gemeldete Person geschützt",
        "third_persons": True,
    },
}
TOWN = {"name": "Stadt Musterhafen", "address": "Marktplatz 1", "officer_phone": "0221 4710 10"}


def test_everything_article_13_asks_for_is_told():
    told = {section.key: " ".join(section.paragraphs) for section in notice(CONTENT, TOWN)}

    assert set(told) == {
        "controller", "officer", "purpose", "basis", "recipients", "period", "rights", "authority", "source"
    }  # fmt: skip
    assert "Art. 6 Abs. 1" in told["basis"]
    assert "Ordnungsamt" in told["recipients"]
    assert all(told.values())


def test_a_reported_person_learns_where_the_words_came_from_but_not_from_whom():
    text = written(notice_for_others(CONTENT, TOWN))

    assert "Eine andere Person hat sie uns mitgeteilt." in text
    assert "nennen wir nicht" in text


def test_the_spoken_notice_is_short():
    assert len(spoken(CONTENT, TOWN).split()) < 60
