"""What a person may do hangs on roles, teams and deputies: asked for together, and anew for each request."""

from datetime import timedelta

from django.utils.timezone import localdate

from lotse.people.models import Deputy, Person
from lotse.tenants.clock import now


def test_roles_teams_and_deputies_are_asked_for_once(town, django_assert_num_queries):
    agent = Person.objects.get(pk=town.ahlers.pk)

    with django_assert_num_queries(1):
        told = (agent.role_names, agent.team_ids, agent.led_team_ids, agent.acts_for_ids, agent.places_in_teams)

    assert told[0] == frozenset(agent.roles.values_list("role", flat=True))
    assert set(told[1]) == set(agent.memberships.values_list("team_id", flat=True))
    assert {(place.team, place.department) for place in told[4]} == {
        (team.name, team.department.name) for team in agent.teams.select_related("department")
    }


def test_one_stands_in_only_on_the_days_that_were_named(town):
    today = localdate(now())
    days = [(today, today), (None, today - timedelta(days=1)), (today + timedelta(days=1), None), (None, None)]
    others = [town.cetin, town.oezdemir, town.lueders, town.janssen]
    for (first, last), other in zip(days, others, strict=True):
        Deputy.objects.create(person=other, deputy=town.ahlers, begins_on=first, ends_on=last)

    acts_for = Person.objects.get(pk=town.ahlers.pk).acts_for_ids

    assert acts_for[0] == town.ahlers.pk
    assert set(acts_for[1:]) == {town.cetin.pk, town.janssen.pk}
