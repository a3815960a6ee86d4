import pytest

from lotse.printing.report import Section, report


@pytest.mark.parametrize("words", ["Frau Öztürk", "#panic() $x$ *fett* @wer `code` \\ // <x>", "猫 🐈 قطة", "a\nb", ""])
def test_words_are_printed_and_never_read_as_markup(words):
    raw = report(f"Auskunft {words}", [Section("Konto", [("Name", words)])])

    assert raw.startswith(b"%PDF-")


def test_a_report_can_be_read_aloud():
    assert b"pdfuaid" in report("Auskunft", [Section("Konto", [("Name", "Frau Öztürk")])])
