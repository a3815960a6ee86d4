"""How much one address may send within an hour, so that a machine cannot bury the people who answer.

A whole library or a counter stands behind one address: the limits are wide, and whoever meets one loses nothing.
"""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lotse.tenants.limits import count, counted, sender

WITHIN = 60 * 60  # seconds
MOST = {"case": 60, "message": 120, "draft_mail": 20}

REFUSAL = _(
    "Von Ihrem Anschluss kommen gerade sehr viele Nachrichten. Ihre Angaben sind gespeichert. "
    "Versuchen Sie es in einer Stunde noch einmal oder rufen Sie uns an."
)
# where nothing is kept but what stands on the page
NOT_NOW = _(
    "Von Ihrem Anschluss kommen gerade sehr viele Nachrichten. Ihr Text ist noch nicht gesendet. "
    "Versuchen Sie es in einer Stunde noch einmal oder rufen Sie uns an."
)


def is_over(request: HttpRequest, what: str) -> bool:
    """Whether this address has sent as much of it as one hour allows."""
    return counted(f"sent_{what}", sender(request)) >= MOST[what]


def count_sent(request: HttpRequest, what: str) -> None:
    """Note that one more was taken in."""
    count(f"sent_{what}", sender(request), WITHIN)
