"""What the mailroom holds of a person: letters to them, and mails that came from their addresses."""

from .models import Inbound, Letter

MODELS = [Inbound, Letter]


def disclose(person):
    """Return what was written to this person and what came from their address (Art. 15 GDPR)."""
    letters = person.letters.values("created_at", "to_address", "subject", "text", "sent_at")
    return {"letters": list(letters), "mails": list(_mails_of(person).values("received_at", "sender", "outcome"))}


def erase(person):
    """Take the words and the address; that a letter was sent, and when, stays for the figures."""
    _mails_of(person).update(raw=b"", sender="", subject="", message_id="", envelope_to="", reason="")
    person.letters.update(subject="", text="", to_address="", error="")


def _mails_of(person):
    return Inbound.objects.filter(sender=person.email.lower()) if person.email else Inbound.objects.none()
