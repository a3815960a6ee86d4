"""The town's own small map (Karte): GeoJSON that comes from no foreign server, and where the town ends."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

KINDS = ("town", "water", "green", "street", "place")  # what `properties.kind` may say; `properties.name` is shown
LARGEST = 512 * 1024  # bytes: it is sent to telephones


class NoMap(ValueError):
    """The file is not a map we can draw; the sentence says why."""


def read_map(text: str) -> dict[str, Any]:
    """Read a map somebody brings: a FeatureCollection in degrees (WGS 84) with its "bbox"."""
    if len(text.encode()) > LARGEST:
        raise NoMap(f"Die Karte ist zu groß. Erlaubt sind {LARGEST // 1024} KB.")
    try:
        found = json.loads(text)
    except ValueError as why:
        raise NoMap("Die Datei ist kein GeoJSON.") from why
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        raise NoMap("Die Datei ist keine FeatureCollection.")
    if not _is_box(found.get("bbox")):
        raise NoMap("In „bbox“ stehen 4 Zahlen: Westen, Süden, Osten, Norden.")
    strange = {_kind(feature) for feature in found.get("features", [])} - set(KINDS)
    if strange:
        raise NoMap(f"„kind“ ist eines von: {', '.join(KINDS)}.")
    return found


def is_inside(ground: Mapping[str, Any], lat: str, lon: str) -> bool:
    """Whether a point lies in the box around the town; a town without a map has no end."""
    if not ground:
        return True
    west, south, east, north = (Decimal(str(edge)) for edge in ground["bbox"])
    return south <= Decimal(lat) <= north and west <= Decimal(lon) <= east


def _is_box(box: Any) -> bool:
    if not isinstance(box, list) or len(box) != 4 or not all(type(edge) in (int, float) for edge in box):
        return False
    west, south, east, north = box
    return -180 <= west < east <= 180 and -90 <= south < north <= 90


def _kind(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return str((properties or {}).get("kind"))
