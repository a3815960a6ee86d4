"""What stands on every page of the town."""

import pytest

from lotse.tenants.models import Town

pytestmark = pytest.mark.django_db


def test_the_frame_of_a_page_reads_the_town_as_it_is_now():
    Town.objects.all().delete()
    Town.objects.create(name="Musterhafen", phone="115")
    assert Town.said("name", "phone") == ("Musterhafen", "115")

    Town.objects.update(phone="04421 115")
    assert Town.said("phone", "name") == ("04421 115", "Musterhafen")


def test_an_empty_house_has_a_town_without_a_name():
    Town.objects.all().delete()

    assert Town.said("name", "address") == ("Ihre Gemeinde", "")
