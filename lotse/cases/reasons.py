"""Why a known fact is asked for again (practice 1.17): the listed reasons, or one in own words."""

from django.utils.translation import gettext_lazy

REASONS_TO_ASK = {  # label, and whether it counts as repeated
    "original": (gettext_lazy("Original nötig"), False),
    "outdated": (gettext_lazy("Angabe ist veraltet"), False),
    "contradiction": (gettext_lazy("Angaben widersprechen sich"), False),
    "declaration": (gettext_lazy("Erklärung in Person nötig"), True),
    "other": (gettext_lazy("Anderer Grund"), True),
}
OTHER = "other"


def reason_of(told: str) -> tuple[str, str]:
    """Return the listed reason, and the words where it was told in own words: these count as another reason."""
    said = told.strip()
    return (said, "") if not said or said in REASONS_TO_ASK else (OTHER, said)
