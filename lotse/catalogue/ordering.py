"""Who may order an internal service (bestellbar von), as its edition says; where it says nothing, everybody may.

The rule is a value of the edition, `{"leads": true, "roles": [...], "departments": [...]}`: one of it suffices. It is
asked for the team in whose name somebody orders. A deputy orders like the lead; a role is one's own.
"""

from lotse.people.models import Membership


class Orderer:
    """One colleague, and for which of their teams they may order what."""

    def __init__(self, person):
        self.person = person
        self.teams = list(person.teams.select_related("department").order_by("name"))
        leads = Membership.objects.filter(is_lead=True, team__in=self.teams, person__in=person.acts_for_ids)
        self._led = set(leads.values_list("team", flat=True))

    def teams_for(self, rule):
        """Return the own teams in whose name this person may order what says this rule."""
        return [team for team in self.teams if not rule or self._may(rule, team)]

    def _may(self, rule, team):
        return (
            (rule.get("leads") and team.pk in self._led)
            or self.person.has_role(*rule.get("roles", ()))
            or team.department.slug in rule.get("departments", ())
        )
