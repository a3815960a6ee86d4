"""Mails that a signature encloses whole, as Outlook can send them."""

import base64

import pytest

from lotse.channels.mail.message import parse

INNER = b"Content-Type: text/plain; charset=utf-8\r\n\r\nSie ist da. Gr\xc3\xbc\xc3\x9fe"
SIGNED, DATA, ENVELOPED = (bytes.fromhex(f"06092a864886f70d0107{kind}") for kind in ("02", "01", "03"))
END = b"\0\0"


def element(tag: int, *content: bytes) -> bytes:
    inside = b"".join(content)
    length = bytes([len(inside)]) if len(inside) < 0x80 else b"\x82" + len(inside).to_bytes(2, "big")
    return bytes([tag]) + length + inside


def endless(tag: int, *content: bytes) -> bytes:
    return bytes([tag, 0x80]) + b"".join(content) + END


def packed(octets: bytes, box=element, kind: bytes = SIGNED) -> bytes:
    content = box(0x30, DATA, box(0xA0, octets))
    return box(0x30, kind, box(0xA0, box(0x30, element(2, b"\1"), element(0x31), content, element(0x31))))


def mail(body: bytes, *, coding: str = "base64") -> bytes:
    head = (
        f"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
        f"Content-Transfer-Encoding: {coding}\n\n"
    )
    body = base64.encodebytes(body) if coding == "base64" else body
    return b"From: erika@buerger.example\nSubject: Katze\n" + head.encode() + body


@pytest.mark.parametrize("coding", ["base64", "binary"])
@pytest.mark.parametrize(
    "signed",
    [
        packed(element(4, INNER)),
        packed(endless(0x24, element(4, INNER[:9]), element(4, INNER[9:])), endless),  # as programs write while reading
        packed(element(0x24, element(4, INNER[:9]), element(4, INNER[9:]))),
    ],
)
def test_words_inside_a_signature_are_read_and_the_signed_file_stays(signed, coding):
    found = parse(mail(signed, coding=coding))

    assert found.text == "Sie ist da. Grüße"
    assert [(one.name, one.content) for one in found.attachments] == [("smime.p7m", signed)]


@pytest.mark.parametrize(
    "strange",
    [packed(element(4, INNER), kind=ENVELOPED), packed(element(4, INNER))[:20], b"", b"0", b"\x30\x80" * 50, b"MIIB"],
)
def test_what_no_signature_encloses_stays_a_file(strange):
    found = parse(mail(strange))

    assert found.error is None
    assert found.text == ""


def test_signatures_in_signatures_come_to_an_end():
    whole = INNER
    for _ in range(60):
        head = b"Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        whole = head + packed(element(4, whole))

    found = parse(b"From: erika@buerger.example\n" + whole)

    assert found.error is None
    assert len(found.attachments) < 60
