"""Logs: one JSON object a line, in UTC, with the pattern of an address and never a person's words."""

import logging
import time

import structlog
from django.http import HttpRequest, HttpResponse
from structlog.tracebacks import ExceptionDictTransformer

from lotse.project.incidents import route_of

_SHARED = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(allow=["incident", "route", "method", "status", "ms", "job", "case"]),
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    # where it broke, yet not the variables there: they hold what people told us, and codes
    structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
]

log = logging.getLogger("lotse.request")


def logging_settings(level: str) -> dict:
    """Return Django's LOGGING: everything as JSON to stderr."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
                "foreign_pre_chain": _SHARED,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "lotse": {"level": level},
            "lotse.request": {"level": level},
            "procrastinate": {"level": "WARNING"},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # the incident's own line says it, with a number and without the address
            "django.request": {"level": "CRITICAL"},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }


class RequestLog:
    """Note what was asked and how long it took."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        response = self.get_response(request)
        took = round((time.monotonic() - began) * 1000, 1)
        facts = {"method": request.method, "route": route_of(request), "status": response.status_code, "ms": took}
        log.info("request", extra=facts)
        return response
