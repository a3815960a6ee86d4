"""Bytes on the disk: streamed, counted, forced out, and only then given their name."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings

from lotse.files.refusals import DiskFull

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
PART = 1 << 20


class TooManyBytes(Exception):
    """The stream did not end where it had to."""


def root() -> Path:
    """Return the folder of all kept files."""
    return Path(settings.MEDIA_ROOT)


def place(id: UUID, ending: str) -> str:
    """Return the path of a file below the root: our name, spread over 256 folders."""
    return f"{id.hex[-2:]}/{id.hex}.{ending}"


@contextmanager
def disk() -> Iterator[None]:
    """Turn a full disk into a sentence."""
    try:
        yield
    except OSError as trouble:
        if trouble.errno in NO_ROOM:
            raise DiskFull() from trouble
        raise


def take_in(upload: Any, incoming: Path, most_bytes: int) -> int:
    """Write the upload below its temporary name and return its size; stop as soon as it is too big."""
    size = 0
    incoming.parent.mkdir(parents=True, exist_ok=True)
    with open_private(incoming) as file:
        for part in _parts(upload):
            size += len(part)
            if size > most_bytes:
                raise TooManyBytes
            file.write(part)
    return size


def open_private(path: Path) -> IO[bytes]:
    """Open a new file that only we may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def settle(incoming: Path, target: str) -> None:
    """Force the bytes out, then give the file its name: after a crash it is there whole or not at all."""
    final = root() / target
    final.parent.mkdir(parents=True, exist_ok=True)
    _force_out(incoming)
    os.replace(incoming, final)
    _force_out(final.parent)


def sha256(path: Path) -> str:
    """Return the fingerprint of the bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _force_out(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _parts(upload: Any) -> Iterator[bytes]:
    if hasattr(upload, "chunks"):
        yield from upload.chunks()
        return
    while part := upload.read(PART):
        yield part
