"""The command of this room: import people."""

from pathlib import Path


def register(commands):
    """Hang the command up."""
    people = commands.add("import people", run=import_people, help="legt Menschen aus einer CSV-Datei an")
    people.add_argument("file", type=Path, metavar="FILE")
    people.add_argument("--dry-run", action="store_true", help="zeigt nur, was geschähe")


def import_people(args):
    """Take on everybody whose line is fit; print what was taken and every refused line by its number."""
    from lotse.files.tables import NoTable, read_table
    from lotse.people.importing import look_at, take_all

    try:
        table = read_table(args.file.read_bytes())
    except NoTable as refused:
        raise SystemExit(str(refused)) from None
    except OSError:
        refusal = f"{args.file} lässt sich nicht öffnen. Gibt es die Datei, und dürfen Sie sie lesen?"
        raise SystemExit(refusal) from None
    candidates = look_at(table)
    print(f"Gelesen als {table.encoding}, getrennt durch {table.separator_name}.")
    taken = [] if args.dry_run else take_all(candidates)
    unfit = [candidate for candidate in candidates if candidate.problem]
    for candidate in unfit:
        print(f"Zeile {candidate.number}: {candidate.problem}")
    fit = len(candidates) - len(unfit)
    print(f"Angelegt: {len(taken)}. Geeignet: {fit}. Abgelehnt: {len(unfit)}.")
    return 1 if unfit else 0
