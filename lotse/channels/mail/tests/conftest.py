"""How the tests of the Poststelle come to its doors."""

import pytest
from django.test import Client

from lotse.channels.mail.tests.dovecot import Dovecot


@pytest.fixture(scope="module")
def dovecot():
    """A real IMAP server with a mailbox for each name."""
    server = Dovecot()
    yield server
    server.stop()


@pytest.fixture
def browser(db):
    """Return a browser in which this person is signed in."""

    def open_for(person):
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return open_for
