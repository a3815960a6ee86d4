"""One mail as a value: what everybody handles who does not read one. Reading takes half a hundred patterns."""

from dataclasses import dataclass, field
from typing import Any

from lotse.channels.mail.addresses import NOBODY, Address
from lotse.channels.mail.attachments import Attachment


@dataclass(frozen=True)
class Mail:
    """What a mail says; missing values are None."""

    message_id: str | None = None
    date: str | None = None
    subject: str | None = None
    sender: Address = NOBODY
    reply_to: Address | None = None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    text: str | None = None
    reply_text: str | None = None
    html: bool = False
    attachments: tuple[Attachment, ...] = ()
    auto: str = "none"
    answerable: bool = False
    references: tuple[str, ...] = ()
    delivered_to: tuple[str, ...] = ()
    error: str | None = None
    headers: dict[str, str] = field(default_factory=dict, repr=False)

    def as_json(self, file: str) -> dict[str, Any]:
        """The object that `lotse mail parse` prints."""
        found = {
            "file": file,
            "message_id": self.message_id,
            "date": self.date,
            "subject": self.subject,
            "from": _person(self.sender),
            "to": [_person(one) for one in self.to],
            "cc": [_person(one) for one in self.cc],
            "text": self.text,
            "reply_text": self.reply_text,
            "html": self.html,
            "attachments": [
                {"name": one.name, "type": one.type, "size": one.size, "sha256": one.sha256} for one in self.attachments
            ],
            "auto": self.auto,
        }
        return found | ({"error": self.error} if self.error else {})


def _person(address: Address) -> dict[str, str | None]:
    return {"name": address.name, "email": address.email}
