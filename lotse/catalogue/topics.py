"""The topics (Themen) under which services are listed: what a service keeps, and what people read."""

from django.utils.translation import gettext_lazy as _

TOPICS = {
    "tiere-umwelt": _("Tiere und Umwelt"),
    "strasse-verkehr": _("Straße und Verkehr"),
    "ausweise-melden": _("Ausweise und Wohnsitz"),
    "familie-soziales": _("Familie und Soziales"),
    "bauen-gewerbe": _("Bauen und Gewerbe"),
    "freizeit": _("Sport und Veranstaltungen"),
    "abgaben": _("Steuern und Gebühren"),
    "rathaus": _("Rathaus und Anliegen"),
    "intern": _("Interne Aufträge"),
}
