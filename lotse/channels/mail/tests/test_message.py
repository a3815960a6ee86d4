"""Mails of Musterhafen's citizens, broken in the ways mails break."""

import time
from email.message import EmailMessage

import pytest

from lotse.channels.mail.message import parse

PLAIN = b"From: Erika <erika@buerger.example>\nTo: buergerservice@musterhafen.example\n"


def with_headers(*lines: str, body: str = "Guten Tag") -> bytes:
    return PLAIN + "\n".join(lines).encode() + b"\n\n" + body.encode()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?Q?Stra=C3=9Fe?=", "Straße"),
        ("=?utf-8?B?U3RyYcM=?= =?utf-8?B?n2U=?=", "Straße"),  # cut inside a letter
        ("=?iso-8859-1?Q?Stra=DFe_5?= und mehr", "Straße 5 und mehr"),
        ("=?unheard-of?Q?Stra=C3=9Fe?=", "Straße"),
        ("Straße ohne Kodierung", "Straße ohne Kodierung"),
        ("=?utf-8?Q?Stra=C3=9Fe", "Straße"),  # never closed
        ("=?utf-8?B?S2F0emUNCkJjYzogYWxsZUB4LmV4YW1wbGU=?=", "Katze Bcc: alle@x.example"),  # hidden line break
    ],
)
def test_subjects_are_read_as_they_were_meant(written, read):
    assert parse(with_headers(f"Subject: {written}")).subject == read


@pytest.mark.parametrize(
    ("written", "name", "email"),
    [
        ("Müller, Eva <eva@buerger.example>", "Müller, Eva", "eva@buerger.example"),
        ('"Müller, Eva" <eva@buerger.example>', "Müller, Eva", "eva@buerger.example"),
        ("=?utf-8?Q?M=C3=BCller=2C_Eva?= <eva@buerger.example>", "Müller, Eva", "eva@buerger.example"),
        ("eva@buerger.example (Eva Müller)", "Eva Müller", "eva@buerger.example"),
        ("eva@buerger.example (Eva (Amt) Müller)", "Eva (Amt) Müller", "eva@buerger.example"),
        (r"eva@buerger.example (Eva \(Amt\) Müller)", "Eva (Amt) Müller", "eva@buerger.example"),
        ('"Eva (Amt)" <eva@buerger.example>', "Eva (Amt)", "eva@buerger.example"),
        ("eva@buerger.example (Eva", "Eva", "eva@buerger.example"),
        ("Eva eva@buerger.example", "Eva", "eva@buerger.example"),
        ("<mailto:eva@buerger.example>", None, "eva@buerger.example"),
        ("Eva [mailto:eva@buerger.example]", "Eva", "eva@buerger.example"),
        ("Amt: eva@buerger.example, b@c.example;", None, "eva@buerger.example"),
        ("<>", None, None),
    ],
)
def test_senders_are_found_however_they_are_written(written, name, email):
    sender = parse(f"From: {written}\nSubject: x\n\nText".encode()).sender

    assert (sender.name, sender.email) == (name, email)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("Mon, 03 Mar 2025 09:15:00 +0100", "2025-03-03T09:15:00+01:00"),
        ("Sun, 30 Mar 2025 02:30:00 +0100", "2025-03-30T02:30:00+01:00"),  # an hour that Berlin skips
        ("Mo, 3 Okt 2022 10:00:00 MESZ", "2022-10-03T10:00:00+02:00"),
        ("Di, 4. März 2025 10:00:00 +0100", "2025-03-04T10:00:00+01:00"),
        ("2025-03-03 09:15:00 +0100", "2025-03-03T09:15:00+01:00"),
        ('"Mon, 03 Mar 2025 09:15:00 +0100"', "2025-03-03T09:15:00+01:00"),
        ("gestern abend", None),
        ("Tue, 30 Jun 3609 22:33:50 +0600", None),
    ],
)
def test_dates_are_moments_or_nothing(written, at):
    assert parse(with_headers(f"Date: {written}")).date == at


def test_what_stands_before_the_headers_does_not_hide_the_mail():
    preface = b"From erika@buerger.example Mon Mar  3 09:15:00 2025\nOriginal email message\n\n"

    mail = parse(preface + with_headers("Subject: Katze"))

    assert (mail.subject, mail.sender.email, mail.text) == ("Katze", "erika@buerger.example", "Guten Tag")


def test_a_line_that_is_no_header_does_not_end_the_headers():
    mail = parse(PLAIN + b"X Status unknown\nSubject: Katze\n\nGuten Tag")

    assert (mail.subject, mail.text) == ("Katze", "Guten Tag")


def test_files_keep_their_names_and_bytes():
    told = EmailMessage()
    told["From"], told["Subject"] = "erika@buerger.example", "Antrag"
    told.set_content("Anbei.")
    told.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="Führerschein – Kopie.pdf")
    told.add_attachment(b"%PDF-2", maintype="application", subtype="pdf", filename="Führerschein – Kopie.pdf")

    first, second = parse(told.as_bytes()).attachments

    assert (first.name, first.content) == ("Führerschein – Kopie.pdf", b"%PDF-1")
    assert (second.name, second.content) == ("Führerschein – Kopie1.pdf", b"%PDF-2")


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\Windows\\system.ini", "a\u202egnp.exe", "..", "x" * 900])
def test_a_file_name_leads_nowhere(name):
    told = EmailMessage()
    told["From"] = "erika@buerger.example"
    told.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=name)

    found = parse(told.as_bytes()).attachments[0].name

    assert not {"/", "\\", "\u202e"} & set(found)
    assert found not in ("", "..")
    assert len(found) <= 200


def test_an_enclosed_mail_stays_byte_for_byte():
    inner = b"Subject:   Wie es kam\nX-Order:  b\n\nText\n"
    before = b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"

    attachment = parse(PLAIN + before + inner + b"\n--b--\n").attachments[0]

    assert (attachment.name, attachment.content) == ("Wie es kam.eml", inner)


def boxes(depth: int) -> bytes:
    inner = b"ganz innen"
    for number in range(depth):
        head = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)
        inner = head + inner + b"\n--b%d--" % number
    return PLAIN + inner


def cost(raw: bytes) -> float:
    begun = time.process_time()
    parse(raw)
    return time.process_time() - begun


@pytest.mark.parametrize(
    ("choking", "size"),
    [
        (boxes, 600),
        (lambda n: PLAIN + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * n, 5_000),
        (lambda n: PLAIN + b"X-Big: " + b"a" * n + b"\n\nText", 1_000_000),
        (lambda n: b"From: " + b'"(<' * n + b"\n\nText", 200_000),
        (lambda n: PLAIN + b"Content-Type: text/html\n\n" + b"<div>" * n, 100_000),
        (lambda n: PLAIN + b"Content-Type: text/html\n\n" + b"<![if " * n, 100_000),
        (lambda n: PLAIN + b"\n" + b"On 3.3. a@b wrote\n" * n, 50_000),
        (lambda n: b"Subject: " + b"=?utf-8?Q?" * n + b"\n\nText", 100_000),
        (lambda n: b"X-a: 1\n\n" * (n // 8), 64_000),
        (lambda n: b"From x\n" * (n // 7) + PLAIN, 4_000_000),
        (lambda n: PLAIN + b"Content-Type: text/plain; a=" + b'"\\' * (n // 2) + b"\n\nText", 32_000),
        (lambda n: PLAIN + b"Content-Type: text/plain; format=flowed\n\n" + b"abc \n" * (n // 5), 1_000_000),
        (lambda n: PLAIN + b"Content-Type: text/html\n\n" + b"&amp" * (n // 4), 2_000_000),
        (lambda n: PLAIN + b"Content-Type: text/html\n\n" + b"<h1><label><q>" * (n // 14), 250_000),
        (lambda n: PLAIN + b"Content-Type: text/html\n\n" + b"<o:p/>" * (n // 6), 1_000_000),
        (lambda n: PLAIN + b"Content-Type: text/html\n\n" + b"<div>" * 401 + b"<!--" * (n // 4), 2_000_000),
        (lambda n: PLAIN + b'Content-Type: text/html\n\n<a title="<!--">' + b"<div>" * (n // 5) + b"-->", 500_000),
        (lambda n: b"\0" * n, 4_000_000),
        (lambda n: b"\xff" * n, 4_000_000),
        (lambda n: b"\r" * n, 4_000_000),
    ],
    ids=lambda value: f"{value(1)[-12:]!r}" if callable(value) else None,
)
def test_a_mail_meant_to_choke_us_costs_no_more_than_its_size(choking, size):
    """Four times the mail costs about four times the processor; what reads it over and over costs sixteen."""
    quarter, whole = choking(size // 4), choking(size)

    pairs = [(cost(quarter), cost(whole)) for _ in range(3)]  # in turns: the machine has other work too

    assert min(dear for _, dear in pairs) < 8 * min(cheap for cheap, _ in pairs)


@pytest.mark.parametrize("raw", [b"", b"From: \n\n", b":\n:\n\n"])
def test_next_to_nothing_is_read_too(raw):
    assert parse(raw).subject is None
