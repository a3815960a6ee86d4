"""The topics (Themen) under which services are listed."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from lotse.catalogue.models import Service

TITLES = {
    "tiere-umwelt": _("Tiere und Umwelt"),
    "strasse-verkehr": _("Straße und Verkehr"),
    "ausweise-melden": _("Ausweise und Wohnsitz"),
    "familie-soziales": _("Familie und Soziales"),
    "bauen-gewerbe": _("Bauen und Gewerbe"),
    "freizeit": _("Sport und Veranstaltungen"),
    "abgaben": _("Steuern und Gebühren"),
    "rathaus": _("Rathaus und Anliegen"),
}


def title_of(slug):
    """The topic as people read it."""
    return TITLES.get(slug) or slug.replace("-", " ").capitalize()


def topics():
    """Topics with at least one service; an empty one is not shown."""
    counted = (
        Service.objects.for_citizens().running().exclude(topic="").order_by().values("topic").annotate(n=Count("pk"))
    )
    rows = [{"slug": row["topic"], "title": title_of(row["topic"]), "count": row["n"]} for row in counted]
    return sorted(rows, key=lambda row: str(row["title"]))
