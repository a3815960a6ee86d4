"""The commands of the house itself: demo, serve, worker, migrate, init, check, doctor."""

import os
import sys
from pathlib import Path

from lotse.project.cli import port


def register(commands) -> None:
    """Hang up what concerns the whole house."""
    demo = commands.add(
        "demo", run=run_demo, needs="nothing", help="startet Musterhafen: Datenbank, Webserver, Aufträge"
    )
    demo.add_argument("--port", type=port, default=os.environ.get("PORT") or "8000", help="Anschluss (8000)")
    demo.add_argument("--fresh", action="store_true", help="beginnt von vorn; die Daten der Demo gehen verloren")
    serve = commands.add("serve", run=run_web, help="startet den Webserver")
    serve.add_argument("--port", type=port, default=8000, help="Anschluss (8000)")
    serve.add_argument("--host", default="127.0.0.1", help="Adresse (127.0.0.1)")
    commands.add("worker", run=run_worker, help="erledigt, was für später notiert ist")
    commands.add("migrate", run=run_migrate, needs="new", help="bringt die Datenbank auf den Stand des Programms")
    commands.add("prepare", run=run_prepare, needs="new", help="bereitet Musterhafen vor; „demo“ tut das von selbst")
    init = commands.add("init", run=run_init, needs="new", help="richtet eine leere Kommune ein")
    init.add_argument("--name", required=True, help="Name der Kommune")
    init.add_argument("--land", default="NW", help="Bundesland, zum Beispiel NW")
    init.add_argument("--phone", default="", help="Telefonnummer des Bürgerservice")
    town_map = commands.add("map", run=run_map, needs="owner", help="liest die Karte der Kommune ein (GeoJSON)")
    town_map.add_argument("file", help="Datei mit Umriss, Straßen und Gewässern; ohne Features: nur die Grenzen")
    backup = commands.add("backup", run=run_backup, needs="owner", help="sichert Datenbank und Dateien in eine Datei")
    backup.add_argument("file", type=Path, metavar="FILE", help="die neue Datei; sie enthält alles, auch Geheimes")
    restore = commands.add("restore", run=run_restore, needs="new", help="holt eine Sicherung in eine leere Kommune")
    restore.add_argument("file", type=Path, metavar="FILE", help="die Datei von „lotse backup“")
    restore.add_argument("--replace", action="store_true", help="ersetzt, was hier ist; das ist dann verloren")
    commands.add("check", run=run_check, help="prüft die Installation; jeder Fund eine Zeile")
    commands.add("doctor", run=run_doctor, help="zeigt, womit Lotse hier arbeitet")
    bench = commands.add("bench", run=run_bench, needs="nothing", help="misst, wie schnell Lotse hier ist")
    bench.add_argument("--cases", type=int, default=100_000, metavar="N", help="mit so vielen Anliegen (100000)")
    bench.add_argument("--json", action="store_true", help="als JSON")
    django = commands.add("django", run=run_django, needs="owner", help="reicht einen Befehl an Django weiter")
    django.add_argument("words", nargs="*", help="zum Beispiel: makemigrations cases")


def run_demo(args) -> int:
    """Start Musterhafen and stay until it is stopped."""
    from lotse.project.demo import run

    return run(args.data, args.port, args.fresh)


def run_web(args) -> None:
    """Serve the web until told to stop."""
    from lotse.project.serving import is_free, serve

    _need_a_key()
    if not is_free(args.host, args.port):
        raise SystemExit(f"Anschluss {args.port} ist belegt. Nehmen Sie einen anderen mit --port.")
    serve(args.host, args.port)


def run_worker(args) -> None:
    """Work until told to stop."""
    from lotse.jobs.worker import work

    _need_a_key()
    work()


def _need_a_key() -> None:
    if not os.environ.get("LOTSE_SECRET_KEY"):
        raise SystemExit("LOTSE_SECRET_KEY fehlt. docs/operator.md sagt, wie man einen Schlüssel macht.")


def run_migrate(args) -> None:
    """Bring the schema up to date and give the serving role its rights."""
    from lotse.project.schema import migrate

    migrate(lambda line: print(line))


def run_prepare(args) -> None:
    """Bring the demo to where it can be served: schema, town, logins."""
    from lotse.project.demo_town import prepare

    prepare(args.data)


def run_init(args) -> None:
    """Lay an empty town: schema, its name and Land, its Bürgerservice."""
    from lotse.calendars import lands
    from lotse.calendars.refusals import UnknownLand
    from lotse.project.schema import AlreadyFounded, lay_empty_town, migrate

    try:
        lands.checked(args.land)
    except UnknownLand as refusal:
        raise SystemExit(str(refusal)) from None
    migrate(lambda line: None)
    try:
        town = lay_empty_town(name=args.name, land=args.land, phone=args.phone)
    except AlreadyFounded as refusal:
        raise SystemExit(str(refusal)) from None
    print(f"{town.name} ist eingerichtet. Weiter: lotse person create LOGIN --name NAME --role it")


def run_map(args) -> int:
    """Keep the town's own map."""
    from lotse.tenants.ground import NoMap, read_map
    from lotse.tenants.models import Town

    try:
        found = read_map(Path(args.file).read_text(encoding="utf-8"))
    except (NoMap, OSError, UnicodeDecodeError) as why:
        print(why)
        return 1
    kept = Town.objects.update(map=found)
    print("Die Karte ist eingelesen." if kept else "Hier ist noch keine Kommune eingerichtet: „lotse init“.")
    return 0 if kept else 1


def run_backup(args) -> None:
    """Write one archive of this moment and print what it holds."""
    from lotse.project.archive import CannotBackUp
    from lotse.project.backup import back_up

    try:
        kept = back_up(args.file.absolute(), args.data)
    except CannotBackUp as refusal:
        raise SystemExit(str(refusal)) from None
    for path in kept["lacks"]:
        print(f"Diese Datei fehlt in der Ablage: {path}", file=sys.stderr)
    print(f"{args.file}: {_told_of(kept)}. Bewahren Sie die Datei verschlossen auf.")


def run_restore(args) -> None:
    """Lay an archive into an empty installation and print what came back."""
    from lotse.project.archive import CannotBackUp
    from lotse.project.restore import bring_back

    try:
        kept = bring_back(args.file, args.data, replace=args.replace, say=print)
    except CannotBackUp as refusal:
        raise SystemExit(str(refusal)) from None
    print(f"Zurückgeholt, Stand {kept['at']}: {_told_of(kept)}. Weiter: lotse case verify")


def _told_of(kept) -> str:
    files = sum(name.startswith("files/") for name in kept["parts"])
    return f"{kept['tables'].get('cases_case', 0)} Anliegen, {sum(kept['tables'].values())} Zeilen, {files} Dateien"


def run_check(args) -> int:
    """Print each finding on a line; 1 when there is one."""
    from lotse.project.checks import findings

    found = list(findings())
    for line in found:
        print(line)
    if not found:
        print("Alles in Ordnung.")
    return 1 if found else 0


def run_doctor(args) -> None:
    """Print what this installation runs on."""
    from lotse.project.checks import report

    for name, value in report():
        print(f"{name:<24}{value}")


def run_bench(args) -> int:
    """Measure in a scratch town; 1 when a budget is not kept."""
    from lotse.project.bench.run import run

    return run(args.cases, args.json)


def run_django(args) -> None:
    """Hand the words to Django's own command line."""
    from django.core.management import execute_from_command_line

    execute_from_command_line([sys.argv[0], *args.words])
