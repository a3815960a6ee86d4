"""What the door says of itself, and that it keeps it."""

from datetime import datetime
from typing import Annotated, get_args, get_origin, get_type_hints

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from ninja import Schema
from pydantic import PlainSerializer
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from lotse.cases.handing_over import hand_over
from lotse.channels.rest.words import Sent


def test_the_description_is_open_and_complete(client, db):
    schema = client.get("/api/v1/openapi.json").json()

    assert schema["openapi"].startswith("3.1")
    assert {
        "/api/v1/services", "/api/v1/services/{slug}", "/api/v1/cases", "/api/v1/cases/{number}",
        "/api/v1/cases/{number}/timeline", "/api/v1/cases/{number}/messages", "/api/v1/cases/{number}/notes",
        "/api/v1/cases/{number}/questions", "/api/v1/cases/{number}/handovers", "/api/v1/handovers/{id}/acceptance",
        "/api/v1/handovers/{id}/return", "/api/v1/handovers/{id}/result", "/api/v1/cases/{number}/closure",
    } <= schema["paths"].keys()  # fmt: skip


def test_every_answer_tells_times_alike():
    """No shape that goes out holds a time that is written in another way than `Moment`."""
    shapes = [shape for shape in _below(Schema) if shape.__module__.startswith("lotse.channels.rest.")]
    told = [
        f"{shape.__name__}.{name}"
        for shape in shapes if not issubclass(shape, Sent)
        for name, kind in get_type_hints(shape, include_extras=True).items() if _is_bare_time(kind)
    ]  # fmt: skip

    assert len(shapes) > 30
    assert told == []


def _below(shape):
    return [each for direct in shape.__subclasses__() for each in (direct, *_below(direct))]


def _is_bare_time(kind):
    if get_origin(kind) is Annotated and any(isinstance(more, PlainSerializer) for more in kind.__metadata__):
        return False
    return kind is datetime or any(_is_bare_time(part) for part in get_args(kind))


def test_the_page_for_people_needs_no_login_and_nothing_from_outside(client, db):
    page = client.get("/api/v1/docs").text

    assert "Ein Anliegen übergeben" in page
    assert 'id="already-known"' in page
    assert "http://" not in page.replace("http://testserver", "").replace("http://www.w3.org", "")
    assert "<script>" not in page


@pytest.fixture
def described(db):
    """The description, read from the house as a WSGI server sees it, on the connection of this test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def secret(program, town, make_case):
    """The key of Frau Ahlers in a town with a case and a hand-over."""
    hand_over(make_case(), to=town.allgemeine_ordnung, question="Was tun?", kind="consult", by=town.ahlers)
    return program(town.ahlers).secret


def test_every_address_answers_as_described_whatever_it_is_asked(described, secret):
    promised = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    for found in described.get_all_operations():

        @given(case=found.ok().as_strategy())
        @tries(max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        def ask(case):
            answer = case.call(headers={"Authorization": f"Bearer {secret}"})
            case.validate_response(answer, checks=promised)

        ask()
