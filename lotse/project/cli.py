"""The command line `lotse`: every room brings its commands, this module hangs them up.

The contract of a room's `commands.py` (a channel's too, such as `lotse.channels.mail.commands`):

    def register(commands):
        lister = commands.add("person list", run=list_people, help="zeigt alle Personen, eine je Zeile")
        lister.add_argument("--all", action="store_true", help="auch ehemalige")

    def list_people(args) -> int | None: ...

- The module imports nothing heavy and no model at its top: those imports stand inside `run`.
- A name of two words makes a group (`person`); several rooms may hang commands into one group.
- `needs` is "database" (default: the serving role), "owner" (the role that migrates), "new" (the same,
  and an installation is begun where there is none), "django" (no database), "database if there" (as
  `deadline` for the town's Land) or "nothing" (not even Django); a function of `args` may choose.
- `run(args)` returns None or an exit code. It refuses with `raise SystemExit("Ein Satz.")`: the sentence
  goes to stderr, the code is 1. Wrong usage is 2. `unreachable` is the code when there is no database.
- `args.data` is the folder of the installation.
"""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

from lotse.project.rooms import PLAN, has

CHECKOUT = Path(__file__).resolve().parents[2]
ROOMS_WITH_COMMANDS = (*PLAN, "channels.mail", "channels.open311", "channels.rest")

GERMAN = {
    "usage: ": "Aufruf: ",
    "positional arguments": "Angaben",
    "options": "Schalter",
    "show this help message and exit": "zeigt diese Hilfe",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "the following arguments are required: %s": "es fehlt: %s",
    "unrecognized arguments: %s": "das kennt dieser Befehl nicht: %s",
    "expected one argument": "hier fehlt ein Wert",
    "expected at least one argument": "hier fehlt mindestens ein Wert",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r gibt es nicht (es gibt: %(choices)s)",
    "invalid %(type)s value: %(value)r": "%(value)r passt hier nicht",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
}

Run = Callable[[argparse.Namespace], int | None]
Needs = str | Callable[[argparse.Namespace], str]


class Commands:
    """Where the rooms hang their commands."""

    def __init__(self) -> None:
        argparse._ = lambda text: GERMAN.get(text, text)  # type: ignore[attr-defined]  # argparse asks this name
        self.parser = argparse.ArgumentParser(prog="lotse", description="Lotse: ein Anliegen, einmal erzählt.")
        self._parsers: dict[str, argparse.ArgumentParser] = {}
        self._groups = {"": self.parser.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)}

    def add(
        self, name: str, *, run: Run, help: str, needs: Needs = "database", unreachable: int = 1
    ) -> argparse.ArgumentParser:
        """Hang up one command and return its parser for arguments."""
        *group, verb = name.split(" ")
        parser = self._group(" ".join(group)).add_parser(verb, help=help, description=help)
        parser.add_argument("--data", type=Path, default=None, metavar="DIR", help="Ordner der Installation")
        parser.set_defaults(run=run, needs=needs, unreachable=unreachable)
        self._parsers[name] = parser
        return parser

    def of(self, name: str) -> argparse.ArgumentParser:
        """Return the parser of a command that a lower room hung up, to give it what only an upper room knows."""
        return self._parsers[name]

    @property
    def names(self) -> list[str]:
        """All commands by their full names."""
        return sorted(self._parsers)

    def _group(self, name: str) -> argparse._SubParsersAction:
        if name not in self._groups:
            group = self._groups[""].add_parser(name, help=f"„lotse {name} --help“ zeigt mehr")
            self._groups[name] = group.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
        return self._groups[name]


def all_commands() -> Commands:
    """Ask every room for its commands."""
    commands = Commands()
    for room in ROOMS_WITH_COMMANDS:
        if has(f"lotse.{room}.commands"):
            import_module(f"lotse.{room}.commands").register(commands)
    return commands


def port(text: str) -> int:
    """Read the number of a port (1 to 65535)."""
    number = int(text)
    if not 0 < number < 65_536:
        raise ValueError(text)
    return number


def data_folder(named: Path | None) -> Path:
    """Return the folder of the installation: named, from the environment, or the demo of the checkout."""
    if named is None and os.environ.get("LOTSE_DATA"):
        named = Path(os.environ["LOTSE_DATA"])
    if named is None:
        named = CHECKOUT / ".demo" if (CHECKOUT / "pyproject.toml").exists() else Path(".demo")
    return named.expanduser().absolute()


def run(words: Sequence[str]) -> int:
    """Do what one line of words asks for and return the exit code."""
    _speak_utf8()
    args = all_commands().parser.parse_args(words)
    args.data = data_folder(args.data)
    os.environ["LOTSE_DATA"] = str(args.data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotse.project.settings")
    try:
        return _do(args)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _speak_utf8() -> None:
    """Print UTF-8 whatever the terminal is set to; what no text can hold (a file's odd name) as its escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _do(args: argparse.Namespace) -> int:
    needs = args.needs(args) if callable(args.needs) else args.needs
    if needs == "nothing":
        return args.run(args) or 0

    from lotse.project.installation import Installation, NoInstallation
    from lotse.project.postgres import NotStarted

    house = Installation(args.data)
    if needs == "django" or (needs == "database if there" and house.is_embedded and not house.exists()):
        return _without_database(args)
    try:
        with house.opened(as_owner=needs in ("owner", "new"), may_create=needs == "new"):
            return _with_django(args)
    except (NoInstallation, NotStarted) as refusal:
        print(refusal, file=sys.stderr)
        return args.unreachable


def _without_database(args: argparse.Namespace) -> int:
    _set_up_django()
    return args.run(args) or 0


def _with_django(args: argparse.Namespace) -> int:
    from django.db import OperationalError, connections

    _set_up_django()
    try:
        connections["default"].ensure_connection()
    except OperationalError as refusal:
        print(f"Die Datenbank antwortet nicht: {refusal}", file=sys.stderr)
        return args.unreachable
    try:
        return args.run(args) or 0
    finally:
        connections.close_all()


def _set_up_django() -> None:
    """Read all rooms; what is read stays, so nobody looks for garbage meanwhile (a tenth of the time)."""
    import django

    gc.disable()
    try:
        django.setup()
    finally:
        gc.enable()
