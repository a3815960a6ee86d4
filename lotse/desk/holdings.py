"""What the desk holds of a person: what they keep for themselves, and texts others began about their concerns."""

from typing import Any

from django.db.models import Q

from .models import BulkRun, Mention, Preference, Presence, ReadMark, SavedView, UnsentText

MODELS: list[Any] = [BulkRun, Mention, Preference, Presence, ReadMark, SavedView, UnsentText]


def disclose(person):
    """Return what this person keeps at the desk (Art. 15 GDPR)."""
    texts = UnsentText.objects.filter(person=person).values("case__number", "kind", "told", "kept_at")
    mentions = Mention.objects.filter(Q(person=person) | Q(by=person)).values("case__number", "at")
    views, runs = person.saved_views.values("name"), person.bulk_runs.values("deed", "values", "begun_at")
    choices = Preference.objects.filter(person=person).values("is_seen", "news")
    return {"unsent_texts": list(texts), "preferences": list(choices), "views": list(views)} | {
        "mentions": list(mentions),
        "bulk_runs": list(runs),
    }


def erase(person):
    """Clear the desk; nothing of it is needed by anybody else."""
    for noun in MODELS:
        noun.objects.filter(person=person).delete()
    Mention.objects.filter(by=person).delete()
    UnsentText.objects.filter(case__citizen=person).delete()
