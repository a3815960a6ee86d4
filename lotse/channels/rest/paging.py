"""Lists by pages: a cursor names the last row seen, so nothing is skipped when new rows arrive."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated

from django.core.exceptions import ValidationError
from django.db.models import Q
from ninja import Schema
from pydantic import Field

from .words import refuse, tidy_line

MOST = 100


class Paged(Schema):
    """Which part of a list is asked for."""

    limit: Annotated[int, Field(ge=1, le=MOST)] = 25
    cursor: Annotated[str, Field(max_length=400)] = ""


def page(rows, asked, *by):
    """Return one page of the rows and the cursor of the next, or None.

    `by` are the fields of the order, all rising or all falling („-opened_at“, „-id“); together they are unique.
    """
    names = [name.lstrip("-") for name in by]
    if asked.cursor:
        rows = rows.filter(_behind(rows.model, names, _read(asked.cursor, rows.model, names), by[0].startswith("-")))
    return cut(list(rows.order_by(*by)[: asked.limit + 1]), asked, *by)


def cut(found, asked, *by):
    """Return the page and the cursor of the next, when `found` holds one row more than the page where there is one."""
    if len(found) <= asked.limit:
        return found, None
    shown = found[: asked.limit]
    return shown, _write([getattr(shown[-1], name.lstrip("-")) for name in by])


def _behind(model, names, values, falling):
    """(a, b) behind (x, y): a is behind x, or a is x and b behind y; written so that an index can serve it."""
    compare = "lt" if falling else "gt"
    *first, last = zip(names, values, strict=True)
    condition = Q(**{f"{last[0]}__{compare}": last[1]})
    for name, value in reversed(first):
        condition = Q(**{f"{name}__{compare}e": value}) & (Q(**{f"{name}__{compare}": value}) | condition)
    return condition


def _write(values):
    told = [value.isoformat() if hasattr(value, "isoformat") else str(value) for value in values]
    return urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def _read(cursor, model, names):
    try:
        told = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        fields = [model._meta.get_field(name) for name in names]
        return [field.clean(tidy_line(text), None) for field, text in zip(fields, told, strict=True)]
    except (ValueError, TypeError, AttributeError, RecursionError, ValidationError):
        return refuse("cursor", "Diese Seitenmarke kennen wir nicht. Beginnen Sie die Liste von vorn.")
