"""Photos and papers: handed in, shown, given back, forgotten."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from lotse.cases.models import Case
from lotse.files.models import StoredFile
from lotse.portal.jobs import forget_old_drafts
from lotse.tenants.clock import now

from .journeys import CAT, CONTACT, PLACE, send_the_cat


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photo(name="katze.jpg"):
    bytes_ = BytesIO()
    Image.new("RGB", (40, 30), "grey").save(bytes_, "JPEG")
    return SimpleUploadedFile(name, bytes_.getvalue(), "image/jpeg")


def test_a_photo_travels_from_the_form_into_the_concern_and_back(client, town):
    page = client.post(f"{CAT}formular/ort/", PLACE | {"foto": photo()}, follow=True)
    shown = client.get(f"{CAT}formular/ort/")
    client.post(f"{CAT}formular/beschreibung/", {"gesichert": "no"})
    client.post(f"{CAT}formular/kontakt/", CONTACT)
    client.post(f"{CAT}pruefen/")

    case = Case.objects.get()
    attached = case.attachments.get()
    address = f"/anliegen/{case.number}/datei/{attached.file_id}/"
    given = client.get(address)
    assert page.status_code == 200
    assert "katze.jpg" in shown.text
    assert "katze.jpg" in client.get(f"/anliegen/{case.number}/").text
    assert attached.data_class == "picture"
    assert given["Content-Disposition"].startswith("attachment")
    assert given["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in given["Content-Security-Policy"]
    assert Client().get(address).status_code == 302


def test_a_photo_can_be_taken_out_again(client, town):
    client.post(f"{CAT}formular/ort/", PLACE | {"foto": photo()})
    card = StoredFile.objects.get()

    client.post(f"{CAT}formular/ort/", PLACE | {"foto-entfernen": str(card.pk)})

    assert "katze.jpg" not in client.get(f"{CAT}formular/ort/").text


def test_what_is_no_photo_is_said_beside_the_question_and_nothing_is_lost(client, town):
    page = client.post(f"{CAT}formular/ort/", PLACE | {"foto": SimpleUploadedFile("katze.jpg", b"<html>")})

    assert page.status_code == 422
    assert "kein Foto" in page.text
    assert "Spielplatz Lindenweg" in page.text


def test_a_photo_too_big_names_both_sizes(client, town):
    big = SimpleUploadedFile("katze.jpg", bytes(18_000_000), "image/jpeg")

    page = client.post(f"{CAT}formular/ort/", PLACE | {"foto": big})

    assert page.status_code == 422
    assert "Das Foto ist zu groß (18 MB). Erlaubt sind höchstens 10 MB." in page.text


def test_an_answer_may_bring_a_photo(client, town):
    number, _code = send_the_cat(client)

    page = client.post(
        f"/anliegen/{number}/nachricht/", {"text": "So sieht sie aus.", "dateien": [photo()]}, follow=True
    )

    assert "So sieht sie aus." in page.text
    assert "katze.jpg" in page.text


def test_a_file_of_the_house_is_not_handed_out(client, town):
    number, _code = send_the_cat(client)
    case = Case.objects.get(number=number)
    from lotse.files.models import keep

    inside = keep(photo("intern.jpg"))
    case.note("Nur für uns.", by=case.guide, files=[inside])

    assert client.get(f"/anliegen/{number}/datei/{inside.pk}/").status_code == 404


def test_a_draft_nobody_took_up_is_forgotten_with_its_photo(client, town):
    client.post(f"{CAT}formular/ort/", PLACE | {"foto": photo()})
    Session.objects.update(expire_date=now() - timedelta(days=1))

    forget_old_drafts()

    assert not StoredFile.objects.exists()
    assert not Session.objects.exists()
