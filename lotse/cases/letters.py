"""Letters to the citizen: always from the named guide, with number and link, never with the code in the subject.

Order and words follow ui.md 10: greeting, one sentence what happened, what happens next, number, link, who writes.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from lotse.mailroom.models import post
from lotse.people.models import LinkSession
from lotse.tenants.clock import now

LINK_LIVES = timedelta(days=180)
QUIET_CIRCLES = {"tax", "social", "confidential", "personnel", "health"}  # the subject names no service (practice 1.14)
NUMBER = "\ue000"  # stands for the number while a letter is written before the case has one


@dataclass(frozen=True)
class Draft:
    """A letter that only waits for the number of its case."""

    case: Any
    subject: str
    text: str
    is_auto: bool

    def send(self, *, entry=None):
        """Put it into the mailroom; nothing is rendered any more."""
        case = self.case
        words = [text.replace(NUMBER, case.number) for text in (self.subject, self.text)]
        return post(case.citizen.email, *words, to=case.citizen, about=case, entry=entry, auto=self.is_auto)


def write_letter(case, event, sentence, *, entry=None, ask_if_solved=False):
    """Write to the citizen of the case by mail, if there is an address; return the letter or None."""
    what_next = _("Ist Ihr Anliegen gelöst? Sagen Sie es uns auf der Seite Ihres Anliegens.") if ask_if_solved else ""
    draft = compose(case, event, sentence, what_next=what_next)
    return draft and draft.send(entry=entry)


def compose_confirmation(case, code):
    """Return the letter that says the concern has arrived, with its code; None without an address."""
    sentence = _("Ihr Anliegen „%(subject)s“ ist bei uns angekommen.") % {"subject": case.subject}
    what_next = _(case.phase) if case.phase else ""
    return compose(case, _("Ihr Anliegen ist da"), sentence, what_next=what_next, code=code, is_auto=True)


def compose(case, event, sentence, *, what_next="", code="", is_auto=False):
    """Return a Draft to the citizen, or None when there is no address."""
    if case.citizen is None or not case.citizen.email:
        return None
    name, number = case.citizen.name, case.number or NUMBER
    parts = [
        _("Guten Tag %(name)s,") % {"name": name} if name else _("Guten Tag,"),
        sentence,
        what_next,
        _("Ihr Anliegen: %(number)s") % {"number": number}
        + ("\n" + _("Ihr Code: %(code)s") % {"code": f"{code[:4]}-{code[4:]}"} if code else ""),
        _("Stand ansehen: %(link)s") % {"link": _link_to(case)},
        _("Antworten Sie einfach auf diese E-Mail."),
        _signature(case),
    ]
    service = _("Ihr Anliegen") if case.circle in QUIET_CIRCLES else case.service.title
    return Draft(case, f"{service}: {event} [{number}]", "\n\n".join(part for part in parts if part), is_auto)


def _signature(case):
    if case.guide is None:
        return ""
    department = case.guide_team.department
    told = {"name": case.guide.name, "phone": department.phone, "team": department.name}
    return _("Ihre Ansprechperson: %(name)s, %(team)s, Telefon %(phone)s") % told


def _link_to(case):
    """Return a fresh address that opens this one case without an account (architecture 12)."""
    token = LinkSession.hand_out("case", case, until=now() + LINK_LIVES)
    return f"{settings.SITE_URL}/zugang/{token}/"
