"""The commands of this room: import log, insight log."""

import json
import sys
import time
from pathlib import Path

CALLED = {
    "cases": "Vorgänge", "events": "Ereignisse", "activities": "verschiedene Schritte", "variants": "Abläufe",
    "top_variant_cases": "Vorgänge im häufigsten Ablauf", "handovers_org_resource": "Wechsel der Person",
    "handovers_org_group": "Wechsel der Gruppe",
    "cases_with_return_to_earlier_resource": "kehren zu einer Person zurück",
    "cases_with_return_to_earlier_group": "kehren zu einer Gruppe zurück", "distinct_resources": "beteiligte Personen",
    "duration_s_median": "Dauer in Sekunden (Median)", "duration_s_mean": "Dauer in Sekunden (Mittel)",
    "first": "erstes Ereignis", "channel": "Kanäle", "start_activities": "häufigste erste Schritte",
}  # fmt: skip


def register(commands) -> None:
    """Hang up what reads logs in and what counts them."""
    logs = commands.add("import log", run=run_import, help="liest das Ereignisprotokoll eines anderen Systems ein")
    logs.add_argument("file", type=Path, metavar="FILE", help="XES (.xes, .xes.gz) oder CSV")
    logs.add_argument("--service", metavar="SLUG", help="der Dienst, um den es geht")
    logs.add_argument("--as-baseline", metavar="NAME", help="als Ausgangswert unter diesem Namen")
    figures = commands.add("insight log", run=run_figures, help="zeigt die Zahlen eines eingelesenen Protokolls")
    figures.add_argument("name", metavar="NAME", help="Name der Datei ohne Endungen, oder der des Ausgangswerts")
    figures.add_argument("--json", action="store_true", help="als JSON")


def run_import(args) -> None:
    """Read the log in and print what was counted."""
    from lotse.insight.importing import import_log
    from lotse.insight.log_file import LogFile
    from lotse.insight.refusals import CannotRead, UnknownService

    progress = Progress()
    try:
        file = LogFile(args.file, progress.show)
        name = file.name if args.as_baseline is None else args.as_baseline
        log = import_log(file.events(), name=name, service=args.service, is_baseline=args.as_baseline is not None)
    except (CannotRead, UnknownService) as refused:
        progress.end()
        raise SystemExit(str(refused)) from None
    progress.end()
    if file.said:
        print(file.said)
    print(f"{log.name}: {log.cases} Vorgänge, {log.event_count} Ereignisse. Personen stehen nur als Pseudonyme darin.")
    if log.without_time:
        print(f"Ohne Zeit: {log.without_time} Ereignisse. Sie stehen am Ende ihres Vorgangs.")


def run_figures(args) -> None:
    """Print the figures of one log."""
    from lotse.insight.figures import figures_of
    from lotse.insight.refusals import UnknownLog

    try:
        figures = figures_of(args.name)
    except UnknownLog as refused:
        raise SystemExit(str(refused)) from None
    if args.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for key, value in figures.items():
        shown = ", ".join(f"{name} {count}" for name, count in value.items()) if isinstance(value, dict) else value
        print(f"{CALLED[key]:<32}{'-' if shown is None else shown}")


class Progress:
    """How far the reading is, on a terminal and only when it takes longer than two seconds."""

    def __init__(self) -> None:
        self.began, self.shown = time.monotonic(), -1

    def show(self, share: float) -> None:
        """Say the percent once it is another one."""
        percent = int(share * 100)
        if percent != self.shown and time.monotonic() - self.began > 2 and sys.stderr.isatty():
            print(f"\rGelesen: {percent:3d} %", end="", file=sys.stderr, flush=True)
            self.shown = percent

    def end(self) -> None:
        """Clear the line."""
        if self.shown >= 0:
            print("\r" + " " * 20 + "\r", end="", file=sys.stderr, flush=True)
