import pytest

from lotse.cases.likeness import are_alike

WHERE = ["Am alten Kirchplatz 12 (Punkt auf der Karte: 50.9, 6.9)"]


@pytest.mark.parametrize(
    "one, other, alike",
    [
        ("Schlagloch, Am alten Kirchplatz 12", "Straßenlaterne, Am alten Kirchplatz 12", False),
        ("Straßenlampe dunkel, am alten Kirchplatz 12", "STRASSENLAMPE aus, Am alten Kirchplatz", True),
        ("Am alten Kirchplatz 12", "Am alten Kirchplatz 12", False),
        ("", "", False),
    ],
)
def test_two_reports_are_alike_by_what_they_say_beside_the_address(one, other, alike):
    assert are_alike(one, other, WHERE) is alike
    assert are_alike(other, one, WHERE) is alike
