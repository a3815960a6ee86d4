"""Commands of the mail channel: read mails without a database; take mails in by pipe, by LMTP, from a mailbox."""

import json
import re
import sys
from argparse import Namespace
from pathlib import Path

ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+")
NOT_STORED = 75  # EX_TEMPFAIL: the mail server keeps the mail and tries again


def register(commands) -> None:
    """Hang up `lotse mail parse`, `receive`, `lmtp` and `fetch`."""
    parse = commands.add(
        "mail parse", run=parse_files, needs="nothing", help="liest E-Mails und druckt je E-Mail eine Zeile JSON"
    )
    parse.add_argument("files", nargs="+", type=Path, metavar="DATEI", help="E-Mail oder Postfach-Datei (mbox)")
    receive = commands.add(
        "mail receive", run=receive_one, unreachable=NOT_STORED, help="nimmt eine E-Mail von der Standardeingabe an"
    )
    receive.add_argument("--mailbox", default="", metavar="ADRESSE", help="an welche unserer Adressen sie ging")
    lmtp = commands.add("mail lmtp", run=open_door, help="nimmt E-Mails vom Mailserver dieses Rechners an (LMTP)")
    lmtp.add_argument("--port", type=int, default=8024, metavar="N", help="Anschluss auf 127.0.0.1 (8024)")
    commands.add("mail fetch", run=fetch_all, help="holt E-Mails aus dem Postfach, das LOTSE_IMAP_URL nennt")


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


def receive_one(args: Namespace) -> int:
    """Take one mail in and print what became of it."""
    from django.db import DatabaseError, InterfaceError

    from lotse.channels.mail.receive import TooLarge, receive

    if args.mailbox and not ADDRESS.fullmatch(args.mailbox.strip()):
        raise SystemExit(f"„{args.mailbox}“ ist keine E-Mail-Adresse. Beispiel: buergerservice@kommune.example")
    try:
        found = receive(sys.stdin.buffer.read(), args.mailbox)
    except TooLarge as refusal:
        raise SystemExit(str(refusal)) from refusal
    except (DatabaseError, InterfaceError, OSError) as reason:
        print(f"Die E-Mail ließ sich nicht speichern: {reason}", file=sys.stderr)
        return NOT_STORED
    print(json.dumps({"stored": str(found.stored), "outcome": found.outcome, "case": found.case}, ensure_ascii=False))
    return 0


def open_door(args: Namespace) -> None:
    """Stand at the door until told to stop."""
    from lotse.channels.mail.lmtp import HOST, serve

    try:
        serve(args.port, is_open=lambda: print(f"LMTP auf {HOST}:{args.port}", flush=True))
    except OSError as reason:
        raise SystemExit(f"Der Anschluss {args.port} ist nicht frei: {reason.strerror or reason}") from reason


def fetch_all(args: Namespace) -> int:
    """Empty the mailbox once and print what became of each mail."""
    from lotse.channels.mail.fetching import CannotFetch, fetch

    try:
        run = fetch()
    except CannotFetch as refusal:
        raise SystemExit(str(refusal)) from refusal
    for found in run.received:
        said = {"stored": str(found.stored), "outcome": found.outcome, "case": found.case}
        print(json.dumps(said, ensure_ascii=False))
    for left in run.left:
        print(left, file=sys.stderr)
    return 1 if run.left else 0
