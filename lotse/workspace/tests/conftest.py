import pytest
from django.test import Client


@pytest.fixture
def browser():
    """Give somebody of the town a browser in which they are signed in."""

    def open_for(person):
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return open_for


@pytest.fixture
def page_of():
    """The address of a case, or of a deed on it."""
    return lambda case, deed="": f"/arbeit/a/{case.number}/{deed}"
