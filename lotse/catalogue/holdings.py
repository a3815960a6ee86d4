"""What the catalogue holds of a person: who wrote and published an edition. Deeds of staff, by id alone."""

from .models import Draft, Edition

MODELS = [Draft, Edition]


def disclose(person):
    """Return which editions this person wrote or published (Art. 15 GDPR)."""
    told = ("service__title", "number", "published_at")
    return {
        "written": list(Edition.objects.filter(edited_by=person).values(*told)),
        "published": list(Edition.objects.filter(published_by=person).values(*told)),
    }


def erase(person):
    """Leave everything: an edition is never changed and points at a row that is empty by then."""
