"""The carrier of a demo: nothing leaves the house, letters are read in the mailroom."""

from django.core.mail.backends.base import BaseEmailBackend

from .models import Letter


class Backend(BaseEmailBackend):
    """Carries nothing: a letter of ours stands in the mailroom already."""

    def send_messages(self, messages):
        """Keep what was no letter of ours (a login code): otherwise nobody could read it."""
        for mail in messages:
            if not any(name.lower() == "x-lotse-letter" for name in mail.extra_headers):
                for address in mail.recipients():
                    Letter.objects.keep(address, mail.subject, str(mail.body))
        return len(messages)
