"""Statements that are put together once and kept: afterwards only their values are filled in.

What a page asks of a case has a hundred columns and a dozen rules. To put it together took Django longer than the
database took to answer: two fifths of the work of a page. `kept` does it once for each kind of reader, with stand-ins
in the place of ids, moments and words, and remembers where each of them came to stand.

A stand-in that does not arrive whole, or an id or a moment that is no stand-in, is refused when the statement is put
together: nobody may ever read with the eyes of the person for whom it was made first.
"""

import copy
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet

from lotse.people.models import Person
from lotse.tenants.clock import moved_to, now

MOST = 500  # kinds of statements; saved views have rules of their own
NOW = datetime(9000, 1, 1, tzinfo=UTC)
_kept: dict[tuple, "_Kept"] = {}


class NotKept(Exception):
    """A statement cannot be kept: a value of it would stay for everybody."""


def kept(key: tuple, make: Callable[..., QuerySet], person: Person, **values: Any) -> list:
    """Return the rows of `make(person, **values)`.

    `key` names the statement and all that shapes it beside the person and the values: ids (also a list of them),
    moments, days, words and fractions. `make` may ask of a person their id, roles, teams and whom they stand in for,
    and the time.
    """
    shape = (key, person.kind, person.is_active, person.role_names, bool(person.team_ids))
    found = _kept.get(shape)
    if found is None:
        if len(_kept) >= MOST:
            _kept.clear()
        found = _kept[shape] = _Kept(make, person, values)
    return found.rows(_said_by(person) | {"now": now()} | values)


def _said_by(person: Person) -> dict[str, Any]:
    return {
        "me": person.pk,
        "acts": list(person.acts_for_ids),
        "teams": list(person.team_ids),
    }


class _Kept:
    """One statement, and what stands at each of its places: a constant, or the name of a value."""

    def __init__(self, make: Callable[..., QuerySet], person: Person, values: dict[str, Any]):
        standing_in = _person_like(person)
        stand_ins = {name: _stand_in(value, number) for number, (name, value) in enumerate(sorted(values.items()))}
        with moved_to(NOW):
            self.queryset = make(standing_in, **stand_ins)
            self.compiler = self.queryset.query.get_compiler(using=self.queryset.db)
            self.sql, params = self.compiler.as_sql()
        self.converters = self.compiler.get_converters(column for column, *_more in self.compiler.select)
        known = {name: value for name, value in (_said_by(standing_in) | stand_ins).items() if value != []}
        self.places = [_place(param, known) for param in params]

    def rows(self, values: dict[str, Any]) -> list:
        """Ask with these values."""
        filled = tuple(values[name] if name else constant for name, constant in self.places)
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.queryset.db]
        vars(compiler)["as_sql"] = lambda *_args, **_more: (self.sql, filled)
        vars(compiler)["get_converters"] = lambda _columns: self.converters
        query = copy.copy(self.queryset.query)
        vars(query)["get_compiler"] = lambda *_args, **_more: compiler
        asked = self.queryset.__class__(model=self.queryset.model, query=query, using=self.queryset.db)
        vars(asked)["_iterable_class"] = vars(self.queryset)["_iterable_class"]  # rows, or dicts of `values()`
        return list(asked)


def _person_like(person: Person) -> Person:
    """Somebody with the same roles, and ids of nobody."""
    like = Person(pk=UUID(int=1), kind=person.kind, is_active=person.is_active)
    like.__dict__ |= {"role_names": person.role_names, "acts_for_ids": (like.pk, UUID(int=2))}
    like.__dict__ |= {"team_ids": (UUID(int=3),) if person.team_ids else ()}
    return like


def _stand_in(value: Any, number: int) -> Any:
    """A value of the same kind that nothing else has."""
    if isinstance(value, UUID):
        return UUID(int=100 + number)
    if isinstance(value, datetime):
        return NOW.replace(year=9100 + number)
    if isinstance(value, date):
        return date(8000 + number, 1, 1)
    if isinstance(value, float):
        return 1e300 * (number + 1)
    if isinstance(value, list):
        return [UUID(int=100 + number)]
    if isinstance(value, str):
        return f"\x02{number}\x03"
    raise NotKept(f"Nothing can stand in for {value!r}.")


def _place(param: Any, known: dict[str, Any]) -> tuple[str, Any]:
    """Return (name of the value, None) or ("", constant); raises NotKept for what may not stay."""
    for name, value in known.items():
        if type(param) is type(value) and param == value:
            return name, None
    if isinstance(param, datetime) and 0 <= (param - NOW).total_seconds() < 60:
        return "now", None
    parts = param if isinstance(param, list | tuple) else [param]
    if any(isinstance(part, UUID | date | float) or "\x02" in str(part) for part in parts):
        raise NotKept(f"{param!r} would stay.")
    return "", param
