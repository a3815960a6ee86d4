"""Data circles (Datenkreise): walls between what the house knows (practice 1.11, § 30 AO, § 35 SGB I, PStG)."""

from django.utils.translation import gettext_lazy as _

GENERAL = "general"
CONFIDENTIAL = "confidential"

# code -> the word people read, and who may read the content beside the deciding team
CIRCLES = {
    GENERAL: _("Allgemein"),
    "identity": _("Pass und Melde"),
    "justice": _("Justiz"),
    "licence": _("Fahrerlaubnis"),
    "civil_status": _("Personenstand"),
    "trade": _("Gewerbe"),
    "tax": _("Steuer"),
    "social": _("Soziales"),
    "health": _("Gesundheit"),
    CONFIDENTIAL: _("Vertraulich"),
    "personnel": _("Personalakte"),
    "data_protection": _("Datenschutz"),
}

# only persons named on the case read these; members of a team do not (architecture 11 e)
NAMED_PERSONS_ONLY = frozenset({CONFIDENTIAL, "personnel"})
