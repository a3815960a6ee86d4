import pytest

from lotse.catalogue.models import Service
from lotse.catalogue.refusals import MayNotPublish
from lotse.people.models import Department, Team
from lotse.tenants.models import Town
from lotse.town.belonging_there import left_over
from lotse.town.services import take_over


@pytest.fixture
def young_town(town):
    """A town that has no service for its street lamps yet."""
    Service.objects.filter(slug="strassenlaterne").update(slug="laterne-anderswo")
    return town


def test_a_town_of_its_own_takes_over_a_service_by_two_people(young_town):
    town = young_town

    edition = take_over("strassenlaterne", town.telefon_empfang, town.ahlers, town.lueders)

    service = Service.objects.get(slug="strassenlaterne")
    assert service.running() == edition
    assert (service.owner, service.intake) == (town.telefon_empfang, town.telefon_empfang)


@pytest.mark.parametrize("slug", ["frage", "gibt-es-nicht"])
def test_what_is_there_or_unknown_is_not_taken(town, slug):
    with pytest.raises(LookupError):
        take_over(slug, town.telefon_empfang, town.ahlers, town.lueders)


def test_it_publishes_no_service(young_town):
    town = young_town

    with pytest.raises(MayNotPublish):
        take_over("strassenlaterne", town.servicedesk, town.ahlers, town.cetin)


def test_one_person_alone_publishes_no_service(young_town):
    town = young_town

    with pytest.raises(MayNotPublish):
        take_over("strassenlaterne", town.telefon_empfang, town.lueders, town.lueders)


@pytest.fixture
def another_town(town):
    """A town with a name and a telephone of its own, that mends no roads yet."""
    here = Town.here()
    here.name, here.phone = "Bad Markt", "030 1234"
    here.save()
    Service.objects.filter(slug="schlagloch").update(slug="schlagloch-anderswo")
    Team.objects.filter(slug="strassenunterhaltung").update(slug="wege", name="Wege")
    Department.objects.filter(slug="bauhof").update(name="Betriebe")
    return town


def test_numbers_and_teams_of_musterhafen_stay_behind(another_town):
    town = another_town

    content = take_over("schlagloch", town.telefon_empfang, town.ahlers, town.lueders).content

    assert "0221 4710" not in str(content)
    assert content["form"]["notices"][0]["phone"] == "030 1234"
    assert {step["team"] for step in content["steps"]} == {"telefon-empfang"}
    assert content["decides"] == "Bürgerservice, Telefon und Empfang"


def test_what_still_speaks_of_musterhafen_is_told(another_town):
    town = another_town

    content = take_over("schlagloch", town.telefon_empfang, town.ahlers, town.lueders).content

    assert "Bauhof bearbeitet Ihre Meldung." in list(left_over(content))


def test_without_a_telephone_no_foreign_number_is_published(another_town):
    town = another_town
    here = Town.here()
    here.phone = ""
    here.save()
    Department.objects.update(phone="")
    team = Team.objects.get(slug="telefon-empfang")

    with pytest.raises(LookupError, match="Rufnummern"):
        take_over("schlagloch", team, town.ahlers, town.lueders)
