"""A program that calls the door as a person of Musterhafen."""

import json

import pytest
from django.test import Client

from lotse.people.models import ApiToken


class Program:
    """Calls as one person; every answer is checked to be JSON of the right kind."""

    def __init__(self, person, scope="all"):
        self.secret = ApiToken.issue(person, scope=scope)
        self.client = Client(headers={"authorization": f"Bearer {self.secret}"}, raise_request_exception=False)

    def __call__(self, method, address, body=None, **headers):
        values = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        answer = self.client.generic(method, f"/api/v1{address}", **values, headers=headers)
        kind = "application/problem+json" if answer.status_code >= 400 else "application/json"
        assert answer["Content-Type"].split(";")[0] == kind
        return answer

    def get(self, address, **query):
        return self("GET", f"{address}?{'&'.join(f'{k}={v}' for k, v in query.items())}" if query else address)

    def post(self, address, body=None, **headers):
        return self("POST", address, {} if body is None else body, **headers)

    def put(self, address, body):
        return self("PUT", address, body)

    def patch(self, address, body):
        return self("PATCH", address, body)

    def delete(self, address, body):
        return self("DELETE", address, body)


@pytest.fixture
def program(town):
    """Give this person's program."""
    return Program
