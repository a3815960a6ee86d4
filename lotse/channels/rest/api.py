"""The API as one object: its rooms, its keys, and what becomes of everything that goes wrong."""

import structlog
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import Http404
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from lotse.cases.refusals import Refused

from . import approvals, cases, closure, conversation, correcting, handovers, merging, requests, services, tasks
from .description import describe
from .keys import Bearer
from .problems import failed, not_read, problem, problem_of, unfit

log = structlog.get_logger(__name__)


class Door(NinjaAPI):
    """django-ninja's API with problems described as RFC 9457."""

    def get_openapi_schema(self, *, path_prefix=None, path_params=None):
        """Return the OpenAPI 3.1 description."""
        return describe(super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params))


api = Door(
    title="Lotse", version="1", urls_namespace="rest", auth=Bearer(), docs_url=None, openapi_url=None,
    description="Anliegen aufnehmen, übergeben, beantworten. Jeder Aufruf handelt als die Person des Schlüssels.",
)  # fmt: skip
ROOMS = (services, cases, conversation, handovers, requests, tasks, approvals, correcting, closure, merging)
for room in ROOMS:
    api.add_router("", room.router)


@api.exception_handler(AuthenticationError)
def not_signed_in(request, error):
    return problem("not-signed-in", "Senden Sie Authorization: Bearer und Ihren Schlüssel.")


@api.exception_handler(Http404)
def not_found(request, error):
    return problem("not-found")


@api.exception_handler(ValidationError)
def not_fit(request, error):
    return unfit(error.errors)


@api.exception_handler(HttpError)
@api.exception_handler(SuspiciousOperation)
@api.exception_handler(MultiPartParserError)
def not_readable(request, error):
    return not_read(error)


@api.exception_handler(Refused)
def refused(request, refusal):
    return problem_of(refusal)


@api.exception_handler(Exception)
def our_fault(request, error):
    """Nothing of a failed deed stays; the log tells us what happened, the caller is told nothing of it."""
    log.exception("rest.failed", path=request.path, method=request.method)
    if transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)
    return failed(error)
