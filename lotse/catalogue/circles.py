"""Data circles (Datenkreise): walls between what the house knows (practice 1.11, § 30 AO, § 35 SGB I, PStG)."""

GENERAL = "general"
CONFIDENTIAL = "confidential"

# code -> the word people read, and who may read the content beside the deciding team
CIRCLES = {
    GENERAL: "Allgemein",
    "identity": "Pass und Melde",
    "justice": "Justiz",
    "licence": "Fahrerlaubnis",
    "civil_status": "Personenstand",
    "trade": "Gewerbe",
    "tax": "Steuer",
    "social": "Soziales",
    "health": "Gesundheit",
    CONFIDENTIAL: "Vertraulich",
    "personnel": "Personalakte",
    "data_protection": "Datenschutz",
}

# only persons named on the case read these; members of a team do not (architecture 11 e)
NAMED_PERSONS_ONLY = frozenset({CONFIDENTIAL, "personnel"})
