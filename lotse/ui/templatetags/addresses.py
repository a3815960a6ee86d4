"""`{% url %}`, quicker: forty addresses of a page differ in a number alone, and each was looked for among all patterns.

A template belongs to one language and one map of addresses (`lotse.ui.settled`). So a tag may keep how its address is
put together: the parts beside the values, as Django made them the first time.
"""

import re
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as djangos_url

register = template.Library()
PLAIN = re.compile(r"[A-Za-z0-9_-]+")  # what stands in an address as it is


class AddressNode(URLNode):
    """A `{% url %}` with values that keeps the parts of its address, for each kind of values."""

    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        self.made: dict[tuple[type, ...], list[str]] = {}

    def render(self, context: template.Context) -> str:
        """Return the address, or put it under the name that the tag gives; raises NoReverseMatch as Django does."""
        values = [value.resolve(context) for value in self.args]
        words = [str(value) for value in values]
        is_named = isinstance(self.view_name.var, str) and not self.view_name.filters
        if self.kwargs or not is_named or not all(map(PLAIN.fullmatch, words)):
            return super().render(context)
        kinds = tuple(map(type, values))
        if kinds not in self.made:
            said = super().render(context)
            self._keep(kinds, words, context[self.asvar] if self.asvar else said)
            return said
        first, *others = self.made[kinds]
        address = first + "".join(word + part for word, part in zip(words, others, strict=True))
        if self.asvar:
            context[self.asvar] = address
        return "" if self.asvar else address

    def _keep(self, kinds: tuple[type, ...], words: list[str], address: str) -> None:
        """Keep the parts if it is certain where each value came to stand."""
        if all(address.count(word) == 1 for word in words):
            self.made[kinds] = re.split("|".join(words), address) if words else [address]


@register.tag
def url(parser: Parser, token: Token) -> AddressNode:
    """Give the address of a page, as Django's tag of the same name."""
    node = djangos_url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
