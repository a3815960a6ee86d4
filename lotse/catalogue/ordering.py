"""Who may order an internal service (bestellbar von), as its edition says; where it says nothing, everybody may.

The rule is a value of the edition, `{"leads": true, "roles": [...], "departments": [...]}`: one of it suffices. It is
asked for the team in whose name somebody orders. A deputy orders like the lead, also for a team they do not work in; a
role is one's own.
"""

from lotse.people.models import Membership, Team


class Orderer:
    """One colleague, and for which of their teams they may order what."""

    def __init__(self, person):
        self.person = person
        self.teams = list(person.teams.select_related("department").order_by("name"))
        leads = Membership.objects.filter(is_lead=True, person__in=person.acts_for_ids)
        self._led = set(leads.values_list("team", flat=True))
        others = self._led - {team.pk for team in self.teams}
        elsewhere = Team.objects.filter(pk__in=others).select_related("department").order_by("name")
        self._stood_in_for = list(elsewhere) if others else []

    def teams_for(self, rule):
        """Return the teams in whose name this person may order what says this rule: the own ones first, by name.

        Where leads order, also the teams led by those they stand in for.
        """
        stood_in_for = self._stood_in_for if rule and rule.get("leads") else []
        return [team for team in [*self.teams, *stood_in_for] if not rule or self._may(rule, team)]

    def _may(self, rule, team):
        return (
            (rule.get("leads") and team.pk in self._led)
            or self.person.has_role(*rule.get("roles", ()))
            or team.department.slug in rule.get("departments", ())
        )
