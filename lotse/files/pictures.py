"""Pictures are written anew: without place, time and camera, upright, and never larger than needed."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lotse.files.refusals import PictureTooLarge, PictureUnreadable
from lotse.files.storing import open_private
from lotse.files.types import JPEG, PNG, Type

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST, SMALL = 4000, 1600
MOST_DOTS = {"JPEG": 120_000_000, "MPO": 120_000_000}  # JPEG can be opened at a part of its size
MOST_DOTS_ELSE = 50_000_000
GPS, NORTH, LATITUDE, EAST, LONGITUDE = 0x8825, 1, 2, 3, 4


class Place(NamedTuple):
    """Where a photo was taken: a suggestion for the map, kept nowhere."""

    lat: float
    lon: float


class Written(NamedTuple):
    """What was written, and what the camera knew."""

    type: Type
    width: int
    height: int
    place: Place | None


def write_anew(source: Path, target: Path, small: Path | None, name: str) -> Written:
    """Write the picture without its metadata, and a small copy if asked for."""
    picture, taken_at = _opened(source, name)
    kind = PNG if picture.format == "PNG" else JPEG
    upright = _upright(picture, kind, name)
    _save(upright, target, kind, quality=88)
    if small:
        copy = upright.copy()
        copy.thumbnail((SMALL, SMALL))
        _save(_plain(copy), small, JPEG, quality=82)
    return Written(kind, upright.width, upright.height, taken_at)


def _opened(source: Path, name: str) -> "tuple[Image, Place | None]":
    from PIL import Image as pillow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its own limit: ours follows
            picture = pillow.open(source, formats=("JPEG", "PNG", "WEBP"))
    except pillow.DecompressionBombError:
        raise PictureTooLarge(name=name, width="?", height="?") from None
    except (OSError, ValueError, SyntaxError) as trouble:
        raise PictureUnreadable(name=name) from trouble
    if picture.width * picture.height > MOST_DOTS.get(picture.format or "", MOST_DOTS_ELSE):
        raise PictureTooLarge(name=name, width=picture.width, height=picture.height)
    taken_at = _place(picture)
    if picture.format in ("JPEG", "MPO"):
        picture.draft("RGB", (LARGEST, LARGEST))
    return picture, taken_at


def _upright(picture: "Image", kind: Type, name: str) -> "Image":
    """Return the picture turned as it was meant, at most 4,000 dots long, of plain colours."""
    from PIL import ImageOps

    try:
        picture.load()
        upright = ImageOps.exif_transpose(picture)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, ZeroDivisionError) as trouble:
        raise PictureUnreadable(name=name) from trouble
    upright.thumbnail((LARGEST, LARGEST))
    return upright if kind is PNG and upright.mode in ("RGB", "RGBA", "L", "P", "1") else _plain(upright)


def _plain(picture: "Image") -> "Image":
    """Return the picture in red, green, blue; what was see-through becomes white."""
    from PIL import Image as pillow

    if picture.mode in ("RGBA", "LA", "P", "PA"):
        seen = picture.convert("RGBA")
        white = pillow.new("RGBA", seen.size, "white")
        return pillow.alpha_composite(white, seen).convert("RGB")
    return picture.convert("RGB")


def _save(picture: "Image", target: Path, kind: Type, quality: int) -> None:
    picture.info = {key: value for key, value in picture.info.items() if key == "transparency"}
    with open_private(target) as file:
        if kind is PNG:
            picture.save(file, "PNG")
        else:
            picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)


def _place(picture: "Image") -> Place | None:
    """Read where the photo was taken; a camera that writes nonsense tells nothing."""
    try:
        gps = picture.getexif().get_ifd(GPS)
        lat, lon = _degrees(gps[LATITUDE]), _degrees(gps[LONGITUDE])
        found = Place(-lat if gps.get(NORTH) == "S" else lat, -lon if gps.get(EAST) == "W" else lon)
    except (KeyError, ValueError, TypeError, ZeroDivisionError, IndexError, OSError, SyntaxError, AttributeError):
        return None
    is_real = -90 <= found.lat <= 90 and -180 <= found.lon <= 180 and (found.lat, found.lon) != (0, 0)
    return found if is_real else None


def _degrees(parts) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return round(degrees + minutes / 60 + seconds / 3600, 6)
