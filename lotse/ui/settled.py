"""What a template says alike on every page of a language is settled once, when it is read first.

A page of the desk asks four hundred times for a translation and a hundred times for an address, most of them with
nothing but a literal. Looking them up anew for each page took a fifth of its time. So each language has templates of
its own, in which these tags are already what they say.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.template import Origin
from django.template.loaders import cached
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape
from django.utils.translation import get_language, gettext

_LITERAL = re.compile(r"""{% (translate|url) (["'])((?:(?!\2|\\).)+)\2 %}""")
_MARKS_OF_TEMPLATES = ("{{", "{%", "{#")


def settle(source: str) -> str:
    """Return the source of a template with what is certain already: sentences and addresses without values."""
    return _LITERAL.sub(_said, source)


def _said(found: re.Match[str]) -> str:
    tag, _quote, literal = found.groups()
    said = _SAY[tag](literal)
    return found[0] if said is None or any(mark in said for mark in _MARKS_OF_TEMPLATES) else said


def _sentence(literal: str) -> str:
    """The sentence in the language of now, with percent signs doubled for the search as `{% translate %}` does it."""
    return gettext(literal.replace("%", "%%")).replace("%%", "%")


def _address(name: str) -> str | None:
    """The address of this name; None where it needs more than its name, or is not there now."""
    try:
        return conditional_escape(reverse(name))
    except NoReverseMatch:
        return None


_SAY: dict[str, Callable[[str], str | None]] = {"translate": _sentence, "url": _address}


class Loader(cached.Loader):
    """Keeps each template once for every language and map of addresses, settled."""

    def get_contents(self, origin: Origin) -> str:
        """Return the settled source of a template; raises TemplateDoesNotExist."""
        return settle(super().get_contents(origin))

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        """Return the key under which a template is kept."""
        name = super().cache_key(template_name, skip) if skip else template_name
        return f"{get_language()}-{settings.ROOT_URLCONF}-{name}"
