import pytest

from lotse.calendars.german import in_german, to_osm
from lotse.calendars.osm import checked

PAIRS = [
    ("Mo-Fr 08:00-16:00", "Mo-Fr 08:00-16:00"),
    ("Mo-Do 08:00-16:00; Mi 08:00-12:00", "Mo-Th 08:00-16:00; We 08:00-12:00"),
    ("Di,So 10:00-12:00; 24. Dez geschlossen", "Tu,Su 10:00-12:00; Dec 24 off"),
    ("Mo-So,Feiertage 00:00-24:00", "Mo-Su,PH 00:00-24:00"),
]


@pytest.mark.parametrize(("german", "osm"), PAIRS)
def test_people_and_openstreetmap_mean_the_same_hours(german, osm):
    assert to_osm(german) == osm
    assert in_german(osm) == german
    assert checked(to_osm(german)) == osm


@pytest.mark.parametrize(("typed", "osm"), [
    ("mo-fr 8:00 bis 12:00 Uhr", "mo-fr 8:00-12:00"),
    ("Mo-Fr 08:00-16:00; 24.12. zu", "Mo-Fr 08:00-16:00; Dec 24 off"),
    ("We 08:00-12:00; Dec 24 off", "We 08:00-12:00; Dec 24 off"),
    ('Mo 08:00-12:00 "nur mit Termin, Di nicht"', 'Mo 08:00-12:00 "nur mit Termin, Di nicht"'),
])  # fmt: skip
def test_what_is_typed_in_either_spelling_is_understood(typed, osm):
    assert to_osm(typed) == osm
