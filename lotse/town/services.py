"""The services of Musterhafen, published as the real house does: one writes, a second approves and publishes."""

from datetime import timedelta

from lotse.catalogue.circles import NAMED_PERSONS_ONLY
from lotse.catalogue.models import Draft, Service
from lotse.people.models import Person, Team
from lotse.tenants.clock import moved_to, now

from .cast import musterhafen
from .content.editions import content_of

WRITER, PUBLISHER = "petersen", "lueders"
OPEN = (
    "streunende-katze", "fundtier", "schlagloch", "reisepass", "fuehrerschein", "frage", "beschwerde",
    "it-neuer-mitarbeiter",
)  # fmt: skip
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


def open_services(slugs=OPEN):
    """Publish these services, some time before Musterhafen's history begins."""
    writer, publisher = (Person.objects.get(login=login) for login in (WRITER, PUBLISHER))
    rows = {row["slug"]: row for row in [*musterhafen()["dienste"], *musterhafen()["interne_dienste"]]}
    with moved_to(now() - timedelta(weeks=10)):
        for slug in slugs:
            publish(rows[slug], writer, publisher)


def publish(row, writer, publisher):
    """Create the service of this row and publish its first edition for the citizen service's process team."""
    content = content_of(row["slug"])
    owner = Team.objects.get(slug=row["team"])
    circle = CIRCLES[row.get("datenkreis", "allgemein")]
    is_internal = "art" not in row
    intake = owner if is_internal or circle in NAMED_PERSONS_ONLY else Team.objects.get(slug=INTAKE)
    service = Service.objects.create(
        slug=row["slug"], title=row["titel"], owner=owner, intake=intake, circle=circle,
        audience="internal" if is_internal else "citizen", kind="request" if is_internal else KINDS[row["art"]],
        topic=content.get("topic", ""), leika=row.get("leika") or "", yearly=row["menge_jahr"],
    )  # fmt: skip
    draft = Draft.begin(service, content, by=writer)
    draft.ask_approval(by=writer).vote(by=publisher, yes=True)
    return draft.publish(by=publisher, team=Team.objects.get(slug="prozesse"))
