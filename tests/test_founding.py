"""A new town has its Bürgerservice from the first day, and nobody founds it twice."""

import pytest
from django.db import connection

from lotse.people.models import Department, Person, Team
from lotse.project.schema import AlreadyFounded, found_town, lay_empty_town
from lotse.tenants.models import Town


@pytest.fixture
def nothing(db):
    """A database without town, people and teams."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; truncate tenants_town, people_person, people_department cascade")


def test_the_first_people_of_a_new_town_have_a_team(nothing, command):
    lay_empty_town(name="Neustadt", land="NW")

    command("person", "create", "mueller", "--name", "Frau Müller", "--team", "buergerservice", "--role", "support")

    team = Team.objects.get()
    assert (team.slug, team.is_front, team.is_support) == ("buergerservice", True, True)
    assert team.service_hours
    assert list(Person.objects.get(login="mueller").teams.all()) == [team]


def test_a_town_is_not_renamed_by_founding_another(nothing):
    lay_empty_town(name="Neustadt", land="NW", phone="1")

    with pytest.raises(AlreadyFounded, match="Hier ist schon Neustadt eingerichtet"):
        found_town(name="Altstadt", land="NW")
    with pytest.raises(AlreadyFounded):
        found_town(name="Neustadt", land="SN")
    lay_empty_town(name="Neustadt", land="nw", phone="2")

    assert (Town.here().name, Town.here().land, Town.here().phone) == ("Neustadt", "NW", "2")
    assert Department.objects.count() == 1
