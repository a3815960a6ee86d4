"""Telling the leads that somebody was put down for their team: a notice, and a mail to each."""

from django.utils.translation import gettext as _

from lotse.mailroom.models import Notice, post, raise_notice, settle
from lotse.people.models import Kind, Membership, Person, RequestedMembership

WAITS = "membership_requested"


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


def _words():
    return _(
        "Guten Tag %(name)s,\n\ndie IT hat jemanden für ein Team eingetragen. Die Person liest dort noch nichts.\n\n"
        "Ihr Ja oder Nein geben Sie in Lotse unter „Verwaltung“, „Menschen“."
    )


def _who_may_answer(new):
    if not new:
        return []
    leading = Membership.objects.filter(is_lead=True, team__kind=Kind.BUSINESS).values("person")
    leads = Person.objects.filter(pk__in=leading, is_active=True).exclude(email="").order_by("login")
    mine = RequestedMembership.objects.filter(pk__in=[asked.pk for asked in new])
    return [lead for lead in leads if mine.answered_by(lead).exists()]
