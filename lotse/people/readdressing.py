"""Another mail address for an account: links go there, so nobody gives a colleague one all alone.

Like joining a team: the IT enters it, a lead of the business says yes, whoever it is. An account reads content also
as guide, deputy or named person, without any team; so whether it works in one decides nothing here. Only a town in
which nobody leads anything yet is arranged without.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from lotse.journal.models import note

from .joining import is_led
from .models import RequestedAddress
from .refusals import PersonRefused


@transaction.atomic
def readdress(person, email, *, by):
    """Change the address, or put it down for the leads; return the request if one now waits."""
    RequestedAddress.objects.filter(person=person).exclude(email=email).delete()
    if email == person.email:
        return None
    if not is_led():
        _change(person, email)
        note("person.address_changed", person, by=by)
        return None
    asked, is_new = RequestedAddress.objects.get_or_create(person=person, defaults={"email": email, "asked_by": by})
    if is_new:
        note("person.address_requested", person, by=by)
    return asked


def _change(person, email):
    person.email = email
    person.save(update_fields=["email"])


@transaction.atomic
def confirm(asked, *, by):
    """Say yes: letters and links go to the new address from now on."""
    _answer(asked)
    _change(asked.person, asked.email)
    note("person.address_changed", asked.person, by=by, asked_by=str(asked.asked_by_id))


@transaction.atomic
def reject(asked, *, by):
    """Say no: the address stays as it was."""
    _answer(asked)
    note("person.address_rejected", asked.person, by=by, asked_by=str(asked.asked_by_id))


def _answer(asked):
    if not RequestedAddress.objects.filter(pk=asked.pk).delete()[0]:
        raise PersonRefused("email", _("Darüber hat schon jemand entschieden."))
