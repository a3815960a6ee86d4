"""Photos and papers: handed in, shown, given back, forgotten."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from PIL import Image

from lotse.cases.models import Case
from lotse.files.models import StoredFile, keep
from lotse.portal.jobs import forget_left_files, forget_old_drafts
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
    page = client.post(f"{CAT}formular/ort/", PLACE | {"foto": SimpleUploadedFile("katze.jpg", b"<html>")}, follow=True)

    assert page.status_code == 422
    assert "kein Foto" in page.text
    assert "Spielplatz Lindenweg" in page.text


def test_a_photo_too_big_names_both_sizes(client, town):
    big = SimpleUploadedFile("katze.jpg", bytes(18_000_000), "image/jpeg")

    page = client.post(f"{CAT}formular/ort/", PLACE | {"foto": big}, follow=True)

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
    inside = keep(photo("intern.jpg"))
    case.note("Nur für uns.", by=case.guide, files=[inside])

    assert client.get(f"/anliegen/{number}/datei/{inside.pk}/").status_code == 404


def test_a_draft_nobody_took_up_is_forgotten_with_its_photo(client, town):
    client.post(f"{CAT}formular/ort/", PLACE | {"foto": photo()})
    Session.objects.update(expire_date=now() - timedelta(days=1))

    forget_old_drafts()

    assert not StoredFile.objects.exists()
    assert not Session.objects.exists()


@pytest.mark.parametrize(("text", "files"), [("x" * 5001, 1), ("", 0)])
def test_of_a_message_that_is_refused_no_file_stays(client, town, text, files):
    number, _code = send_the_cat(client)

    page = client.post(f"/anliegen/{number}/nachricht/", {"text": text, "dateien": [photo()] * files})

    assert page.status_code == 422
    assert not StoredFile.objects.exists()


def aged(file, days):
    StoredFile.objects.filter(pk=file.pk).update(created_at=now() - timedelta(days=days))
    return file


def test_what_hangs_on_nothing_for_two_weeks_is_forgotten_and_nothing_else(client, town, settings):
    number, _code = send_the_cat(client)
    case = Case.objects.get(number=number)
    tied, left, young = aged(keep(photo()), 15), aged(keep(photo()), 15), aged(keep(photo()), 13)
    case.note("Nur für uns.", by=case.guide, files=[tied])
    client.post(f"{CAT}formular/ort/", PLACE | {"foto": photo()})
    in_a_draft = aged(StoredFile.objects.exclude(pk__in=[tied.pk, left.pk, young.pk]).get(), 40)

    with TestCase.captureOnCommitCallbacks(execute=True):
        forget_left_files()

    assert set(StoredFile.objects.all()) == {tied, young, in_a_draft}
    assert not (settings.MEDIA_ROOT / left.path).exists()
    assert (settings.MEDIA_ROOT / tied.path).exists()


def test_a_photo_that_was_taken_out_of_the_form_is_forgotten_too(client, town):
    client.post(f"{CAT}formular/ort/", PLACE | {"foto": photo()})
    taken_out = aged(StoredFile.objects.get(), 15)
    client.post(f"{CAT}formular/ort/", PLACE | {"foto-entfernen": str(taken_out.pk)})

    forget_left_files()

    assert not StoredFile.objects.exists()


def test_every_foreign_key_to_a_file_is_asked_before_it_is_forgotten():
    asked = str(StoredFile.objects.untied().query)
    pointing = [
        field
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is StoredFile
    ]

    assert "cases_attachment" in {field.model._meta.db_table for field in pointing}
    for field in pointing:
        assert f'"{field.column}" = ("files_storedfile"."id")' in asked
        assert f'FROM "{field.model._meta.db_table}"' in asked


def test_a_file_that_is_tied_in_the_last_moment_stays(client, town, monkeypatch):
    number, _code = send_the_cat(client)
    case = Case.objects.get(number=number)
    file = aged(keep(photo()), 15)
    forget = StoredFile.forget

    def tied_first(self):
        case.note("Nur für uns.", by=case.guide, files=[file])
        forget(self)

    monkeypatch.setattr(StoredFile, "forget", tied_first)

    assert StoredFile.objects.forget_untied() == 0
    assert StoredFile.objects.filter(pk=file.pk).exists()
