"""Telling the leads what the IT entered and they decide: who joins a team, and where letters go."""

from django.utils.translation import gettext as _

from lotse.mailroom.models import Notice, post, raise_notice, settle
from lotse.people.models import Kind, Membership, Person, RequestedAddress, RequestedMembership

WAITS, ADDRESS_WAITS = "membership_requested", "address_requested"


def tell_leads(*people):
    """Raise a notice for what is new, settle what was taken back, and write to whoever may answer."""
    waiting = list(RequestedMembership.objects.filter(person__in=people).select_related("team"))
    known = set(Notice.objects.filter(kind=WAITS, settled_at=None).values_list("subject", flat=True))
    new = [asked for asked in waiting if asked.pk not in known]
    for asked in new:
        raise_notice(WAITS, asked.pk, _("Jemand soll in Ihr Team. Die Leitung bestätigt es."), owner=asked.team)
    for gone in known - set(RequestedMembership.objects.values_list("pk", flat=True)):
        settle(WAITS, gone)
    for lead in _who_may_answer(new):
        post(lead.email, _("Jemand soll in Ihr Team"), _words() % {"name": lead.name}, to=lead, auto=True)
    return waiting


def tell_of_address(asked, before):
    """Tell the leads once, and the person at the address they know; return whether it is new."""
    if Notice.objects.filter(kind=ADDRESS_WAITS, subject=asked.pk, settled_at=None).exists():
        return True
    owner = asked.person.teams.filter(kind=Kind.BUSINESS).order_by("name").first()
    raise_notice(ADDRESS_WAITS, asked.pk, _("Ein Konto soll eine andere E-Mail-Adresse bekommen."), owner=owner)
    mine = RequestedAddress.objects.filter(pk=asked.pk)
    told = _(
        "Guten Tag %(name)s,\n\n"
        "die IT hat für ein Konto eine andere E-Mail-Adresse eingetragen. Sie gilt noch nicht.\n\n"
        "Ihr Ja oder Nein geben Sie in Lotse unter „Verwaltung“, „Menschen“."
    )
    for lead in _leads():
        if mine.answered_by(lead).exists():
            post(lead.email, _("Eine E-Mail-Adresse wartet auf Ihr Ja"), told % {"name": lead.name}, to=lead, auto=True)
    if before:
        words = _(
            "Guten Tag %(name)s,\n\nfür Ihr Konto in Lotse wurde eine andere E-Mail-Adresse eingetragen. "
            "Sie gilt erst, wenn Ihre Leitung sie bestätigt.\n\nWar das nicht mit Ihnen abgesprochen? Sagen Sie es ihr."
        )
        person = asked.person
        post(before, _("Ihre E-Mail-Adresse in Lotse"), words % {"name": person.name}, to=person, auto=True)
    return True


def _words():
    return _(
        "Guten Tag %(name)s,\n\ndie IT hat jemanden für ein Team eingetragen. Die Person liest dort noch nichts.\n\n"
        "Ihr Ja oder Nein geben Sie in Lotse unter „Verwaltung“, „Menschen“."
    )


def _who_may_answer(new):
    if not new:
        return []
    mine = RequestedMembership.objects.filter(pk__in=[asked.pk for asked in new])
    return [lead for lead in _leads() if mine.answered_by(lead).exists()]


def _leads():
    leading = Membership.objects.filter(is_lead=True, team__kind=Kind.BUSINESS).values("person")
    return Person.objects.filter(pk__in=leading, is_active=True).exclude(email="").order_by("login")
