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


@pytest.fixture
def take(another_town, command):
    """Take a service over on the command line, in a town that has a works depot of another name and no road."""
    Service.objects.filter(slug="bauhof-unterstuetzung").update(slug="unterstuetzung-anderswo")
    Department.objects.filter(slug="sport").update(slug="sport-freizeit", name="Sport und Freizeit")
    by = ["--team", "telefon-empfang", "--writer", "ahlers", "--publisher", "lueders"]
    return lambda slug, *words: command("service", "take", slug, *by, *words)


def test_a_town_says_itself_who_orders_an_internal_service(take):
    printed = take("bauhof-unterstuetzung", "--orderer", "leads", "--orderer", "department:sport-freizeit")

    edition = Service.objects.get(slug="bauhof-unterstuetzung").running()
    assert edition.orderers == {"leads": True, "roles": [], "departments": ["sport-freizeit"]}
    assert edition.ordered_by == "Leitungen, Sport und Freizeit"
    assert "Das bestellen: Leitungen, Sport und Freizeit" in printed


def test_a_town_opens_an_internal_service_to_everybody(take):
    printed = take("bauhof-unterstuetzung", "--orderer", "everybody")

    edition = Service.objects.get(slug="bauhof-unterstuetzung").running()
    assert (edition.orderers, edition.ordered_by) == ({}, "")
    assert "Das bestellen: alle im Haus" in printed


@pytest.mark.parametrize(
    ("slug", "words", "sentence"),
    [
        ("bauhof-unterstuetzung", [], "Sagen Sie mit --orderer, wer „bauhof-unterstuetzung“ bestellt. .*nicht: sport."),
        ("bauhof-unterstuetzung", ["department:sport"], "--orderer: .*nicht: sport."),
        ("bauhof-unterstuetzung", ["everybody", "leads"], "--orderer: „everybody“"),
        ("schlagloch", ["leads"], "--orderer: .* ist für Bürgerinnen und Bürger."),
    ],
)
def test_who_cannot_order_is_told_at_the_option_and_nothing_is_taken(take, slug, words, sentence):
    with pytest.raises(SystemExit, match=sentence):
        take(slug, *(part for word in words for part in ("--orderer", word)))

    assert not Service.objects.filter(slug=slug).exists()
