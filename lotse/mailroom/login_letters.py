"""Letters of the front door: the code to sign in. The door stands below the mailroom and cannot write itself."""

from django.utils.translation import gettext as _

from lotse.people.front_door import FrontDoor
from lotse.people.models import Person
from lotse.tenants.models import Town

from .models import post


class FrontDoorWithLetters(FrontDoor):
    """The front door whose mails go out as letters; named in the settings."""

    def send_mail(self, template_prefix, email, context):
        """Send the code; nothing else is written by the door."""
        if template_prefix != "account/email/login_code":
            return
        words = _(
            "Guten Tag,\n\nIhr Code zum Anmelden: %(code)s\n\nEr gilt 10 Minuten. Haben Sie ihn nicht verlangt? "
            "Dann löschen Sie diese E-Mail.\n\n%(town)s"
        )
        person = Person.objects.filter(email__iexact=email, login__isnull=False).first()
        told = {"code": context["code"], "town": Town.here()}
        post(email, _("Ihr Code zum Anmelden"), words % told, to=person, auto=True)
