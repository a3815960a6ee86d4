"""What a virus scanner finds comes in nowhere; one that is silent keeps files out."""

import os
import shutil
import socket
import socketserver
import struct
import subprocess
import threading
import time
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lotse.files import scanner
from lotse.files.models import StoredFile, keep
from lotse.files.refusals import CannotKeep, Infected, NotScanned
from lotse.files.types import ANYTHING

# the public test string of all scanners, turned round so that no scanner finds it here
EICAR = ("*H+H$!ELIF-TSET-SURIVITNA-DRADNATS-RACIE$}7)CC7)^P(45XZP" + chr(92) + "4[PA@%P!O5X")[::-1].encode()

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


class Talk(socketserver.StreamRequestHandler):
    """One talk as clamd holds it: whole words in, one answer out."""

    def handle(self):
        word = self._word()
        if word == b"zVERSION":
            return self.wfile.write(b"ClamAV 1.4.6/1\0")
        seen = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            seen += self.rfile.read(size)
        self.server.seen.append(len(seen))
        self.wfile.write(self.server.answer or (b"stream: Eicar FOUND\0" if EICAR in seen else b"stream: OK\0"))

    def _word(self):
        word = b""
        while not word.endswith(b"\0"):
            word += self.rfile.read(1)
        return word[:-1]


@pytest.fixture
def clamd(settings):
    """A scanner on loopback that speaks as clamd does."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.seen, server.answer, server.daemon_threads = [], None, True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        settings.SCANNER = f"clamd://127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


def upload(content, name="brief.txt"):
    return SimpleUploadedFile(name, content)


def nothing_is_kept(store):
    return not StoredFile.objects.exists() and not [path for path in store.rglob("*") if path.is_file()]


def test_what_the_scanner_finds_is_refused_and_kept_nowhere(clamd, store):
    with pytest.raises(Infected, match="„brief.txt“ steckt ein Schadprogramm"):
        keep(upload(EICAR))

    assert nothing_is_kept(store)


def test_what_the_scanner_passes_is_kept(clamd):
    assert keep(upload(b"Hallo" * 100_000)).size == 500_000
    assert clamd.seen == [500_000]


def test_files_of_a_mail_are_shown_to_the_scanner_too(clamd, store):
    with pytest.raises(Infected):
        keep(upload(EICAR, "anlage.dat"), allowed=ANYTHING, as_it_came=True)

    assert nothing_is_kept(store)


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"\0", b"stream: nonsense\0", b"x" * 9000]
)
def test_an_answer_that_is_no_yes_keeps_the_file_out(clamd, store, answer):
    clamd.answer = answer

    with pytest.raises(NotScanned, match="nicht auf Schadprogramme prüfen"):
        keep(upload(b"Hallo"))

    assert nothing_is_kept(store)


@pytest.mark.parametrize("address", ["clamd://127.0.0.1:{}", "clamd:///nowhere/clamd.ctl"])
def test_a_scanner_that_is_down_keeps_files_out_and_says_so(settings, store, address):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        free = taken.getsockname()[1]
    settings.SCANNER = address.format(free)

    with pytest.raises(NotScanned, match="Versuchen Sie es später noch einmal oder senden Sie ohne Datei ab"):
        keep(upload(b"Hallo"))

    assert nothing_is_kept(store)
    assert scanner.version() is None


def test_without_a_scanner_files_are_taken(settings):
    settings.SCANNER = ""

    assert keep(upload(b"Hallo")).size == 5


def test_a_scanner_that_answers_says_what_it_is(clamd):
    assert scanner.version() == "ClamAV 1.4.6/1"


@pytest.mark.parametrize("address", ["127.0.0.1:3310", "clamd://", "http://x", "clamd://x:99999"])
def test_an_address_that_is_none_is_named(address):
    assert "LOTSE_SCANNER" in scanner.address_problem(address)


@pytest.fixture
def real_clamd(settings, tmp_path):
    """The scanner of Debian with one signature of its own: the test string."""
    program = shutil.which("clamd")
    if not program:
        pytest.skip("clamd is not installed here (Debian: clamav-daemon)")
    signatures, place = tmp_path / "signatures", tmp_path / "clamd.ctl"
    signatures.mkdir()
    (signatures / "own.ndb").write_text(f"Test.Eicar:0:*:{EICAR.hex()}\n")
    (tmp_path / "clamd.conf").write_text(
        f"DatabaseDirectory {signatures}\nLocalSocket {place}\nForeground yes\nStreamMaxLength 1M\n"
        f"User {'root' if os.geteuid() == 0 else os.environ.get('USER', 'nobody')}\n"
    )
    run = subprocess.Popen(
        [program, "-c", str(tmp_path / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    )
    settings.SCANNER = f"clamd://{place}"
    until = time.monotonic() + 20
    while not scanner.version() and time.monotonic() < until and run.poll() is None:
        time.sleep(0.1)
    yield
    run.terminate()
    run.wait(10)


def test_a_real_scanner_finds_it_also_in_an_archive_and_refuses_what_is_too_long_for_it(real_clamd, store):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("harmlos.txt", EICAR)

    assert keep(upload(b"Hallo")).size == 5
    for content in (EICAR, packed.getvalue()):
        with pytest.raises(Infected):
            keep(upload(content), allowed=ANYTHING)
    with pytest.raises(CannotKeep):
        keep(upload(b"x" * 3_000_000))

    assert StoredFile.objects.count() == 1
