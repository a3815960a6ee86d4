"""A crew opens its paper on a telephone: no account, one leg, one press at a time."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from lotse.cases.closing import withdraw
from lotse.cases.correcting import correct
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case, Leg
from lotse.cases.work_orders import print_order
from lotse.files.models import keep
from lotse.tenants.clock import moved_to

DONE = {"schritt": "erledigt", "text": "Falle steht."}


def photo(name="ast.jpg"):
    bytes_ = BytesIO()
    Image.new("RGB", (60, 40), "green").save(bytes_, "JPEG")
    return SimpleUploadedFile(name, bytes_.getvalue(), "image/jpeg")


@pytest.fixture
def case(make_case, town):
    case = make_case()
    photos = [keep(photo()), keep(photo("spaeter.jpg"))]
    of_the_matter = {str(each.pk): "matter" for each in photos}  # a crew gets no pictures otherwise
    case.attach(photos, case.entries.first(), classes=of_the_matter)
    return case


@pytest.fixture
def leg(case, town):
    first = case.attachments.order_by("file__created_at").first()
    return hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers,
                     files=[first.pk])  # fmt: skip


@pytest.fixture
def path(leg, town):
    return f"/arbeitsauftrag/{print_order(leg, by=town.janssen)}/"


def test_the_page_shows_the_packet_and_nobody_s_name(client, path):
    page = client.get(path)

    assert "Falle bringen." in page.text
    assert "Stadtpark" in page.text
    assert not [name for name in ("Öztürk", "Ahlers", "Janssen") if name in page.text]
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


def test_what_was_put_right_later_stands_beside_it(client, path, leg, town):
    correct(leg.case, "ort", "Marktplatz", by=town.ahlers)

    assert "Marktplatz" in client.get(path).text


def test_only_files_of_the_packet_come_by_it(client, path, case):
    packed, other = (item.file_id for item in case.attachments.order_by("file__created_at"))

    assert client.get(f"{path}datei/{packed}/").status_code == 200
    assert client.get(f"{path}datei/{other}/").status_code == 404


def test_accepted_then_done_with_a_photo(client, path, leg):
    taken = client.post(path, {"schritt": "angenommen"}, follow=True)
    done = client.post(path, DONE | {"dateien": [photo()]}, follow=True)

    assert "Angenommen:" in taken.text
    assert "Ihre Antwort ist da" in done.text
    leg.refresh_from_db()
    assert leg.state == Leg.State.DONE
    entry = leg.case.entries.get(kind="result")
    assert (entry.text, entry.attachments.count(), entry.is_public) == ("Falle steht.", 1, False)
    assert Client().get(path).status_code == 404


def test_the_thanks_can_be_loaded_again_by_whoever_answered(client, path, leg):
    answered = client.post(path, {"schritt": "nicht", "text": "Tor ist zu."})

    assert (answered.status_code, answered["Location"]) == (302, path)
    for page in (client.get(path), client.get(path), client.post(path, DONE)):
        assert page.status_code == 200
        assert "geht mit Ihrem Grund zurück" in page.text
    assert leg.case.entries.filter(kind__in=["returned", "result"]).count() == 1


def test_not_possible_needs_a_reason_and_keeps_what_was_typed(client, path, leg):
    refused = client.post(path, {"schritt": "nicht", "text": " "})
    client.post(path, {"schritt": "nicht", "text": "Tor ist zu."})

    assert refused.status_code == 422
    assert "Schreiben Sie, warum es nicht geht." in refused.text
    assert leg.case.entries.get(kind="returned").text == "Tor ist zu."


def test_a_refused_file_is_said_and_the_order_stays(client, path, leg):
    page = client.post(path, DONE | {"dateien": [SimpleUploadedFile("x.exe", b"MZ\x00\x01")]})

    assert page.status_code == 422
    assert "Falle steht." in page.text
    leg.refresh_from_db()
    assert leg.is_open


def test_a_press_that_says_nothing_is_answered_with_what_there_is_to_press(client, path):
    assert "Drücken Sie" in client.post(path, {"schritt": "?"}).text


def test_the_paper_runs_out_some_days_after_it_was_due(client, path, leg):
    with moved_to(leg.due_at + timedelta(days=15)):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("change", [{"circle": "tax"}, {"circle": "confidential"}])
def test_a_case_that_moved_behind_a_wall_is_no_longer_opened_by_paper(client, path, leg, change):
    Case.objects.filter(pk=leg.case.pk).update(**change)

    assert client.get(path).status_code == 404


def test_a_withdrawn_report_whose_work_goes_on_is_still_answered(client, path, leg):
    withdraw(leg.case)

    assert "Ihre Antwort ist da" in client.post(path, DONE, follow=True).text
