import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from lotse.tenants.clock import now
from lotse.tenants.models import Row

CODE_LENGTH = 200


class NotACode(ValueError):
    """A record was to hold something that is neither id, code, number, date nor truth."""


class RecordQuerySet(models.QuerySet["Record"]):
    """Records, oldest first."""

    def about(self, *rows: Row) -> "RecordQuerySet":
        """Return what happened to these rows."""
        return self.filter(subject__in=[row.pk for row in rows]).order_by("at", "id")

    def done_by(self, person: Row) -> "RecordQuerySet":
        """Return what this person did."""
        return self.filter(by=person.pk).order_by("at", "id")


class Record(Row):
    """Who did what to what, outside the timeline of a case. Names nobody: ids only."""

    at = models.DateTimeField(default=now)
    deed = models.CharField(max_length=60)
    subject = models.UUIDField(null=True, db_index=True)
    by = models.UUIDField(null=True, db_index=True)
    data = models.JSONField(default=dict)

    objects = RecordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["deed", "at"], name="record_deed_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.deed}"


def note(
    deed: str, subject: models.Model | None, *, by: models.Model | None = None, at: datetime | None = None, **data: Any
) -> Record:
    """Write the deed down; `subject` and `by` are rows of rooms above, known here by id.

    Words a person typed are refused: what must be readable later belongs to the timeline.
    """
    return Record.objects.create(
        deed=deed,
        subject=subject.pk if subject is not None else None,
        by=by.pk if by is not None else None,
        at=at or now(),
        data={key: _code(value) for key, value in data.items()},
    )


def _code(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, uuid.UUID) or hasattr(value, "isoformat"):
        return value.isoformat() if hasattr(value, "isoformat") else str(value)
    if isinstance(value, str):
        if len(value) > CODE_LENGTH or "@" in value or "\n" in value:
            raise NotACode(f"{value[:20]!r}… is no code")
        return value
    if isinstance(value, Iterable):
        return [_code(one) for one in value]
    raise NotACode(f"{type(value).__name__} is no code")
