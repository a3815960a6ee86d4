"""What an operator asks of the cases."""

import sys


def register(commands) -> None:
    """Hang up `lotse case verify`."""
    verify = commands.add("case verify", run=run_verify, help="rechnet jeden Verlauf nach; nennt, was nicht hält")
    verify.add_argument("number", nargs="?", help="nur dieses Anliegen, zum Beispiel 2026-000007")


def run_verify(args) -> int:
    """Prove the timelines whole: one line for each finding, exit 1 if there is one."""
    from lotse.cases.models import Case
    from lotse.cases.verifying import verify

    found = 0
    for finding in verify(args.number):
        found += 1
        print(finding)
    if found:
        print(f"Nicht alles ist ganz: {found} Fund{'e' if found > 1 else ''}.", file=sys.stderr)
        return 1
    checked = 1 if args.number else Case.objects.count()
    print(f"{checked} Anliegen geprüft: jeder Verlauf ist ganz.")
    return 0
