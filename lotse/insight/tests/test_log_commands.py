"""`lotse import log` and `lotse insight log` as an operator meets them."""

import json
from types import SimpleNamespace

import pytest

from lotse.insight.commands import run_figures, run_import
from lotse.insight.models import EventLog

SHEET = "case;activity;timestamp\n1;annehmen;2026-03-02 09:00\n1;prüfen;\n"


@pytest.fixture
def files(db, tmp_path):
    def write(name, content=SHEET, **values):
        (tmp_path / name).write_bytes(content.encode("cp1252"))
        return SimpleNamespace(**({"file": tmp_path / name, "service": None, "as_baseline": None} | values))

    return write


def test_a_log_is_read_in_under_its_file_s_name_and_counted(files, capsys):
    run_import(files("Antraege 2025.csv"))

    said = capsys.readouterr().out
    assert "Gelesen als cp1252, getrennt durch Semikolon." in said
    assert "Antraege 2025: 1 Vorgänge, 2 Ereignisse." in said
    assert "Ohne Zeit: 1 Ereignisse." in said


def test_a_baseline_bears_the_name_it_was_given(files):
    run_import(files("export.csv", as_baseline="Vorher"))

    log = EventLog.objects.get()
    assert (log.name, log.is_baseline) == ("Vorher", True)


def test_figures_are_one_json_object_on_one_line(files, capsys):
    run_import(files("export.csv"))
    capsys.readouterr()

    run_figures(SimpleNamespace(name="export", json=True))

    figures = json.loads(capsys.readouterr().out)
    assert (figures["events"], figures["first"]) == (2, "2026-03-02 09:00")


def test_figures_are_shown_in_words(files, capsys):
    run_import(files("export.csv"))

    run_figures(SimpleNamespace(name="export", json=False))

    assert "Ereignisse                      2" in capsys.readouterr().out


@pytest.mark.parametrize(
    "name, content, values, sentence",
    [
        ("gibt es nicht/x.csv", None, {}, "lässt sich nicht öffnen"),
        ("a.csv", SHEET, {"as_baseline": " "}, "1 bis 200 Zeichen"),
        ("a.csv", SHEET, {"as_baseline": "a\nb"}, "1 bis 200 Zeichen"),
        ("a.csv", SHEET, {"service": "nie\0"}, "Einen Dienst „nie"),
    ],
)
def test_a_refusal_is_one_sentence(files, tmp_path, name, content, values, sentence):
    args = files("a.csv", content or SHEET, **values)
    args.file = tmp_path / name

    with pytest.raises(SystemExit, match=sentence):
        run_import(args)

    assert not EventLog.objects.exists()


def test_a_folder_is_no_log(files, tmp_path):
    args = files("a.csv")
    args.file = tmp_path

    with pytest.raises(SystemExit, match="lässt sich nicht öffnen"):
        run_import(args)
