"""Tables as offices keep them, in every code page; the expected rows stand beside the files."""

import json

import pytest

from lotse.files.tables import NoTable, read_table
from tests.shared import collection, needs

GERMAN = "csv/generated-german"
SHARED = collection(GERMAN)
needs_shared = needs(GERMAN)


@needs_shared
@pytest.mark.parametrize(
    ("name", "encoding"),
    [("cp1252_semikolon.csv", "cp1252"), ("cp850_semikolon.csv", "cp850"), ("utf16be_bom_semikolon.csv", "utf-16-be")],
)
def test_german_tables_of_every_code_page_are_read_whole(name, encoding):
    header, *rows = json.loads((SHARED / "expected_rows.json").read_text("utf-8"))["rows"]
    if not encoding.startswith("utf"):  # letters a code page lacks stand as „?“ in the file
        rows = [[cell.encode(encoding, "replace").decode(encoding) for cell in row] for row in rows]

    table = read_table((SHARED / name).read_bytes())

    assert (table.encoding, table.separator, table.columns) == (encoding, ";", header)
    assert [list(line.cells.values()) for line in table.lines] == rows
    assert not [line for line in table.lines if line.problem]


@needs_shared
def test_ragged_lines_are_named_by_their_number():
    table = read_table((SHARED / "ragged_rows.csv").read_bytes())

    assert [line.number for line in table.lines if line.problem] == [8, 9]


@needs_shared
def test_a_column_that_is_there_twice_is_refused():
    with pytest.raises(NoTable, match="zweimal"):
        read_table((SHARED / "duplicate_headers.csv").read_bytes())


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found_outside_of_quotes(separator):
    told = separator.join(['"a, b; c"', "d"]) + "\n" + separator.join(["1", "2"])

    table = read_table(told.encode())

    assert (table.separator, table.columns, len(table.lines)) == (separator, ["a, b; c", "d"], 1)


def test_a_first_line_that_never_ends_is_refused_with_a_sentence():
    with pytest.raises(NoTable, match="Eine Zelle ist zu lang"):
        read_table(b"x" * 200_000)
