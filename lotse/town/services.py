"""The services of Musterhafen, published as the real house does: one writes, a second approves and publishes."""

from datetime import timedelta

from lotse.catalogue.circles import NAMED_PERSONS_ONLY
from lotse.catalogue.models import Draft, Service
from lotse.catalogue.ordering import rule_of, with_orderers
from lotse.catalogue.refusals import MayNotPublish
from lotse.people.models import Person, Team
from lotse.tenants.clock import moved_to, now

from .belonging_there import at_home
from .cast import musterhafen
from .content.editions import content_of, rows

WRITER, PUBLISHER = "petersen", "lueders"
KINDS = {
    "meldung": "report", "antrag": "application", "anzeige": "notice", "buchung": "booking", "frage": "question",
    "beschwerde": "complaint",
}  # fmt: skip
CIRCLES = {
    "allgemein": "general", "pass_melde": "identity", "justiz": "justice", "fahrerlaubnis": "licence",
    "personenstand": "civil_status", "gewerbe": "trade", "steuer": "tax", "sozial": "social", "gesundheit": "health",
    "vertraulich": "confidential", "personalakte": "personnel", "datenschutz": "data_protection",
}  # fmt: skip
INTAKE = "telefon-empfang"


def open_services(slugs=None):
    """Publish these services, or all, some time before Musterhafen's history begins."""
    writer, publisher = (Person.objects.get(login=login) for login in (WRITER, PUBLISHER))
    processes = Team.objects.get(slug="prozesse")
    with moved_to(now() - timedelta(weeks=30)):
        for slug in slugs or rows():
            row = row_of(slug)
            is_shut = "art" not in row or circle_of(row) in NAMED_PERSONS_ONLY
            owner = Team.objects.get(slug=row["team"])
            intake = owner if is_shut else Team.objects.get(slug=INTAKE)
            publish(row, owner, intake, writer=writer, publisher=publisher, team=processes)


def take_over(slug, team, writer, publisher, orderers=()):
    """Publish a service of Musterhafen in another town, where `team` takes it in and decides.

    Teams and telephones of Musterhafen are left behind; what its texts still name, `belonging_there.left_over` tells.
    `orderers` says who may order an internal service (`catalogue.ordering.rule_of`); empty: as in Musterhafen.

    Raises MayNotPublish, UnfitOrderers, and LookupError with a sentence for a service that is unknown or there already.
    """
    if Service.objects.filter(slug=slug).exists():
        raise LookupError(f"Den Dienst „{slug}“ gibt es schon.")
    if writer == publisher:
        raise MayNotPublish("Wer zuletzt geändert hat, veröffentlicht nicht selbst.")
    row = row_of(slug)
    content = at_home(content_of(slug), team)
    if orderers:
        content = with_orderers(content, rule_of(orderers))
    return publish(row, team, team, writer=writer, publisher=publisher, team=team, content=content)


def row_of(slug):
    """Return what Musterhafen's file says of this service; LookupError with a sentence if it names none."""
    for row in [*musterhafen()["dienste"], *musterhafen()["interne_dienste"]]:
        if row["slug"] == slug:
            return row
    raise LookupError(f"Den Dienst „{slug}“ kennt Musterhafen nicht.")


def circle_of(row):
    """Return the code of the service's data circle."""
    return CIRCLES[row.get("datenkreis", "allgemein")]


def publish(row, owner, intake, *, writer, publisher, team, content=None):
    """Create the service of this row and publish its first edition in the name of this team."""
    content = content or content_of(row["slug"])
    is_internal = "art" not in row
    service = Service.objects.create(
        slug=row["slug"], title=row["titel"], owner=owner, intake=intake, circle=circle_of(row),
        audience="internal" if is_internal else "citizen", kind="request" if is_internal else KINDS[row["art"]],
        topic=content.get("topic", ""), leika=row.get("leika") or "", yearly=row["menge_jahr"],
    )  # fmt: skip
    draft = Draft.begin(service, content, by=writer)
    draft.ask_approval(by=writer).vote(by=publisher, yes=True)
    return draft.publish(by=publisher, team=team)
