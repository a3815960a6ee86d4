"""The link with which somebody chooses a password, once."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from lotse.people.models import Person


def welcome_link(person: Person) -> str:
    """Return the whole address; it is worth nothing once a password was chosen or three days are over."""
    key = {"uidb64": urlsafe_base64_encode(force_bytes(person.pk)), "token": default_token_generator.make_token(person)}
    return settings.SITE_URL + reverse("choose_password", kwargs=key)
