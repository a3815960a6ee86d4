from django.db import models

from lotse.tenants.clock import now
from lotse.tenants.models import Row


class Record(Row):
    """Who did what to what, outside the timeline of a case. Names nobody: ids only."""

    at = models.DateTimeField(default=now)
    deed = models.CharField(max_length=60)
    subject = models.UUIDField(db_index=True)
    by = models.UUIDField(null=True)
    data = models.JSONField(default=dict)


def note(deed, subject, *, by=None, **data):
    """Write the deed down; `subject` and `by` are rows of rooms above, known here by id."""
    return Record.objects.create(deed=deed, subject=subject.pk, by=by and by.pk, data=data)
