"""The commands of this room: privacy export, privacy erase, privacy run."""

from pathlib import Path


def register(commands) -> None:
    """Hang the commands up."""
    export = commands.add("privacy export", run=run_export, help="schreibt, was über eine Person gespeichert ist")
    export.add_argument("person", metavar="PERSON", help="Anmeldename, E-Mail-Adresse oder Kennung")
    export.add_argument("file", type=Path, metavar="FILE", help="die neue ZIP-Datei")
    eraser = commands.add("privacy erase", run=run_erase, help="löscht jedes Wort einer Person")
    eraser.add_argument("person", metavar="PERSON", help="Anmeldename, E-Mail-Adresse oder Kennung")
    retention = commands.add("privacy run", run=run_retention, help="löscht, was seine Zeit hinter sich hat")
    retention.add_argument("--dry-run", action="store_true", help="zeigt nur, was geschähe")


def run_export(args) -> None:
    """Write the disclosure of one person."""
    from .disclosure import hand_out

    try:
        hand_out(_persons(args.person), args.file)
    except OSError as refused:
        raise SystemExit(f"Die Datei {args.file} lässt sich nicht anlegen: {refused.strerror}.")
    print(f"Die Auskunft steht in {args.file}: auskunft.json und auskunft.pdf. Nur dieses Konto kann sie lesen.")


def run_erase(args) -> None:
    """Forget one person in the whole house."""
    from django.db import transaction

    from .erasure import StillOpen, erase

    try:
        with transaction.atomic():
            for person in _persons(args.person):
                erase(person, by=None)
    except StillOpen as refused:
        raise SystemExit(str(refused))
    print("Die Person ist gelöscht. Verlauf und Zahlen bleiben, ohne ihre Worte.")


def run_retention(args) -> None:
    """Do what is due, or say what would be."""
    from lotse.tenants.clock import now

    from .retention import due, run

    numbers = [case.number for case in due(now())] if args.dry_run else run()
    for number in numbers:
        print(number)
    print(f"{'Fällig' if args.dry_run else 'Gelöscht'}: die Worte von {len(numbers)} Anliegen.")


def _persons(word):
    """Return who is meant: one account, or everybody who wrote with this address and without an account."""
    from contextlib import suppress
    from uuid import UUID

    from django.db.models import Q

    from lotse.people.models import Person

    named = Q(login__iexact=word) | Q(email__iexact=word)
    with suppress(ValueError):
        named = Q(pk=UUID(word))
    found = list(Person.objects.filter(named, erased_at=None).order_by("pk"))
    if not found:
        raise SystemExit(f"„{word}“ gibt es nicht. PERSON ist ein Anmeldename, eine E-Mail-Adresse oder eine Kennung.")
    if len(found) > 1 and any(person.login for person in found):
        told = [f"{person.pk} {person.login or '(ohne Konto)'}" for person in found[:20]]
        raise SystemExit("\n".join(["Ein Konto und andere haben diese Adresse. Nennen Sie eine Kennung:", *told]))
    return found
