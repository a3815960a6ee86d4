import secrets

from django.db import models

from lotse.people.models import Person
from lotse.tenants.clock import now
from lotse.tenants.models import Row

from ..chain import content_hash, entry_hash
from .case import Case


class EntryQuerySet(models.QuerySet):
    def append_to(self, case, kind, *, by, is_public, data, content, at=None):
        """Write the next link of the chain; the caller holds the case."""
        entry = Entry(case=case, seq=case.version, at=at or now(), kind=kind, by=by, is_public=is_public, data=data)
        salt = ""
        if content is not None:
            salt = secrets.token_hex(16)
            entry.content_hash = content_hash(salt, content)
        entry.hash = case.head_hash = entry_hash(case.head_hash, entry)
        entry.save(force_insert=True)
        if content is not None:
            words = Content(entry=entry, of=case.citizen, salt=salt, body=content)
            words.save(force_insert=True)
            entry.content = words
        return entry

    def public(self):
        return self.filter(is_public=True)

    def with_words(self):
        """Everything a page shows of an entry, in one statement."""
        return self.select_related("content", "by").prefetch_related("attachments__file")


class Entry(Row):
    """One line of the timeline (Eintrag). Appended, never changed; holds codes and ids, no words of a person."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=30)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    is_public = models.BooleanField()
    data = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64, default="")
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="entry_seq_once")]

    @property
    def words(self):
        """The content's JSON, or an empty dict when there is none or it was erased."""
        content = getattr(self, "content", None)
        return (content.body if content else None) or {}

    @property
    def text(self):
        return self.words.get("text", "")

    @property
    def is_reason_of_the_house(self):
        """Whether its citizen learns what happened and not these words: somebody else opened the case again."""
        return self.kind == "reopened" and (self.by_id != self.case.citizen_id or "for_another" in self.data)


class Content(Row):
    """The words of an entry. Erasing takes body and salt; the entry keeps a hash nobody can guess back."""

    entry = models.OneToOneField(Entry, models.PROTECT)
    of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="contents")
    salt = models.CharField(max_length=32)
    body = models.JSONField(null=True)
    erased_at = models.DateTimeField(null=True)

    def erase(self):
        """Take the words and their salt; the hash that stays cannot be guessed back (practice 1.20)."""
        self.body, self.salt, self.erased_at = None, "", now()
        self.save(update_fields=["body", "salt", "erased_at"])
