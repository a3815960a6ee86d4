import json

import pytest

from lotse.tenants.ground import NoMap, is_inside, read_map

BOX = [6.92, 50.915, 7.0, 50.96]


@pytest.mark.parametrize("text, why", [
    ("Strasse;Ort", "kein GeoJSON"),
    ("[]", "keine FeatureCollection"),
    (json.dumps({"type": "FeatureCollection", "features": []}), "4 Zahlen"),
    (json.dumps({"type": "FeatureCollection", "bbox": [7, 50.9, 6, 51]}), "4 Zahlen"),
    (json.dumps({"type": "FeatureCollection", "bbox": BOX, "features": [{"properties": {"kind": "burg"}}]}), "kind"),
])  # fmt: skip
def test_a_file_that_is_no_map_says_why(text, why):
    with pytest.raises(NoMap, match=why):
        read_map(text)


@pytest.mark.parametrize("lat, lon, inside", [
    ("50.937500", "6.960300", True), ("50.960000", "7.000000", True), ("50.960001", "6.960300", False),
    ("6.960300", "50.937500", False), ("-50.937500", "6.960300", False),
])  # fmt: skip
def test_the_town_ends_at_its_box(lat, lon, inside):
    ground = read_map(json.dumps({"type": "FeatureCollection", "bbox": BOX, "features": []}))

    assert is_inside(ground, lat, lon) is inside


def test_a_town_without_a_map_has_no_end():
    assert is_inside({}, "0", "0")
