"""Event logs of older systems: read as they stream by, counted by one definition, and never half."""

import gzip
import io
import json
import random
import tracemalloc

import pytest
from django.db import connection

from lotse.insight.figures import figures_of
from lotse.insight.importing import import_log
from lotse.insight.log_file import LogFile
from lotse.insight.models import EventLog, LogEvent
from lotse.insight.refusals import CannotRead, UnknownLog, UnknownService
from lotse.insight.xes import read_xes
from tests.shared import collection, needs

LOGS = sorted(collection("eventlogs").glob("*/*.xes.gz"))
needs_shared = needs("eventlogs")

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<log>\n'
SHEET = """case,activity,timestamp,resource,group
1,annehmen,2026-03-02T09:00:00+01:00,Frau Ahlers,Bürgerservice
2,annehmen,2026-03-02T08:30:00Z,Frau Ahlers,Bürgerservice
1,prüfen,2026-03-02 10:00:00,Herr Brandt,Grünflächen
1,antworten,2026-03-03T09:00:00+01:00,Frau Ahlers,Bürgerservice
2,annehmen,2026-03-02T09:30:00Z,,Bürgerservice
"""


def xes(*traces):
    """A log with these cases, each a list of (activity, time, resource)."""
    keys = ("concept:name", "time:timestamp", "org:resource")
    told = ""
    for events in traces:
        told += "<trace>\n"
        for event in events:
            values = [
                f'<string key="{key}" value="{value}"/>' for key, value in zip(keys, event, strict=False) if value
            ]
            told += "<event>" + "".join(values) + "</event>\n"
        told += "</trace>\n"
    return HEAD + told + "</log>"


@pytest.fixture
def read_in(db, tmp_path):
    """Read a file with this content in and return its figures."""

    def read(content, file_name="protokoll.csv", **values):
        path = tmp_path / file_name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        file = LogFile(path)
        return figures_of(import_log(file.events(), **({"name": file.name} | values)).name)

    return read


@needs_shared
@pytest.mark.parametrize("path", LOGS, ids=[path.name for path in LOGS])
def test_every_figure_of_a_real_log_is_exact(db, path):
    expected = json.loads((path.parent / "reference.json").read_text("utf-8"))[path.name]

    import_log(LogFile(path).events(), name="echt")

    assert figures_of("echt") == expected


def test_a_table_tells_the_same_as_a_log(read_in):
    figures = read_in(SHEET)

    assert figures == {
        "cases": 2,
        "events": 5,
        "activities": 3,
        "variants": 2,
        "top_variant_cases": 1,
        "handovers_org_resource": 2,
        "handovers_org_group": 2,
        "cases_with_return_to_earlier_resource": 1,
        "cases_with_return_to_earlier_group": 1,
        "distinct_resources": 2,
        "duration_s_median": 45_000.0,
        "duration_s_mean": 45_000.0,
        "first": "2026-03-02T09:00:00+01:00",
        "start_activities": {"annehmen": 2},
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "cp1252", "cp850"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_table_is_read_in_every_code_page_and_with_every_separator(read_in, encoding, separator):
    told = SHEET.replace(",", separator).replace("\n", "\r\n")

    figures = read_in(told.encode(encoding))

    assert (figures["cases"], figures["handovers_org_group"]) == (2, 2)
    assert LogEvent.objects.filter(group="Grünflächen", activity="prüfen").count() == 1


@pytest.mark.parametrize(
    "header",
    ["Case;Activity;Timestamp", "case:concept:name;concept:name;time:timestamp", "sep=;\ncase;activity;timestamp"],
)
def test_columns_are_known_under_the_names_that_tools_use(read_in, header):
    assert read_in(f"{header}\n7;annehmen;06.03.2026 15:00\n")["events"] == 1


def test_the_channel_of_a_case_is_counted_where_the_log_tells_it(read_in):
    told = xes([("a", "2026-01-01", "")], [("a", "2026-01-01", "")])
    told = told.replace("<trace>", '<trace><string key="channel" value="Post"/>', 1)

    assert read_in(told, "p.xes")["channel"] == {"Post": 1}


def test_events_of_one_time_keep_the_order_of_the_file(read_in):
    same = "2026-01-01T10:00:00Z"

    figures = read_in(xes([("b", same, ""), ("a", same, "")], [("a", same, ""), ("b", same, "")]), "p.xes")

    assert (figures["variants"], figures["start_activities"]) == (2, {"b": 1, "a": 1})


def test_the_earliest_time_is_found_across_zones_and_told_as_written(read_in):
    figures = read_in(xes([("a", "2026-01-01 00:30:00", "")], [("a", "2026-01-01T01:00:00+01:00", "")]), "p.xes")

    assert figures["first"] == "2026-01-01T01:00:00+01:00"


def test_what_a_log_does_not_tell_counts_for_nothing(read_in):
    events = [("a", "2026-01-01", "x"), ("b", "", ""), ("", "2026-01-03", "x")]

    figures = read_in(xes(events, []), "p.xes")

    assert (figures["cases"], figures["events"], figures["activities"]) == (2, 3, 2)
    assert (figures["handovers_org_resource"], figures["cases_with_return_to_earlier_resource"]) == (0, 0)
    assert (figures["duration_s_mean"], figures["distinct_resources"]) == (172_800.0, 1)


def test_nobody_can_be_read_out_of_a_log(read_in):
    read_in(SHEET)
    first = set(LogEvent.objects.exclude(resource=None).values_list("resource", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("select insight_logevent::text from insight_logevent")
        kept = " ".join(row for (row,) in cursor)

    read_in(SHEET)

    assert "Ahlers" not in kept
    assert "Brandt" not in kept
    assert first.isdisjoint(LogEvent.objects.exclude(resource=None).values_list("resource", flat=True))


def test_the_same_name_again_replaces_the_log(read_in):
    read_in(SHEET, name="vorher")

    read_in(xes([("a", "2026-01-01", "")]), "anders.xes.xes", name="vorher")

    assert EventLog.objects.count() == 1
    assert (figures_of("vorher")["events"], LogEvent.objects.count()) == (1, 1)


def test_a_broken_log_leaves_the_earlier_one_as_it_was(read_in):
    read_in(SHEET)

    with pytest.raises(CannotRead, match="^Zeile 7: „gestern“"):
        read_in(SHEET + "3,annehmen,gestern,,\n")

    assert (figures_of("protokoll")["events"], LogEvent.objects.count()) == (5, 5)


def test_the_service_of_a_log_must_exist(read_in, town):
    with pytest.raises(UnknownService, match="gibt es nicht"):
        read_in(SHEET, service="gibt-es-nicht")

    read_in(SHEET, service="schlagloch")
    assert EventLog.objects.get().service.slug == "schlagloch"


def test_an_unknown_log_is_named(db):
    with pytest.raises(UnknownLog, match="„nie“ gibt es nicht"):
        figures_of("nie")


BOMB = '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<log><trace><event><string key="concept:name" '
BROKEN = {
    "empty.csv": (b"", "ist leer"),
    "blank.csv": (b"\n\n  \n", "leer"),
    "no_columns.csv": (b"a;b\n1;2\n", "Zeile 1: Es fehlt die Spalte „case“"),
    "ragged.csv": (b"case;activity;timestamp\n1;a;2026-01-01\n2;b\n", "Zeile 3: Die Zeile hat 2 Zellen"),
    "doubled.csv": (b"case;case;activity;timestamp\n", "zweimal"),
    "no_case.csv": (b"case;activity;timestamp\n;a;2026-01-01\n", "Zeile 2: Es steht nicht da"),
    "quote.csv": (b'case;activity;timestamp\n1;a;2026-01-01\n2;"b;2026-01-01\n3;c;2026-01-01\n', "Zeile 3: "),
    "long_line.csv": (b"case;activity;timestamp\n1;" + b"x" * 1_100_000, "Zeile 2 ist länger"),
    "long_cell.csv": (
        b"case;activity;timestamp\n1;" + b"x" * 600 + b";2026-01-01\n",
        "Zeile 2: Der Name des Schrittes",
    ),
    "long_head.csv": (b"x" * 200_000, "Zeile 1: Eine Zelle ist zu lang"),
    "only_head.csv": (b"case;activity;timestamp\n", "kein einziges Ereignis"),
    "american.csv": (b"case,activity,timestamp\n1,a,03/06/2026\n", "Zeile 2: „03/06/2026“"),
    "far.csv": (b"case,activity,timestamp\n1,a,0001-01-01T00:00:00+02:00\n", "Zeile 2: "),
    "no_day.csv": (b"case,activity,timestamp\n1,a,2026-02-30\n", "Zeile 2: „2026-02-30“"),
    "bytes.csv": (bytes(range(256)) * 50, "Es fehlt die Spalte|zu lang|fehlt"),
    "archive.xes": (b"PK\x03\x04" + b"\0" * 40, "Packen Sie es zuerst aus"),
    "cut.xes.gz": (gzip.compress(xes([("a", "2026-01-01", "")] * 5000).encode())[:-900], "nicht vollständig"),
    "spoilt.xes.gz": (b"\x1f\x8b\x08\x00" + b"\xff" * 200, "beschädigt"),
    "cut.xes": (xes([("a", "2026-01-01", "")])[:-30], "Zeile 4: Hier bricht das XML ab"),
    "page.xes": ("<html><body>404</body></html>", "kein Ereignisprotokoll"),
    "none.xes": (xes(), "kein einziges Ereignis"),
    "loose.xes": (HEAD + "<event/></log>", "Zeile 3: Dieses Ereignis steht außerhalb"),
    "bomb.xes": (BOMB + 'value="&b;"/></event></trace></log>', "Zeile 1: .*DOCTYPE"),
    "outside.xes": ('<!DOCTYPE log SYSTEM "file:///etc/hostname"><log/>', "DOCTYPE"),
    "deep.xes": (HEAD + "<list>" * 5000, "Zeile 3: .*geschachtelt"),
    "wide.xes": (HEAD + '<string key="' + "x" * 6_000_000, "länger als 4 MB"),
    "code_page.xes": ('<?xml version="1.0" encoding="klingon"?><log/>', "Zeichenkodierung"),
    "many_bytes.xes": ('<?xml version="1.0" encoding="shift_jis"?><log/>', "Zeichenkodierung"),
    "swells.xes.gz": (gzip.compress(HEAD.encode() + b" " * 150_000_000, 9), "unglaubwürdig groß"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_log_is_refused_in_one_sentence(read_in, name):
    content, sentence = BROKEN[name]

    with pytest.raises(CannotRead, match=sentence):
        read_in(content, name)

    assert not EventLog.objects.exists()


def test_any_bytes_are_read_right_or_refused(read_in):
    chance, sentences = random.Random(7), []
    seeds = [SHEET.encode(), xes([("a", "2026-01-01", "x")] * 3).encode(), gzip.compress(SHEET.encode())]
    for _ in range(150):
        spoilt = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 12)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        try:
            read_in(bytes(spoilt), "zufall.dat")
        except CannotRead as refused:
            sentences.append(str(refused))

    assert sentences
    assert not [said for said in sentences if not said.isprintable() or len(said) > 250]


def test_a_code_page_named_in_the_xml_is_obeyed(read_in):
    told = xes([("prüfen", "2026-01-01", "")]).replace("UTF-8", "windows-1252")

    assert read_in(told.encode("cp1252"), "p.xes")["start_activities"] == {"prüfen": 1}


def test_a_long_log_takes_no_more_memory_than_a_short_one():
    case = "<trace>" + "<event><string key='concept:name' value='a'/></event>" * 20 + "</trace>\n"

    def peak(cases):
        file = io.BytesIO((HEAD + case * cases + "</log>").encode())
        tracemalloc.start()
        assert sum(1 for _ in read_xes(file)) == 20 * cases
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(4000) < 1.5 * peak(400)
