"""What the house keeps of the files people hand in, and how it gives them back."""

import errno
import io
import os
import time
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lotse.files import names, storing, types
from lotse.files.models import StoredFile, keep, keep_all, sweep
from lotse.files.refusals import (
    CannotKeep,
    DiskFull,
    EmptyFile,
    FileTooBig,
    NoPhoto,
    PhotoTooBig,
    PictureTooLarge,
    PictureUnreadable,
    TypeNotTaken,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def upload(content, name="datei.txt", claims="application/octet-stream"):
    return SimpleUploadedFile(name, content, claims)


def picture(form="JPEG", size=(60, 40), mode="RGB", **values):
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, form, **values)
    return out.getvalue()


def photo_with_secrets():
    """A photo as a telephone makes it: lying on its side, with place, time and name of the camera."""
    shot = Image.new("RGB", (5000, 2500), "green")
    exif = shot.getexif()
    exif[0x010F], exif[0x0112], exif[0x9003] = "GeheimKamera", 6, "2026:05:01 22:10:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 56.0, 15.0), 3: "E", 4: (6.0, 57.0, 30.0)})
    out = io.BytesIO()
    shot.save(out, "JPEG", exif=exif, comment=b"Geheim")
    return out.getvalue()


def archive(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, text in parts.items():
            zipped.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def files_below(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_document_is_kept_byte_for_byte(store):
    content = b"%PDF-1.7\n" + bytes(range(256))

    kept = keep(upload(content, "Vollmacht.pdf"))

    assert kept.open().read() == content
    assert (kept.name, kept.type, kept.size) == ("Vollmacht.pdf", "application/pdf", len(content))
    assert StoredFile.objects.get().sha256 == storing.sha256(store / kept.path)
    assert files_below(store) == [store / kept.path]
    assert (store / kept.path).stat().st_mode & 0o777 == 0o600


def test_a_photo_loses_place_time_and_camera_and_stands_upright():
    kept = keep(upload(photo_with_secrets(), "IMG_1.HEIC"), photo=True)

    large, small = kept.open().read(), kept.open(small=True).read()
    assert b"Geheim" not in large + small
    assert b"Exif" not in large + small
    assert Image.open(io.BytesIO(large)).size == (kept.width, kept.height) == (2000, 4000)
    assert Image.open(io.BytesIO(small)).size == (800, 1600)
    assert kept.name == "IMG_1.jpg"


def test_where_a_photo_was_taken_is_suggested_and_not_kept():
    kept = keep(upload(photo_with_secrets(), "katze.jpg"), photo=True)

    assert kept.suggested_place == (50.9375, 6.958333)
    assert StoredFile.objects.get().suggested_place is None


@pytest.mark.parametrize(
    ("form", "mode", "kept_as"), [("PNG", "RGBA", "PNG"), ("WEBP", "RGBA", "JPEG"), ("JPEG", "CMYK", "JPEG")]
)
def test_pictures_of_every_taken_kind_are_written_anew(form, mode, kept_as):
    kept = keep(upload(picture(form, mode=mode), "bild"))

    assert Image.open(kept.open()).format == kept_as
    assert kept.small_path == ""


@pytest.mark.parametrize(
    ("content", "name", "media"),
    [
        (picture(), "rechnung.pdf", "image/jpeg"),
        (b"%PDF-1.4", "foto.jpg", "application/pdf"),
        ("Grüße aus Musterhafen".encode(), "liste.exe", "text/plain"),
        ("Grüße".encode("cp1252"), "alt.txt", "text/plain"),
        (archive(**{"[Content_Types].xml": "", "word__document.xml": ""}), "a", types.DOCX.media),
        (archive(**{"[Content_Types].xml": "", "xl__workbook.xml": ""}), "a", types.XLSX.media),
        (archive(mimetype=types.ODT.media, content="x"), "a", types.ODT.media),
    ],
)
def test_the_content_says_what_a_file_is(content, name, media):
    kept = keep(upload(content, name))

    assert kept.type == media
    assert Path(kept.name).suffix == "." + next(kind.ending for kind in types.TAKEN if kind.media == media)


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"  <!DOCTYPE html>",
        b"\xef\xbb\xbf<svg onload='alert(1)'>",
        b"<?xml version='1.0'?>",
        b"MZ\x90\x00\x03",
        b"\x7fELF\x02\x01\x01\x00",
        b"GIF89a\x01\x00\x01\x00",
        archive(a="b"),
        archive(**{"[Content_Types].xml": "", "word__document.xml": ""} | {f"{n:060}": "" for n in range(12_000)}),
        archive(mimetype="x" * 5000),
        b"PK\x03\x04 nur der Anfang",
    ],
)
def test_what_a_browser_or_computer_would_run_is_not_taken(content, store):
    with pytest.raises(TypeNotTaken, match="„brief.pdf“ können wir nicht annehmen. Möglich sind: JPG, PNG"):
        keep(upload(content, "brief.pdf", "application/pdf"))

    assert files_below(store) == []
    assert not StoredFile.objects.exists()


def test_mail_keeps_what_nobody_knows_byte_for_byte():
    for content in (b"MZ\x90\x00", b"\xff\xd8\xff kein Bild", b"<html>"):
        kept = keep(upload(content, "anlage.dat"), allowed=types.ANYTHING)

        assert (kept.open().read(), kept.type) == (content, "application/octet-stream")


def test_a_photo_field_takes_only_pictures():
    with pytest.raises(NoPhoto, match="ist kein Foto, das wir zeigen können"):
        keep(upload(b"%PDF-1.4", "foto.jpg"), photo=True)


def test_too_much_is_refused_with_both_sizes(store):
    with pytest.raises(PhotoTooBig, match=r"^Das Foto ist zu groß \(18 MB\). Erlaubt sind höchstens 10 MB.$"):
        keep(upload(b"\xff\xd8\xff" + bytes(18_000_000 - 3), "foto.jpg"), photo=True)
    with pytest.raises(FileTooBig, match=r"\(2,1 MB\). Erlaubt sind höchstens 2 MB"):
        keep(upload(bytes(2_000_001), "liste.txt"), limit_mb=2)

    assert files_below(store) == []


def test_a_stream_that_lies_about_its_size_is_stopped(store):
    class Endless:
        name, size = "liste.txt", 10

        def chunks(self):
            while True:
                yield b"x" * 1_000_000

    with pytest.raises(FileTooBig):
        keep(Endless(), limit_mb=3)

    assert files_below(store) == []


def test_an_empty_file_is_refused():
    with pytest.raises(EmptyFile, match="„leer.txt“ ist leer"):
        keep(upload(b"", "leer.txt"))


@pytest.mark.parametrize("content", [picture()[:200], b"\xff\xd8\xff", picture("PNG")[:60], b"RIFF\0\0\0\0WEBPVP8 "])
def test_half_a_picture_is_refused(content):
    with pytest.raises(PictureUnreadable, match="lässt sich nicht öffnen"):
        keep(upload(content, "bild.jpg"))


def test_a_picture_of_too_many_dots_is_not_opened():
    with pytest.raises(PictureTooLarge):
        keep(upload(picture("PNG", size=(8000, 8000), mode="1"), "flut.png"))


def test_a_full_disk_is_told_and_leaves_nothing_behind(store, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storing.os, "fsync", full)
    with pytest.raises(DiskFull, match="kein Platz"):
        keep(upload(b"Hallo"))

    monkeypatch.undo()
    assert files_below(store) == []
    assert not StoredFile.objects.exists()
    assert keep(upload(b"Hallo")).open().read() == b"Hallo"


def test_of_several_files_all_are_kept_or_none():
    assert len(keep_all([upload(b"a"), upload(b"b")], most=2)) == 2

    with pytest.raises(CannotKeep):
        keep_all([upload(b"c"), upload(b"MZ\x90\x00")], most=2)

    assert StoredFile.objects.count() == 2


def test_what_is_given_back_is_an_attachment_that_nothing_runs():
    kept = keep(upload("Grüße".encode(), 'Grüße "an" Łódź.txt'))

    headers = kept.headers()

    assert headers["Content-Disposition"].startswith("attachment; filename*=utf-8''Gr%C3%BC%C3%9Fe")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("sandbox")
    assert all(value.isascii() and "\n" not in value for value in headers.values())


def test_an_answer_with_these_headers_hands_a_picture_out_as_an_attachment():
    from django.http import FileResponse

    kept = keep(upload(picture(), "a.jpg"))
    answer = FileResponse(kept.open())
    for name, value in kept.headers().items():
        answer[name] = value

    assert answer["Content-Disposition"] == 'attachment; filename="a.jpg"'
    assert answer["Content-Type"] == "image/jpeg"
    answer.close()


def test_a_forgotten_file_leaves_the_disk_with_the_commit(store, django_capture_on_commit_callbacks):
    kept = keep(upload(picture(), "a.jpg"), photo=True)

    with django_capture_on_commit_callbacks(execute=True):
        kept.forget()
        assert len(files_below(store)) == 2

    assert files_below(store) == []


def test_bytes_without_a_row_are_swept_after_a_day(store):
    kept = keep(upload(picture(), "a.jpg"), photo=True)
    lost = store / "ff" / "lost.pdf"
    lost.parent.mkdir(exist_ok=True)
    lost.write_bytes(b"%PDF")
    fresh = store / "fresh.pdf"
    fresh.write_bytes(b"%PDF")
    yesterday = time.time() - 30 * 3600
    for path in (lost, store / kept.path, store / kept.small_path):
        os.utime(path, (yesterday, yesterday))

    assert sweep() == 1
    assert not lost.exists()
    assert fresh.exists()
    assert kept.open(small=True).read()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\demir\\Foto.jpg", "Foto.jpg"),
        ("bild\r\nX-Injected: 1.txt", "bildX-Injected: 1.txt"),
        ("rechnung\u202efdp.exe", "rechnungfdp.exe"),
        ("\ufeffbom.txt", "bom.txt"),
        ("Gru\u0308ße.txt", "Grüße.txt"),
        ("CON", "CON-Datei"),
        ("NUL.txt", "NUL-Datei.txt"),
        ("", "Datei"),
        (None, "Datei"),
        ("...", "Datei"),
        (".htaccess", "htaccess"),
    ],
)
def test_a_name_is_shown_readable_and_harmless(name, shown):
    assert names.shown(name) == shown


def test_a_long_name_keeps_its_ending():
    shown = names.shown("ä" * 400 + ".pdf", "pdf")

    assert shown.endswith("ä.pdf")
    assert len(shown.encode()) <= 255
