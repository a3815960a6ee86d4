"""When we fail: a static page with a number, and the same number in the log; when we cannot read, a page without."""

import logging
import secrets
import sys
from pathlib import Path

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.module_loading import import_string
from psycopg_pool import PoolTimeout

from lotse.project.environment import ENVIRONMENT
from lotse.project.rooms import has

PROGRAMS = "/api/"
PAGES = Path(__file__).parent / "pages"
log = logging.getLogger("lotse.incident")


def something_broke(request: HttpRequest) -> HttpResponse:
    """Answer with a page that needs neither database nor template; 503 while the database is away.

    A program reads a problem as everywhere else: its transaction may fail before the interface is asked.
    """
    trouble = sys.exc_info()[1]
    number = secrets.token_hex(4).upper()
    is_away = isinstance(trouble, OperationalError | InterfaceError | PoolTimeout)
    log.error("incident", extra={"incident": number, "route": route_of(request)}, exc_info=trouble)
    if request.path.startswith(PROGRAMS) and has("lotse.channels.rest"):
        return import_string("lotse.channels.rest.problems.failed")(trouble, incident=number)
    page = _page("503.html" if is_away else "500.html").replace("{number}", number)
    answer = HttpResponse(page, status=503 if is_away else 500)
    if is_away:
        answer["Retry-After"] = "30"
    return answer


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request is too large or none we can read; nothing that would read it again is asked."""
    if request.path.startswith(PROGRAMS) and has("lotse.channels.rest"):
        return import_string("lotse.channels.rest.problems.not_read")(exception)
    return HttpResponse(_page("400.html"), status=413 if isinstance(exception, RequestDataTooBig) else 400)


def _page(name: str) -> str:
    return (PAGES / name).read_text("utf-8").replace("{phone}", escape(ENVIRONMENT.phone or "im Telefonbuch"))


def route_of(request: HttpRequest) -> str:
    """Return the pattern of the address: the address itself may name a person."""
    return request.resolver_match.route if request.resolver_match else ""
