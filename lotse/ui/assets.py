"""The third-party files that the pages load, taken one by one from `frontend/node_modules`.

Nothing of others is kept in the repository: `npm ci --ignore-scripts` in `frontend/` fetches the
packages, and the finder below hands exactly the files of `FILES` to `collectstatic` and to the
development server, with the licence beside each. A built wheel carries them in `lotse/ui/vendored/`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

ROOM = Path(__file__).resolve().parent
NODE_MODULES = ROOM.parent.parent / "frontend" / "node_modules"
VENDORED = ROOM / "vendored"

_FIRA = "@fontsource/fira-sans"
_FACES = [
    f"fira-sans-{subset}-{weight}-normal.woff2" for subset in ("latin", "latin-ext") for weight in (400, 500, 600)
]

# its styles name the pictures, its script the map of the sources: what is named must be there to be collected
_MAP = ["leaflet.js", "leaflet.js.map", "leaflet.css"]
_MAP += [f"images/{name}.png" for name in ("layers", "layers-2x", "marker-icon")]

#: target below /static/ -> source below node_modules
FILES: dict[str, str] = {
    "kern/kern.min.css": "@kern-ux/native/dist/kern.min.css",
    "kern/LICENSE.md": "@kern-ux/native/LICENSE.md",
    **{f"fonts/{face}": f"{_FIRA}/files/{face}" for face in _FACES},
    "fonts/LICENSE": f"{_FIRA}/LICENSE",
    **{f"leaflet/{name}": f"leaflet/dist/{name}" for name in _MAP},
    "leaflet/LICENSE": "leaflet/LICENSE",
}


def place_of(target: str) -> Path | None:
    """Return where a listed file lies on this machine, or None when it was not fetched yet."""
    source = FILES.get(target)
    if source is None:
        return None
    for path in (NODE_MODULES / source, VENDORED / target):
        if path.is_file():
            return path
    return None


def missing() -> list[str]:
    """Name the listed files that are not on this machine; `lotse check` says so."""
    return [target for target in FILES if place_of(target) is None]


class FetchedFiles(BaseFinder):
    """Find the listed files wherever they lie, under the names the pages use."""

    def check(self, **kwargs: object) -> list:
        """Report nothing here: the room's own check names what is missing and what to do."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the file for one address below /static/."""
        place = place_of(path)
        if place is None:
            return []
        return [str(place)] if find_all or kwargs.get("all") else str(place)

    def list(self, ignore_patterns: object) -> Iterator[Any]:
        """Hand every listed file to collectstatic."""
        for target, source in FILES.items():
            if place_of(target):
                yield target, _Renamed(target, source)


class _Renamed(FileSystemStorage):
    """A storage of one file, known under its target name."""

    prefix = None

    def __init__(self, target: str, source: str) -> None:
        super().__init__(location=NODE_MODULES)
        self.target = target

    def path(self, name: str) -> str:
        """Return where the file really lies."""
        return str(place_of(self.target))
