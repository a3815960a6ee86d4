"""Befehle der Kanäle: `lotse mail parse`."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path


def mail_parse_arguments(parser: ArgumentParser) -> None:
    """Which files to read."""
    parser.add_argument("files", nargs="+", metavar="DATEI", help="E-Mail oder Postfach-Datei (mbox)")


def mail_parse(arguments: Namespace) -> int:
    """Read mails and print one JSON object a line; nothing makes it stop."""
    from lotse.channels.mail.mbox import messages
    from lotse.channels.mail.message import parse

    unread = 0
    for name in arguments.files:
        try:
            raw = Path(name).read_bytes()
        except OSError as reason:
            print(f"{name} lässt sich nicht öffnen: {reason.strerror}.", file=sys.stderr)
            unread += 1
            continue
        found = messages(raw)
        for number, one in enumerate(found, start=1):
            label = Path(name).name if len(found) == 1 else f"{Path(name).name}#{number}"
            print(json.dumps(parse(one).as_json(label), ensure_ascii=False))
    return 1 if unread else 0
