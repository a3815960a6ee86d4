import time
from collections.abc import Collection
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import models, transaction
from django.utils.formats import number_format
from django.utils.http import content_disposition_header

from lotse.files import names, pictures, scanner, storing, types
from lotse.files.refusals import (
    CannotKeep,
    DiskFull,
    EmptyFile,
    FileTooBig,
    NoPhoto,
    PhotoTooBig,
    TooManyFiles,
    TypeNotTaken,
)
from lotse.tenants.clock import now
from lotse.tenants.models import Row

MEGABYTE = 1_000_000


class StoredFileQuerySet(models.QuerySet):
    def untied(self):
        """Files to which no row points, in whatever room: a new foreign key is asked without being named here."""
        files = self
        for relation in self.model._meta.get_fields(include_hidden=True):
            if isinstance(relation, models.ManyToOneRel):
                rows = relation.related_model._base_manager.filter(**{relation.field.name: models.OuterRef("pk")})
                files = files.exclude(models.Exists(rows))
        return files

    def forget_untied(self):
        """Forget what is still untied when its turn comes, each in a step of its own; return how many."""
        forgotten = 0
        for file in list(self.untied()):
            with suppress(models.ProtectedError), transaction.atomic():  # tied in this moment: it stays
                file.forget()
                forgotten += 1
        return forgotten


class StoredFile(Row):
    """A file that somebody handed in (Anlage). Whose it is and who may see it, the row that points here knows."""

    name = models.CharField(max_length=200)
    type = models.CharField(max_length=100, default="application/octet-stream")
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="")
    path = models.CharField(max_length=100, unique=True)
    small_path = models.CharField(max_length=100, blank=True, default="")
    is_photo = models.BooleanField(default=False)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    by = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=now)

    objects = StoredFileQuerySet.as_manager()
    suggested_place: pictures.Place | None = None  # known only to the request that brought the photo

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="storedfile_created_at")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether it shows something; `is_photo` says only that a photo was asked for."""
        return self.is_photo or self.type in {kind.media for kind in types.PICTURES}

    def open(self, small: bool = False) -> IO[bytes]:
        """Open what is kept, or the small copy of a photo."""
        return (storing.root() / (self.small_path if small and self.small_path else self.path)).open("rb")

    def headers(self, small: bool = False) -> dict[str, str]:
        """Return what must stand above an answer with this file: no browser opens, guesses or runs it."""
        return {
            "Content-Type": types.JPEG.media if small and self.small_path else self.type,
            "Content-Disposition": str(content_disposition_header(True, self.name)),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-cache",
        }

    def forget(self) -> None:
        """Delete the row, and the bytes once that is certain."""
        paths = [storing.root() / path for path in (self.path, self.small_path) if path]
        self.delete()
        for path in paths:
            transaction.on_commit(partial(path.unlink, missing_ok=True))


def keep(
    upload: Any,
    *,
    by: models.Model | None = None,
    photo: bool = False,
    limit_mb: int | None = None,
    allowed: Collection[types.Type] | None = None,
    as_it_came: bool = False,
) -> StoredFile:
    """Keep an upload, or raise `CannotKeep` with the sentence for whoever sent it.

    `photo` takes pictures only and makes a small copy. `allowed` is by default what the operator
    takes; `types.ANYTHING` keeps also what nobody knows. `as_it_came` writes no picture anew and
    changes no name (mail): these bytes are what somebody sent us.
    """
    limit = (limit_mb or settings.UPLOAD_MB) * MEGABYTE
    taken = types.PICTURES if photo else types.named(settings.UPLOAD_TYPES) if allowed is None else tuple(allowed)
    stored = StoredFile(by=by.pk if by is not None else None, is_photo=photo)
    incoming = storing.root() / "incoming" / stored.pk.hex
    try:
        with storing.disk():
            _take_in(upload, incoming, limit, photo)
            _settle(stored, incoming, getattr(upload, "name", None), taken, as_it_came)
            with transaction.atomic():
                stored.save(force_insert=True)
    finally:
        for left in (incoming, incoming.with_suffix(".new"), incoming.with_suffix(".small")):
            left.unlink(missing_ok=True)
    return stored


def keep_all(uploads: Collection[Any], *, most: int, **values: Any) -> list[StoredFile]:
    """Keep all of them or none; raises CannotKeep, also when they are more than `most`."""
    if len(uploads) > most:
        raise TooManyFiles(count=len(uploads), limit=most)
    with transaction.atomic():  # the bytes of those before a refused one are swept at night
        return [keep(upload, **values) for upload in uploads]


def _take_in(upload: Any, incoming: Path, limit: int, photo: bool) -> None:
    known_size = getattr(upload, "size", None) or 0
    try:
        if known_size > limit:
            raise storing.TooManyBytes
        size = storing.take_in(upload, incoming, limit)
    except storing.TooManyBytes:
        words = {"size": _megabytes(max(known_size, limit + 1)), "limit": _megabytes(limit)}
        raise (PhotoTooBig if photo else FileTooBig)(**words) from None
    if not size:
        raise EmptyFile(name=names.shown(getattr(upload, "name", None)))


def _settle(stored: StoredFile, incoming: Path, name: str | None, taken: Collection[types.Type], raw: bool) -> None:
    """Look at the content, write pictures anew (a `raw` one stays as it came), and move all to their places."""
    kind = types.type_of(incoming)
    if kind not in taken:
        words = {"name": names.shown(name), "known": ", ".join(one.says for one in taken)}
        raise (NoPhoto if stored.is_photo else TypeNotTaken)(**words)
    scanner.check(incoming, names.shown(name))
    final = incoming
    if kind in types.PICTURES and not raw:
        try:
            kind, final = _anew(stored, incoming, names.shown(name))
        except DiskFull:
            raise
        except CannotKeep:
            if types.UNKNOWN not in taken:
                raise
            kind = types.UNKNOWN
    stored.name = names.shown(name, None if kind is types.UNKNOWN or raw else kind.ending)
    stored.type, stored.size, stored.sha256 = kind.media, final.stat().st_size, storing.sha256(final)
    stored.path = storing.place(stored.pk, kind.ending)
    if stored.small_path:
        storing.settle(incoming.with_suffix(".small"), stored.small_path)
    storing.settle(final, stored.path)


def _anew(stored: StoredFile, incoming: Path, name: str) -> tuple[types.Type, Path]:
    new, small = incoming.with_suffix(".new"), incoming.with_suffix(".small")
    written = pictures.write_anew(incoming, new, small if stored.is_photo else None, name)
    stored.width, stored.height, stored.suggested_place = written.width, written.height, written.place
    if stored.is_photo:
        stored.small_path = storing.place(stored.pk, f"small.{types.JPEG.ending}")
    return written.type, new


def _megabytes(size: int) -> str:
    """Return the size as people say it: „18 MB“, „10,5 MB“; never rounded down to what is allowed."""
    tenths = -(-size * 10 // MEGABYTE)
    return f"{number_format(tenths / 10, 1) if tenths % 10 else tenths // 10} MB"


def sweep(older_than_hours: int = 24) -> int:
    """Delete bytes whose row never came to be: the transaction that brought them was taken back."""
    edge, deleted = time.time() - older_than_hours * 3600, 0  # the disk knows no moved clock
    old = [path for path in storing.root().rglob("*") if path.is_file() and path.stat().st_mtime < edge]
    for start in range(0, len(old), 500):
        part = {str(path.relative_to(storing.root())): path for path in old[start : start + 500]}
        known = StoredFile.objects.filter(models.Q(path__in=part) | models.Q(small_path__in=part))
        kept = {path for pair in known.values_list("path", "small_path") for path in pair}
        for name in set(part) - kept:
            part[name].unlink(missing_ok=True)
            deleted += 1
    return deleted
