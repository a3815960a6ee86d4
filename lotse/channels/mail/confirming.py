"""The answer of the house that a mail has arrived: never to a machine, never with a stranger's words in it."""

import re
from datetime import timedelta

from django.utils.translation import gettext as _

from lotse.cases.letters import compose
from lotse.channels.mail.mail import Mail
from lotse.mailroom.models import Letter
from lotse.people.models import Person
from lotse.tenants.clock import now

CONFIRMATIONS_AN_HOUR = 3
ADVERTISING = re.compile(r"https?:|www\.|[/@<>:\\]|\d{3}|\.(?:com|net|org|de|ru|info)\b", re.IGNORECASE)


def contact_of(mail: Mail) -> dict[str, str] | None:
    """Name and address to answer to; a name that carries advertising would go out with our confirmation."""
    address = mail.reply_to or mail.sender
    if not address.usable or len(address.email or "") > 254:
        return None
    name = (mail.sender.name or "").strip()
    if len(name) > 60 or ADVERTISING.search(name):
        name = ""
    return {"name": name, "email": address.email or "", "phone": ""}


def confirm(mail: Mail, opened) -> Letter | None:
    """Say that the mail is here; None if a machine wrote, a colleague did, or the address got enough."""
    case = opened.case
    if not mail.answerable or case.citizen is None:
        return None
    address = case.citizen.email
    if Person.objects.filter(kind=Person.Kind.STAFF, email__iexact=mail.sender.email or address).exists():
        return None
    if _got_enough(address):
        return None
    draft = compose(
        case,
        _("Ihre E-Mail ist da"),
        _("Ihre E-Mail ist bei uns angekommen."),
        what_next=case.phase,
        code=opened.code,
        is_auto=True,
    )
    return draft and draft.send(entry=case.entries.first())


def _got_enough(address: str) -> bool:
    hour = Letter.objects.to_mailbox(address).filter(is_auto=True, created_at__gt=now() - timedelta(hours=1))
    return hour.count() >= CONFIRMATIONS_AN_HOUR
