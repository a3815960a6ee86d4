"""The map of Musterhafen, drawn by ourselves: no such town, no such river."""

from pathlib import Path

from lotse.tenants.ground import read_map
from lotse.tenants.models import Town

FILE = Path(__file__).parent / "content" / "map.geojson"


def draw_map() -> None:
    """Give the town its map."""
    Town.objects.update(map=read_map(FILE.read_text(encoding="utf-8")))
