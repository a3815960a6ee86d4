"""What the desk holds of a person: what they keep for themselves, and texts others began about their concerns."""

from typing import Any

from .models import Preference, Presence, ReadMark, UnsentText

MODELS: list[Any] = [Preference, Presence, ReadMark, UnsentText]


def disclose(person):
    """Return what this person keeps at the desk (Art. 15 GDPR)."""
    texts = UnsentText.objects.filter(person=person).values("case__number", "kind", "told", "kept_at")
    choices = Preference.objects.filter(person=person).values("is_seen", "news")
    return {"unsent_texts": list(texts), "preferences": list(choices)}


def erase(person):
    """Clear the desk; nothing of it is needed by anybody else."""
    for noun in MODELS:
        noun.objects.filter(person=person).delete()
    UnsentText.objects.filter(case__citizen=person).delete()
