"""Bodies outside the house work by link (architecture 12): a mail opens the door, a code by phone the packet.

Neither alone shows anything: the mail may be forwarded, the code is told to whoever answers the known number.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import formats, timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from lotse.mailroom.models import post
from lotse.people.models import LinkSession
from lotse.tenants.clock import now

from .models import Leg
from .models.leg import LINK
from .refusals import AlreadyAnswered, NotAllowed
from .verb import verb

LIVES_ON = timedelta(days=14)  # after the due time: late work is better than a lost answer


def send_link(leg):
    """Mail a fresh link to the body's address; older ones are void. Nothing of the matter stands in the mail."""
    LinkSession.objects.end(leg, LINK)
    token = LinkSession.hand_out(LINK, leg, until=max(leg.due_at, now()) + LIVES_ON)
    told = {
        "number": leg.case.number,
        "due": formats.date_format(timezone.localtime(leg.due_at), "d.m.Y H:i"),
        "link": f"{settings.SITE_URL}/auftrag/{token}/",
        "guide": leg.case.guide,
        "phone": leg.from_team.department.phone,
    }
    words = _(
        "Guten Tag,\n\nein Auftrag wartet auf Sie, fällig %(due)s Uhr.\n\nAuftrag öffnen: %(link)s\n\n"
        "Den Code dazu sagt Ihnen %(guide)s am Telefon: %(phone)s. Ein Konto brauchen Sie nicht."
    )
    subject = _("Auftrag [%(number)s]") % told
    return post(leg.team.department.email, subject, words % told, about=leg.case, entry=leg.entry)


@verb
def send_again(leg: Leg, *, by):
    """Send a new link because the old one was lost; the old one and its code are void."""
    leg.case.must_be_carried_by(by)
    if not leg.is_open:
        raise AlreadyAnswered(leg)
    if not works_by_link(leg.team):
        sentence = _("Für %(team)s ist keine E-Mail-Adresse hinterlegt. Rufen Sie dort an.")
        raise NotAllowed(sentence % {"team": leg.team.name})
    send_link(leg)
    return leg.case.record("link_sent", by=by, data={"leg": str(leg.pk), "team": leg.team.slug})


def works_by_link(team):
    """Whether this body has no accounts, and an address to which a link can go."""
    return team.kind == "outside" and bool(team.department.email)


def code_for(leg):
    """Return the six digits to read out, or nothing when no link of this leg is alive."""
    link = LinkSession.objects.filter(subject=leg.pk, purpose=LINK).living().first()
    return _code(link) if link else ""


def is_replaced(link):
    """Whether a newer link of the same leg is alive: this one was asked for anew."""
    return LinkSession.objects.filter(subject=link.subject, purpose=LINK).living().exclude(pk=link.pk).exists()


def opens(link, code):
    """Whether this code belongs to this link."""
    typed = "".join(sign for sign in code if sign.isascii() and sign.isdigit())
    return constant_time_compare(_code(link), typed)


def _code(link):
    """Six digits that follow from the link and the house's secret: nothing is stored that could be read."""
    return f"{int(salted_hmac('lotse.cases.by_link', str(link.pk), algorithm='sha256').hexdigest(), 16) % 10**6:06d}"


@verb
def answer(leg: Leg, text, *, is_done, files=()):
    """Take in what the body outside says: done, or not possible and why. The guide reads it, not the citizen.

    Whoever calls has checked link and code. Raises AlreadyAnswered, UnknownValue.
    """
    if not leg.is_open:
        raise AlreadyAnswered(leg)
    if is_done and leg.state == Leg.State.OFFERED:
        leg.accept(by=None)
    entry = leg.finish(text, by=None) if is_done else leg.send_back(text, by=None)
    leg.case.attach(files, entry)
    return entry
