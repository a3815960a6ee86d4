"""A mail server on loopback that keeps what it gets."""

import socket
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Sink:
    """What left the house, in order; `answer` is what it says to each mail."""

    def __init__(self):
        self.answer, self.mails, self.port = "250 OK", [], unused_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *_):
        self._controller.stop()

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return self.answer

    def to(self, address):
        """The mails that went to this address."""
        return [mail for recipients, mail in self.mails if address in recipients]


def unused_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
