"""The way of an emergency (Notweg), beside all clocks: outside service hours the team on call is asked at once."""

from django.utils.translation import gettext as _

from lotse.mailroom.models import raise_notice
from lotse.people.models import Team
from lotse.questionnaires.conditions import holds

from .handing_over import hand_over
from .models import Case
from .models.clock import free_days
from .verb import verb

MISSING = "emergency_way_missing"
MINUTES = 30  # until the team on call must have answered, day and night


def is_emergency(edition, answers) -> bool:
    """Whether what was told is an emergency by the edition: {"emergency": {"condition", "team", "phone"}}."""
    emergency = edition.content.get("emergency")
    return bool(emergency) and holds(emergency["condition"], answers)


@verb
def call_out(case: Case, at):
    """Offer the case to the team on call when nobody takes calls in service hours; without one, say so.

    The hand-over is made in the name of the guide, who need not be at work; the entry before it says that the house
    did it by itself, and which number people call.
    """
    days = free_days()
    if case.guide_team and days.calendar(case.guide_team.service_hours).is_open(at):
        return None
    emergency = case.edition.content["emergency"]
    team = Team.objects.addressed(emergency["team"]) if emergency.get("team") else None
    hours = team.department.on_call_hours if team else ""
    if team is None or not hours or case.guide is None or not days.calendar(hours).is_open(at):
        words = _("Notweg fehlt: Außerhalb der Servicezeiten ist niemand in Rufbereitschaft.")
        return raise_notice(MISSING, case.pk, words, owner=case.guide_team)
    told = _("Das ist ein Notfall. Rufen Sie an: %(phone)s. %(team)s ist benachrichtigt.")
    words = told % {"phone": emergency.get("phone", ""), "team": team.name}
    case.record("on_call", by=None, is_public=True, data={"team": team.slug}, content={"text": words})
    due = days.calendar(hours).after(at, MINUTES)
    question = _("Notfall: Sehen Sie es sofort an. Notrufnummer: %(phone)s") % {"phone": emergency.get("phone", "")}
    return hand_over(case, team, question, by=case.guide, kind="subtask", due=due)
