"""What Outlook packs into a winmail.dat comes to light."""

import struct
from base64 import encodebytes

import pytest

from lotse.channels.mail.message import parse
from lotse.channels.mail.tests.corpus import files, needs_corpus
from lotse.channels.mail.tnef import (
    BYTES,
    CONTENT,
    LONG_NAME,
    NEW_FILE,
    OF_MESSAGE,
    PAGE,
    PROPERTIES,
    SIGNATURE,
    TEXT,
    TITLE,
    WORDS,
    files_of,
)


def attribute(number, data):
    return struct.pack("<BHHI", 2, number, 6, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def long_name(text):
    value = f"{text}\0".encode("utf-16-le")
    return struct.pack("<IHHII", 1, 0x1F, LONG_NAME, 1, len(value)) + value + b"\0" * (-len(value) % 4)


def winmail(*attributes):
    return SIGNATURE + b"\x01\x00" + b"".join(attributes)


def letter(packed):
    head = b"Subject: Unterlagen\nFrom: Eva <eva@buerger.example>\nMIME-Version: 1.0\n"
    head += b'Content-Type: multipart/mixed; boundary="x"\n\n'
    text = b"--x\nContent-Type: text/plain\n\nAnbei.\n"
    file = b'--x\nContent-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: base64\n\n'
    return head + text + file + encodebytes(packed) + b"--x--\n"


def test_the_files_in_a_winmail_dat_stand_beside_it_under_the_names_outlook_shows():
    packed = winmail(
        attribute(NEW_FILE, bytes(14)), attribute(TITLE, b"MIETVE~1.PDF\0"), attribute(CONTENT, b"%PDF-1.4"),
        attribute(PROPERTIES, long_name("Mietvertrag Schöne Straße.pdf")),
        attribute(NEW_FILE, bytes(14)), attribute(CONTENT, b"x"), attribute(TITLE, b"../../etc/passwd\0"),
    )  # fmt: skip

    mail = parse(letter(packed))

    assert [(one.name, one.type, one.content) for one in mail.attachments] == [
        ("winmail.dat", "application/ms-tnef", packed),
        ("Mietvertrag Schöne Straße.pdf", "application/pdf", b"%PDF-1.4"),
        ("passwd", "application/octet-stream", b"x"),
    ]
    assert mail.text.strip() == "Anbei."


def told(number, kind, value):
    return struct.pack("<IHHII", 1, kind, number, 1, len(value)) + value + b"\0" * (-len(value) % 4)


@pytest.mark.parametrize(
    "inside",
    [
        attribute(TEXT, "Grüße\0".encode("cp1252")),
        attribute(OF_MESSAGE, told(WORDS, 0x1F, "Grüße\0".encode("utf-16-le"))),
        attribute(OF_MESSAGE, told(PAGE, 0x102, "<p>Grüße</p>".encode())),
    ],
)
def test_words_that_stand_only_in_a_winmail_dat_are_read(inside):
    packed = winmail(inside)

    assert parse(letter(packed).replace(b"Anbei.", b"")).text.strip() == "Grüße"
    assert parse(letter(packed)).text.strip() == "Anbei."


@pytest.mark.parametrize(
    "packed",
    [
        b"", SIGNATURE, winmail(b"\x02"), winmail(attribute(NEW_FILE, b""), attribute(CONTENT, b"x" * 99)[:50]),
        winmail(attribute(NEW_FILE, b""), attribute(PROPERTIES, struct.pack("<IHHI", 9**9, 258, BYTES, 9**9))),
    ],
)  # fmt: skip
def test_a_broken_winmail_dat_stays_as_it_came_and_breaks_nothing(packed):
    assert files_of(packed) == []
    assert parse(letter(packed)).error is None


@needs_corpus
@pytest.mark.parametrize(
    "path", [path for path in files("mimekit-tnef") if path.suffix == ".tnef"], ids=lambda p: p.stem
)
def test_winmail_dats_of_strangers_give_the_files_their_lists_name(path):
    listed = path.with_suffix(".list").read_text().split()

    assert [name for name, _ in files_of(path.read_bytes())] == [name for name in listed if name != "body.rtf"]
