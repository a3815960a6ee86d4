"""Templates are written for people, one tag a line; what goes over the wire needs no indentation.

A line break with the blanks around it becomes one blank, once for each template when it is read first. For a browser
both are the same, except in a `textarea`: there the break before the value stays, for HTML leaves out the first one,
and a value that begins with a break keeps it.
"""

import re

from django.template import Origin
from django.template.loaders import app_directories, filesystem

_BEFORE_THE_END_OF_A_TAG = re.compile(r"\s*\n\s*(?=/?>)")
_BREAK = re.compile(r"\s*\n\s*(?![^<>\n]*</textarea>)")


def compact(source: str) -> str:
    """Return the source of an HTML template without line breaks, indentation and blanks at its ends."""
    return _BREAK.sub(" ", _BEFORE_THE_END_OF_A_TAG.sub("", source.strip()))


class _Compact:
    def get_contents(self, origin: Origin) -> str:
        source = super().get_contents(origin)  # type: ignore[misc]
        return compact(source) if str(origin.name).endswith(".html") else source


class AppLoader(_Compact, app_directories.Loader):
    """Finds the templates of the rooms."""


class FolderLoader(_Compact, filesystem.Loader):
    """Finds the templates of `DIRS`."""
