"""The disk is full: what cannot be kept is refused in German, reading goes on, and after freeing all is as before."""

import os
import subprocess
import tempfile
import time
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest
from django.test import Client as Browser
from house import Client, house, whole_after

from lotse.files.models import StoredFile
from lotse.portal.tests.test_files import PLACE, photo
from lotse.town.told import told

BYTES_OF_THE_DATABASE = 420 << 20
FORM = "/dienst/frage/formular/frage/"
PLACE_PAGE = "/dienst/streunende-katze/formular/ort/"
LONGEST = 240  # seconds until the last byte is written


@contextmanager
def small_disk(size):
    """Lend a disk of so many bytes; skips where nobody may mount one."""
    place = Path(tempfile.mkdtemp(prefix="lotse-disk-"))
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    words = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0711", "lotse-proof", str(place)]
    mounted = subprocess.run(words, capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"no small disk here: {mounted.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)
        place.rmdir()


def fill(place, leave=0):
    """Write one file that takes all room but so many bytes; return it."""
    ballast, room = place / "ballast", os.statvfs(place)
    free = room.f_bavail * room.f_frsize
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(free - leave, 1))
    return ballast


def page(lent, address, opener, values=None):
    """Return status and words of a page, as a browser asks for it."""
    asked = Request(f"http://127.0.0.1:{lent.port}{address}", urlencode(values).encode() if values else None)
    asked.add_header("Referer", f"http://127.0.0.1:{lent.port}/")
    try:
        with opener.open(asked, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


def read(lent, secret, number):
    """Read a case through REST."""
    asked = Request(
        f"http://127.0.0.1:{lent.port}/api/v1/cases/{number}", headers={"Authorization": f"Bearer {secret}"}
    )
    with urlopen(asked, timeout=60) as answer:
        return answer.status


def open_the_form(lent):
    """Open the portal's form while there is room; return what sends a question with it."""
    jar = CookieJar()
    opener = build_opener(HTTPCookieProcessor(jar))
    assert page(lent, FORM, opener)[0] == 200
    token = next(cookie.value for cookie in jar if cookie.name == "lotse_csrf")
    question = {"frage": "Wann ist offen? " * 100, "csrfmiddlewaretoken": token}
    return lambda: page(lent, FORM, opener, question)


def test_a_full_disk_of_the_database_refuses_in_german_and_reading_goes_on(proof):
    with small_disk(BYTES_OF_THE_DATABASE) as disk, house(postgres=disk / "postgres") as lent:
        before = {number for (number,) in lent.ask("select number from cases_case")}
        secret = lent.command("token", "create", "ahlers").split()[-1]
        client = Client(lent, secret, "client", told("streunende-katze"))
        body = {"service": "streunende-katze", "answers": client.answers, "text": "Sie ist noch da. " * 500}
        lent.start("serve")
        lent.wait_until_up()
        client.open_one(0, time.monotonic() + 60)
        for _ in range(3):  # a log that has run for a while keeps segments to write into again
            lent.ask("select pg_switch_wal()")
            lent.ask("checkpoint")
        send_the_form = open_the_form(lent)
        ballast = fill(disk)

        until, n, status = time.monotonic() + LONGEST, 1, 201
        while status == 201 and time.monotonic() < until:
            status, words = client.call(body, f"full-{n}")
            if status == 201:
                client.numbers[f"full-{n}"] = words["number"]
            n += 1
        page_status, page_words = send_the_form()
        start_status = page(lent, "/", build_opener())[0]
        assert start_status == 200, (disk / "database.log").read_text()[-2000:]
        read_status = read(lent, secret, next(iter(client.numbers.values())))

        ballast.unlink()
        again, _ = client.call(body, f"full-{n - 1}")
        numbers = whole_after(lent, client.numbers, before)
        proof(
            counts=f"a disk of {BYTES_OF_THE_DATABASE >> 20} MB for the database, {n} creations",
            result=f"REST {status}, page {page_status}, reading {read_status}; after freeing {again}, "
            f"{len(numbers)} cases, none lost",
        )
    assert status in (500, 503)
    assert "noch einmal" in words
    assert page_status in (302, 200, 500, 503)
    assert page_status < 400 or "Der Fehler liegt bei uns" in page_words or "noch einmal" in page_words
    assert (start_status, read_status, again) == (200, 200, 201)


@pytest.mark.django_db
def test_a_full_disk_of_the_files_refuses_in_german_and_takes_the_photo_after_freeing(town, settings, proof):
    client = Browser()
    with small_disk(4 << 20) as disk:
        settings.MEDIA_ROOT = disk / "files"
        before = client.post(PLACE_PAGE, PLACE | {"foto": photo()}, follow=True)
        kept = StoredFile.objects.get()
        ballast = fill(disk)

        refused = client.post(PLACE_PAGE, PLACE | {"foto": photo("zweite.jpg")}, follow=True)
        shown = kept.open().read()
        without = client.post(PLACE_PAGE, PLACE, follow=True)

        ballast.unlink()
        again = client.post(PLACE_PAGE, PLACE | {"foto": photo("zweite.jpg")}, follow=True)
        statuses = [answer.status_code for answer in (before, refused, without, again)]
        files = StoredFile.objects.count()
    proof(
        counts="a disk of 4 MB for the files, 3 photos, 1 form without",
        result=f"full: page {statuses[1]}, without photo {statuses[2]}; after freeing {statuses[3]}",
    )
    assert statuses == [200, 422, 200, 200]
    assert refused.redirect_chain[-1][0].startswith(PLACE_PAGE)
    assert "kein Platz mehr" in refused.text
    assert PLACE["ort-text"] in refused.text  # nothing typed is lost
    assert shown
    assert files == 2
