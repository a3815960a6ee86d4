"""Counting what may happen only so often: in the database, alike for every process, gone by itself."""

import time
from contextlib import suppress
from ipaddress import IPv6Network

from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUSEHOLD = 64  # bits of an IPv6 address that one connection has for itself; it may change the others at will


def one_at_a_time(name: str) -> None:
    """Wait until nobody else is at what bears this name; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def counted(what: str, who: str) -> int:
    """How often it happened within its time."""
    return _read(what, who)[0]


def count(what: str, who: str, seconds: int) -> int:
    """Note that it happened once more and return how often it did; two at once are two."""
    with transaction.atomic():
        one_at_a_time(_name(what, who))
        times, until = _read(what, who)
        until = until or time.time() + seconds
        cache.set(_name(what, who), (times + 1, until), max(1, round(until - time.time())))
        return times + 1


def sender(request: HttpRequest) -> str:
    """Return from whose connection it was sent, hashed: no address of a person stands in the table."""
    address = request.META.get("REMOTE_ADDR", "")
    with suppress(ValueError):  # a socket of this machine has no address
        address = str(IPv6Network((address.partition("%")[0], HOUSEHOLD), strict=False))
    return salted_hmac("lotse.tenants.limits", address, algorithm="sha256").hexdigest()


def _read(what: str, who: str) -> tuple[int, float]:
    return cache.get(_name(what, who)) or (0, 0.0)


def _name(what: str, who: str) -> str:
    return f"limit:{what}:{who}"
