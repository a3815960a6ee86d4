"""Who carries letters out of the house: the town's mail server, or nobody in a demo."""

from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from lotse.tenants.models import Town

from .layout import as_html

TIMEOUT = 20
FALLBACK = "buergerservice@localhost.localdomain"


def own_address() -> str:
    """Return the address the town writes from."""
    return settings.MAIL_FROM or Town.here().email or FALLBACK


def domain() -> str:
    """Return what stands behind the @ of our addresses and Message-IDs."""
    return own_address().rsplit("@", 1)[-1].strip("> ").lower()


def has_server() -> bool:
    """Whether letters leave the house at all."""
    return not settings.EMAIL_BACKEND.startswith("lotse.mailroom.nobody")


def carry(letter) -> None:
    """Hand the letter to the mail server; raises what the server says."""
    headers = letter.headers_to_send()
    sender = f'"{Town.here().name}" <{own_address()}>'
    mail = EmailMultiAlternatives(letter.subject, letter.text, sender, [letter.to_address], headers=headers)
    mail.attach_alternative(as_html(letter.subject, letter.text), "text/html")
    mail.connection = get_connection(timeout=TIMEOUT) if "smtp" in settings.EMAIL_BACKEND else get_connection()
    mail.send()


def is_for_good(refusal: Exception) -> bool:
    """The server will not take this letter tomorrow either."""
    if isinstance(refusal, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in refusal.recipients.values())
    if isinstance(refusal, SMTPResponseException):
        return refusal.smtp_code >= 500
    return isinstance(refusal, ValueError)


def says(refusal: Exception) -> str:
    """What the server said, short enough for the page of a case."""
    return f"{type(refusal).__name__}: {refusal}"[:500]
