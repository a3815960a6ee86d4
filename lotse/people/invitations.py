"""One-time links for new people: the key with which they choose their first password."""

from datetime import timedelta

from django.conf import settings

from lotse.tenants.clock import now

from .models import LinkSession, Person

FIRST_LOGIN = "first_login"
LIVES = timedelta(days=3)


def invite(person):
    """Return the address that lets this person choose a password, once and within three days; older ones end."""
    LinkSession.objects.end(person, FIRST_LOGIN)
    token = LinkSession.hand_out(FIRST_LOGIN, person, until=now() + LIVES)
    return f"{settings.SITE_URL}/anmelden/neu/{token}/"


def invited(token):
    """Return the person this link was made for, or None when it was used, is over or was never made."""
    session = LinkSession.objects.of(token, FIRST_LOGIN).first()
    return session and Person.objects.filter(pk=session.subject, is_active=True, login__isnull=False).first()
