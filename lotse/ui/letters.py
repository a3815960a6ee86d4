"""A mail as two texts that say the same: HTML and plain (one column, no pictures, nothing loaded from afar)."""

from dataclasses import asdict, dataclass, field

from django.template.loader import render_to_string
from django.utils.translation import get_language


@dataclass(frozen=True)
class Letter:
    """What a mail says, in the order people read it: what happened, what comes next, the way there, who writes."""

    subject: str
    greeting: str
    happened: str
    next: list[str] = field(default_factory=list)
    said: str = ""
    href: str = ""
    href_label: str = ""
    number: str = ""
    guide: str = ""
    guide_phone: str = ""
    decides: str = ""
    sender: str = ""
    may_reply: bool = False
    why: str = ""
    imprint: str = ""

    def html(self) -> str:
        """Draw the mail for programs that show HTML."""
        return render_to_string("ui/mail.html", self._values())

    def text(self) -> str:
        """Write the mail for programs that show plain text."""
        lines = render_to_string("ui/mail.txt", self._values()).splitlines()
        kept = [line for at, line in enumerate(lines) if line.strip() or (at and lines[at - 1].strip())]
        return "\n".join(line if line == "-- " else line.rstrip() for line in kept).strip() + "\n"

    def _values(self) -> dict:
        return asdict(self) | {"language": get_language() or "de"}
