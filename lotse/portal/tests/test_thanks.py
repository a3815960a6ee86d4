"""What stands on the page after sending."""

from lotse.catalogue.models import Release, Service
from lotse.portal.doors import THANKS


def test_only_who_sees_a_code_is_told_to_write_it_down(client, make_case, town):
    case = make_case()

    def thanks(code):
        session = client.session
        session[THANKS] = {case.service.slug: {"case": str(case.pk), "number": case.number, "code": code}}
        session["case"] = str(case.pk)
        session.save()
        return client.get(f"/dienst/{case.service.slug}/danke/").text

    assert "Nummer und Code" in thanks("K7QF3MXP")
    assert "Nummer und Code" not in thanks("")


def test_the_examples_under_the_search_field_are_services_of_this_town(client, town):
    Release.objects.exclude(edition__service__slug="frage").delete()

    page = client.get("/").text

    assert f"Zum Beispiel: „{Service.objects.get(slug='frage').title}“" in page
    assert "Schlagloch" not in page
