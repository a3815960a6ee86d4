from lotse.journal.models import Record
from lotse.tenants.clock import now
from lotse.ui.templatetags.german import short_day


def test_the_paper_asks_first_whether_notes_shall_be_on_it(browser, make_case, town, page_of):
    page = browser(town.ahlers).get(page_of(make_case(), "akte/")).text

    assert "Sollen interne Notizen dabei sein?" in page
    assert "?notizen=ohne" in page


def test_the_paper_is_a_pdf_with_number_and_day_and_leaves_its_trace(browser, make_case, town, page_of, monkeypatch):
    printed = {}
    monkeypatch.setattr(
        "lotse.workspace.views.printing.report",
        lambda title, parts: printed.update(title=title, parts=parts) or b"%PDF",
    )
    case = make_case()
    case.note("Nur für uns.", by=town.ahlers)
    case.tell("Guten Tag.", by=town.ahlers)
    agent = browser(town.ahlers)

    without = agent.get(page_of(case, "akte/"), {"notizen": "ohne"})
    told = str(printed["parts"])
    agent.get(page_of(case, "akte/"), {"notizen": "mit"})

    assert without["Content-Type"] == "application/pdf"
    assert case.number in printed["title"]
    assert "Stand: " in printed["title"]
    assert "Nur für uns." not in told
    assert "Nur für uns." in str(printed["parts"])
    assert "heute" not in told
    assert short_day(now()) in told
    assert told.index("Stadtpark") < told.index("Guten Tag.")
    assert [record.data for record in Record.objects.filter(deed="case.printed").order_by("at")] == [
        {"notes": False}, {"notes": True},
    ]  # fmt: skip


def test_the_paper_is_tagged_for_screen_readers(browser, make_case, town, page_of):
    sheet = browser(town.ahlers).get(page_of(make_case(), "akte/"), {"notizen": "ohne"}).content

    assert sheet.startswith(b"%PDF")
    assert b"pdfuaid" in sheet
