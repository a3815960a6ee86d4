"""Styles and scripts that a page loads together, as one file each: fewer questions before anything is seen.

Templates name them by `{% together "a.css" "b.css" %}`. Where files are collected, the finder below reads every
template and hands `collectstatic` one file for each such list; before that, each file is loaded by itself.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

ASKED = re.compile(r"{% together ((?:\"[^\"]+\" ?)+)%}")
TAGS = {".css": '<link rel="stylesheet" href="{}">', ".js": '<script src="{}" defer></script>'}
FOLDER = "together"  # as deep as the rooms' folders, so that „../fonts/“ in a style still leads there


def tags_for(names: tuple[str, ...]) -> SafeString:
    """Return the tags that load these files, in their order."""
    kind = PurePosixPath(names[0]).suffix
    joined = name_of(names)
    hashed = getattr(staticfiles_storage, "hashed_files", {})
    return _tags(kind, (joined,) if joined in hashed else names, bool(hashed))


@lru_cache(maxsize=200)
def _tags(kind: str, names: tuple[str, ...], _is_collected: bool) -> SafeString:
    return format_html_join("\n", TAGS[kind], ((static(name),) for name in names))


def name_of(names: tuple[str, ...]) -> str:
    """Return the name of the one file: all names in their order."""
    paths = [PurePosixPath(name) for name in names]
    return f"{FOLDER}/{'-'.join(path.name.removesuffix(path.suffix) for path in paths)}{paths[0].suffix}"


class Together(finders.BaseFinder):
    """Hand `collectstatic` one file for each list that a template names."""

    def check(self, **kwargs: object) -> list:
        """Report nothing: a list whose file is missing is loaded one by one."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Find nothing: before they are collected no page asks for files of this kind."""
        return []

    def list(self, ignore_patterns: object) -> Iterator[Any]:
        """Give every list whose files are there."""
        for names in sorted(_asked_in_templates()):
            places = [finders.find(name) for name in names]
            if len(names) > 1 and all(places):
                yield name_of(names), _Joined([Path(str(place)) for place in places])


def _asked_in_templates() -> set[tuple[str, ...]]:
    folders = [Path(room.path) / "templates" for room in apps.get_app_configs() if room.name.startswith("lotse.")]
    texts = (page.read_text("utf-8") for folder in folders for page in folder.rglob("*.html"))
    return {tuple(re.findall(r'"([^"]+)"', asked)) for text in texts for asked in ASKED.findall(text)}


class _Joined(Storage):
    """A storage of one file, made of several."""

    prefix = None

    def __init__(self, places: list[Path]) -> None:
        self.places = places

    def _open(self, name: str, mode: str = "rb") -> File:
        return ContentFile("\n".join(place.read_text("utf-8") for place in self.places).encode(), name)

    def path(self, name: str) -> str:
        """Return what collecting calls it."""
        return name
