import pytest

from lotse.people.models import Person
from lotse.people.taking_on import PersonRefused, name_deputy


def test_a_colleague_stands_in_and_acts_for_the_person(town):
    name_deputy(town.oezdemir, town.janssen, by=town.cetin)

    assert town.oezdemir.pk in Person.objects.get(pk=town.janssen.pk).acts_for_ids


def test_nobody_names_themselves_the_deputy_of_another(town):
    with pytest.raises(PersonRefused):
        name_deputy(town.ahlers, town.lueders, by=town.lueders)


def test_it_stands_in_for_nobody_of_a_business_team(town):
    with pytest.raises(PersonRefused):
        name_deputy(town.ahlers, town.cetin, by=town.lueders)

    assert town.ahlers.pk not in Person.objects.get(pk=town.cetin.pk).acts_for_ids


def test_whoever_forgot_the_password_is_led_to_the_code(client, db):
    page = client.get("/konto/vergessen/", follow=True)

    assert page.redirect_chain[-1][0] == "/anmelden/code/"
    assert page.status_code == 200
