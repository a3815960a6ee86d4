"""Every address of the house, read from the resolver: pages by their name, calls of programs by method and path."""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern

API = "api/v1/"


@dataclass(frozen=True)
class Address:
    """One address as the resolver knows it; `key` is its row in the table of rights."""

    key: str
    path: str
    methods: tuple
    name: str


def all_addresses():
    """Return every address; English pages are the same views under /en/."""
    return [*_pages(), *_calls()]


def _walk(patterns, before="", space=""):
    for entry in patterns:
        where = before + ("" if isinstance(entry.pattern, LocalePrefixPattern) else str(entry.pattern))
        if isinstance(entry, URLPattern):
            yield where, f"{space}{entry.name}" if entry.name else "", entry
        else:
            yield from _walk(entry.url_patterns, where, f"{space}{entry.namespace}:" if entry.namespace else space)


def _pages():
    """Pages, and what the REST door has beside its calls."""
    for where, name, _entry in _walk(get_resolver().url_patterns):
        if not where.startswith(API):
            yield Address(name, f"/{where}", ("GET", "POST"), name)
        elif not name.startswith("rest:"):
            yield Address(f"GET /{where}", f"/{where}", ("GET", "POST"), name)


def _calls():
    """The operations of django-ninja, which shares one route among several methods."""
    from lotse.channels.rest.api import api

    for before, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    where = f"/{API.rstrip('/')}{before}{path}"
                    yield Address(f"{method} {where}", where, (method,), f"rest:{operation.view_func.__name__}")


def calls_in_the_resolver():
    """How many routes of the REST door the resolver serves, to be compared with `_calls`."""
    return {(f"/{where.replace('<', '{').replace('>', '}')}", name) for where, name, _ in
            _walk(get_resolver().url_patterns) if name.startswith("rest:")}  # fmt: skip
