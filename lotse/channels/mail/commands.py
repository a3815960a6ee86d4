"""Commands of the mail channel: read mails without a database."""

import json
from argparse import Namespace
from pathlib import Path


def register(commands) -> None:
    """Hang up `lotse mail parse`."""
    parse = commands.add(
        "mail parse", run=parse_files, needs="nothing", help="liest E-Mails und druckt je E-Mail eine Zeile JSON"
    )
    parse.add_argument("files", nargs="+", type=Path, metavar="DATEI", help="E-Mail oder Postfach-Datei (mbox)")


def parse_files(args: Namespace) -> None:
    """Print one JSON object for each mail; nothing in a mail makes it stop."""
    from lotse.channels.mail.mbox import messages
    from lotse.channels.mail.message import parse

    unopened = []
    for path in args.files:
        try:
            raw = path.read_bytes()
        except OSError:
            unopened.append(f"{path} lässt sich nicht öffnen. Gibt es die Datei, und dürfen Sie sie lesen?")
            continue
        found = messages(raw)
        for number, one in enumerate(found, start=1):
            label = path.name if len(found) == 1 else f"{path.name}#{number}"
            print(json.dumps(parse(one).as_json(label), ensure_ascii=False))
    if unopened:
        raise SystemExit("\n".join(unopened))
