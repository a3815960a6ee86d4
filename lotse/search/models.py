from django.db import models
from django.db.models import Q, Subquery

from lotse.tenants.models import Row


class Page(Row):
    """One thing that can be found under its words."""

    kind = models.CharField(max_length=20)
    subject = models.UUIDField()
    title = models.TextField()
    words = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="page_once")]


def put(kind, subject, title, words):
    """Make the row with the id `subject` findable, in the transaction of the caller."""
    Page.objects.bulk_create(
        [Page(kind=kind, subject=subject, title=title, words=words)],
        update_conflicts=True, unique_fields=["kind", "subject"], update_fields=["title", "words"],
    )  # fmt: skip


def drop(kind, subjects):
    """Forget these ids."""
    Page.objects.filter(kind=kind, subject__in=subjects).delete()


def found(kind, words):
    """Return the ids for `filter(pk__in=...)`: rights and search stay one SQL statement."""
    hits = Page.objects.filter(Q(title__icontains=words) | Q(words__icontains=words), kind=kind)
    return Subquery(hits.values("subject"))
