"""A team counts in other hours from now on: a deed of the cases, because only open clocks follow."""

from lotse.jobs import later
from lotse.people.models import Department, Team
from lotse.tenants.clock import now

from .models import Clock, HoursChange


def follow_hours(teams, *, at=None):
    """Let the open clocks of these teams follow their service hours; done later, batch by batch."""
    changes = []
    for team in teams:
        if team.service_hours and Clock.objects.open().filter(team=team).exclude(hours=team.service_hours).exists():
            change = HoursChange.objects.create(team=team, hours=team.service_hours, at=at or now())
            later(change.carry_out)
            changes.append(change)
    return changes


def follow_department(department: Department):
    """Let the clocks of all its teams follow."""
    return follow_hours(Team.objects.filter(department=department).select_related("department"))
