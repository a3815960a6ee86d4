from lotse.ui import together

STAFF = ("lotse/lotse.css", "lotse/staff.css")


def test_files_are_loaded_one_by_one_before_they_are_collected():
    tags = together.tags_for(STAFF)

    assert tags.count("<link ") == 2
    assert tags.index("lotse.css") < tags.index("staff.css")


def test_collected_files_are_loaded_as_one(monkeypatch):
    class Collected:
        hashed_files = {together.name_of(STAFF): "together/lotse-staff.1.css"}

    monkeypatch.setattr(together, "staticfiles_storage", Collected())

    assert together.tags_for(STAFF).count("<link ") == 1
    assert "together/lotse-staff.css" in together.tags_for(STAFF)
    assert together.tags_for(("lotse/lotse.js",)).startswith('<script src="')


def test_what_the_templates_name_is_collected_in_their_order():
    found = dict(together.Together().list([]))

    text = found["together/htmx-2.min-workspace-lotse.js"].open("x").read().decode()

    assert 0 < text.index("The desk:") < text.index("Lotse's one script")
