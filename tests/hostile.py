"""Files and names that want to do harm: some of our own, made here, and the collection with its manifest."""

import base64
import gzip
import io
import re
import struct
import zipfile
from dataclasses import dataclass, field
from urllib.parse import quote

from tests.shared import collection, told_by

GENERATED = "uploads/generated"
EDGE = "Hafenkante"
SCRIPT = b"<script>alert(document.domain)</script>"


@dataclass(frozen=True)
class Hostile:
    """One file as it is sent, and what must hold of it."""

    name: str
    claims: str
    content: bytes = field(repr=False)
    expect: tuple[str, ...] = ()

    def __str__(self) -> str:
        return re.sub(r"[^\w.]", "_", self.name)


def collected() -> list[Hostile]:
    """The files of the collection as their manifest tells them; none where it is missing."""
    manifest = told_by(f"{GENERATED}/manifest.json") or []
    told = {item["file"].partition(".")[0]: item["expect"] for item in manifest}
    told |= {item["file"]: item["expect"] for item in manifest}
    return [
        Hostile(item["send_filename"], item["send_content_type"], _bytes(item), tuple(_meant(item["expect"], told)))
        for item in manifest
    ]


def _meant(expected: list[str], told: dict[str, list[str]]) -> list[str]:
    """What is expected, with „as xxe.xml“ replaced by what is expected of that file, if the manifest tells."""
    found = []
    for sentence in expected:
        other = sentence.removeprefix("as ").partition(";")[0]
        found += told.get(other, [sentence]) if sentence.startswith("as ") else [sentence]
    return found


def _bytes(item: dict) -> bytes:
    raw = (collection(GENERATED) / item["file"]).read_bytes()
    return base64.b64decode(raw) if item["stored_encoding"] == "b64" else raw


def own() -> list[Hostile]:
    """Files of our own: there also without the collection."""
    word = zipped({"[Content_Types].xml": b"", "word/document.xml": bytes(50_000_000)})
    return [
        Hostile("bombe.zip", "application/zip", zipped({"leer.bin": bytes(50_000_000)})),
        Hostile("bombe.docx", "application/octet-stream", word, ("stored",)),
        Hostile("viele.docx", "application/octet-stream", many_parts(20_000)),
        Hostile("ausbruch.zip", "application/zip", zipped({"../../../../tmp/ausbruch.txt": b"x"})),
        Hostile("bombe.gz", "application/gzip", gzip.compress(bytes(50_000_000))),
        Hostile("foto.jpg", "image/jpeg", b"\xff\xd8\xff\xe0" + SCRIPT),
        Hostile("flut.png", "image/png", flood()),
        Hostile("brief.pdf", "application/pdf", b"  \n<!DOCTYPE html>" + SCRIPT),
        Hostile("breit.txt", "text/plain", ("\ufeff<html>" + SCRIPT.decode()).encode("utf-16")),
        Hostile("bild.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>"),
        Hostile("programm.txt", "text/plain", b"MZ\x90\x00\x03\x00\x00\x00"),
        Hostile("fremd.xml", "application/xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
        Hostile("formel.csv", "text/csv", b"Anmeldename,Name\n=cmd|' /C calc'!A0,\"=HYPERLINK(1)\"\n"),
    ]


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def many_parts(count: int) -> bytes:
    """An archive whose list of contents alone is a burden."""
    return zipped({"[Content_Types].xml": b"", "word/document.xml": b""} | {f"{n}": b"" for n in range(count)})


def flood() -> bytes:
    """A picture that says of itself to be 64,000 dots wide and high, in a few bytes."""
    size = struct.pack("!II", 64_000, 64_000) + b"\x08\x02\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + struct.pack("!I", 13) + b"IHDR" + size + b"\0" * 4


OWN_NAMES = [
    "../../etc/passwd",
    "..\\..\\windows\\system32\\drivers\\etc\\hosts",
    "<img src=x onerror=alert(1)>.txt",
    '"; filename="anders.exe',
    "a" * 5000 + ".txt",
    "ä" * 300 + ".txt",
    "bild.txt\x00.exe",
    "rechnung\u202etxt.exe",
    "\ud800halb.txt",
    "🐈" * 90 + ".txt",
    ".",
    "..",
    " ",
    "%2e%2e%2f%00.txt",
    "{{ 7|add:7 }}.txt",
    "Gru\u0308ße.txt",
    "\u2028Zeile.txt",
]


def names() -> list[str]:
    """Every hostile name: our own and those of the collection."""
    told = told_by(f"{GENERATED}/filenames.json") or {"names": []}
    return list(dict.fromkeys([*OWN_NAMES, *told["names"]]))


def multipart(values: dict[str, str], key: str, file: Hostile, *, extended: bool = False) -> dict[str, object]:
    """A post with one file, its name written as browsers do or as RFC 2231 has it; what Django's client is given."""
    plain = file.name.encode("utf-8", "surrogatepass")
    if extended:
        name = b"filename*=UTF-8''" + quote(plain, safe="").encode()
    else:
        name = b'filename="%s"' % plain.replace(b'"', b"%22").replace(b"\r", b"%0D").replace(b"\n", b"%0A")
    parts = [b'form-data; name="%s"\r\n\r\n%s' % (k.encode(), v.encode()) for k, v in values.items()]
    head = b'form-data; name="%s"; %s\r\nContent-Type: %s' % (key.encode(), name, file.claims.encode())
    parts.append(head + b"\r\n\r\n" + file.content)
    edge = b"--" + EDGE.encode()
    body = b"".join(edge + b"\r\nContent-Disposition: " + part + b"\r\n" for part in parts) + edge + b"--\r\n"
    return {"data": body, "content_type": f"multipart/form-data; boundary={EDGE}"}
