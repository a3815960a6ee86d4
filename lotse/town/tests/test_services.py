import pytest

from lotse.catalogue.models import Service
from lotse.catalogue.refusals import MayNotPublish
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
