import pytest

from lotse.ui.templatetags.blocks import reachable


@pytest.mark.parametrize(
    ("sentence", "links"),
    [
        (
            "Rathaus, 0221 4710-100, rathaus@musterhafen.example",
            ["tel:+492214710100", "mailto:rathaus@musterhafen.example"],
        ),
        ("Tel.: +49 (221) 47 11.", ["tel:+492214711"]),
        ("Rufen Sie 112 (Feuerwehr und Rettung) oder 110 (Polizei).", ["tel:112", "tel:110"]),
        ("Schreiben Sie an rathaus@musterhafen.example.", ["mailto:rathaus@musterhafen.example"]),
        ("Die Frist endet am 01.02.2026, Anliegen 2026-000482.", []),
        ("01067 Dresden, Zimmer 112a, nach § 110.2", []),
    ],
)
def test_numbers_and_addresses_of_a_sentence_can_be_pressed(sentence, links):
    written = str(reachable(sentence))

    assert [part.split('"')[0] for part in written.split('href="')[1:]] == links


def test_nothing_of_the_sentence_becomes_markup():
    assert reachable("<b> & 112") == '&lt;b&gt; &amp; <a class="lo-link" href="tel:112">112</a>'
