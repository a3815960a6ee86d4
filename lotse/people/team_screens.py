"""A team's screen (Auftragstafel): a key for the tablet on the wall, and what its crews are called there.

People of the team look at it together; it shows work and nobody's account. The lead gives the key and takes it back.
"""

from datetime import timedelta

from django.utils.translation import gettext as _

from lotse.journal.models import note
from lotse.tenants.clock import now

from .models import LinkSession, Team
from .refusals import PersonRefused

SCREEN = "screen"
LASTS = timedelta(days=365)
MOST_CREWS, LONGEST_NAME = 12, 40


def set_up(team: Team, *, by) -> str:
    """Return the key of the team's screen, shown once; the one before is void. Raises PersonRefused."""
    _must_be_led_by(team, by)
    LinkSession.objects.end(team, SCREEN)
    note("screen.set_up", team, by=by)
    return LinkSession.hand_out(SCREEN, team, until=now() + LASTS)


def take_down(team: Team, *, by):
    """Make the key of the team's screen void. Raises PersonRefused."""
    _must_be_led_by(team, by)
    LinkSession.objects.end(team, SCREEN)
    note("screen.taken_down", team, by=by)


def name_crews(team: Team, names: list[str], *, by):
    """Say what the crews are called at the screen: initials, a crew, a vehicle. Raises PersonRefused."""
    _must_be_led_by(team, by)
    tidy = list(dict.fromkeys(name for each in names if (name := " ".join(each.split()))))
    if len(tidy) > MOST_CREWS:
        raise PersonRefused("names", _("An die Tafel passen höchstens %(n)d Namen.") % {"n": MOST_CREWS})
    if any(len(name) > LONGEST_NAME for name in tidy):
        raise PersonRefused("names", _("Ein Name an der Tafel hat höchstens %(n)d Zeichen.") % {"n": LONGEST_NAME})
    team.crews = "\n".join(tidy)
    team.save(update_fields=["crews"])
    note("screen.crews_named", team, by=by, n=len(tidy))


def screen_of(team: Team) -> LinkSession | None:
    """The living key of this team's screen, if it has one."""
    return LinkSession.objects.filter(subject=team.pk, purpose=SCREEN, ended_at=None, expires_at__gt=now()).first()


def team_of(key: str) -> Team | None:
    """The team whose screen this key opens."""
    link = LinkSession.objects.of(key, SCREEN).first()
    return Team.objects.select_related("department").filter(pk=link.subject).first() if link else None


def _must_be_led_by(team, person):
    if team.pk not in person.led_team_ids:
        raise PersonRefused("team", _("Die Tafel richtet die Leitung von %(team)s ein.") % {"team": team.name})
