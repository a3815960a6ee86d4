"""What a real town may take over from Musterhafen."""


def register(commands) -> None:
    """Hang up `lotse service take`."""
    take = commands.add("service take", run=run_take, help="übernimmt Dienste aus Musterhafen als erste Ausgaben")
    take.add_argument("slugs", nargs="+", metavar="DIENST", help="zum Beispiel: frage beschwerde schlagloch")
    take.add_argument("--team", required=True, help="Team, das die Dienste verantwortet und aufnimmt (Kurzname)")
    take.add_argument("--writer", required=True, help="wer die Ausgabe geschrieben hat (Anmeldename)")
    take.add_argument("--publisher", required=True, help="zweite Person, die freigibt; nicht aus der IT (Anmeldename)")
    orderer = "wer einen internen Dienst bestellen darf: everybody, leads, role:ROLLE, department:FACHBEREICH; mehrfach"
    take.add_argument("--orderer", action="append", default=[], metavar="WER", help=orderer)


def run_take(args) -> None:
    """Publish these services for a town of its own, each by two people of the business."""
    from django.db import transaction

    from lotse.catalogue.refusals import MayNotPublish, UnfitOrderers
    from lotse.people.models import Person, Team
    from lotse.town.services import take_over

    team = Team.objects.addressed(args.team)
    people = {person.login: person for person in Person.objects.filter(login__in=[args.writer, args.publisher])}
    if team is None:
        raise SystemExit(f"Das Team „{args.team}“ gibt es nicht.")
    if missing := [login for login in (args.writer, args.publisher) if login not in people]:
        raise SystemExit(f"Diese Person gibt es nicht: {', '.join(missing)}.")
    try:
        with transaction.atomic():
            for slug in args.slugs:
                edition = take_over(slug, team, people[args.writer], people[args.publisher], args.orderer)
                print(f"{slug}: {edition}")
                if edition.service.is_internal:
                    print(f"  Das bestellen: {edition.ordered_by or 'alle im Haus'}")
                _tell_what_is_foreign(edition, team)
    except UnfitOrderers as refused:
        said = "--orderer: " if args.orderer else f"Sagen Sie mit --orderer, wer „{slug}“ bestellt. "
        raise SystemExit(f"{said}{refused}") from refused
    except (MayNotPublish, LookupError) as refused:
        raise SystemExit(str(refused.args[0])) from refused


def _tell_what_is_foreign(edition, team) -> None:
    """Say what was put in the place of Musterhafen's own, and which texts still speak of it."""
    from lotse.town.belonging_there import left_over

    print(f"  Aus Musterhafen übernommen: Alle Schritte, die hier kein Team haben, gehen an „{team}“.")
    print("  Rufnummern aus Musterhafen sind durch die Ihrer Kommune ersetzt. Prüfen Sie sie, vor allem bei Gefahr.")
    if texts := list(left_over(edition.content)):
        print(f"  In {len(texts)} Texten steht noch etwas aus Musterhafen. Ändern Sie es vor dem Start:")
        for text in texts:
            print(f"  - {text}")
