"""Mails that break the rules in ways the corpora do not show: read as the person who wrote them meant it."""

import base64
import binascii

import pytest

from lotse.channels.mail.mbox import messages
from lotse.channels.mail.message import parse
from lotse.channels.mail.reply import reply_text

HEADS = "From: Erika <erika@buerger.example>\nSubject: Katze\n"
CONTENT = bytes(range(256)) * 3 + b"Ende"


def mail(body: bytes | str, *heads: str) -> bytes:
    text = body if isinstance(body, bytes) else body.encode()
    return (HEADS + "".join(f"{line}\n" for line in heads) + "\n").encode() + text


def uuencoded(name: str, content: bytes, *, last: str = "`") -> str:
    lines = [binascii.b2a_uu(content[at : at + 45]).decode() for at in range(0, len(content), 45)]
    return f"begin 644 {name}\n{''.join(lines)}{last}\nend\n"


@pytest.mark.parametrize("last", ["`", " ", ""])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_files_written_into_the_text_come_out_as_files(last, line_end):
    body = f"Guten Tag\n\n{uuencoded('Foto der Katze.gif', CONTENT, last=last)}\nErika\n\n{uuencoded('b.txt', b'zwei')}"

    found = parse(mail(body).replace(b"\n", line_end.encode()))

    assert [(file.name, file.type, file.content) for file in found.attachments] == [
        ("Foto der Katze.gif", "image/gif", CONTENT),
        ("b.txt", "text/plain", b"zwei"),
    ]
    assert found.text.split() == ["Guten", "Tag", "Erika"]


def test_blanks_lost_at_the_end_of_a_line_do_not_cost_the_file():
    stripped = "\n".join(line.rstrip() for line in uuencoded("a.bin", b"\0" * 60).replace("`", " ").split("\n"))

    assert parse(mail(stripped)).attachments[0].content == b"\0" * 60


@pytest.mark.parametrize(
    "text",
    [
        "begin 644 wir haben am Montag angefangen.\nDann war Schluss.\nend",
        "begin 644 a.txt\n" + "M" * 61 + "\nund hier bricht es ab",
        "Wir begin 644 Seiten zu lesen.\nend",
        "begin 644 leer.txt\nend\n",
    ],
)
def test_what_only_looks_like_a_file_stays_text(text):
    found = parse(mail(text))

    assert found.text.split() == text.split()
    assert found.attachments == ()


def test_a_part_without_a_name_has_the_one_behind_begin():
    part = (
        f"Content-Type: application/octet-stream\nContent-Transfer-Encoding: x-uuencode\n\n{uuencoded('a.doc', b'x')}"
    )

    found = parse(mail(f"--grenze\n{part}\n--grenze--", "Content-Type: multipart/mixed; boundary=grenze"))

    assert [(file.name, file.content) for file in found.attachments] == [("a.doc", b"x")]


@pytest.mark.parametrize(
    ("coding", "body", "read"),
    [
        ("base64", "Grüße aus Köln, wie geht es der Katze?", "Grüße aus Köln, wie geht es der Katze?"),
        ("base64", "Wie geht es denn der Katze", "Wie geht es denn der Katze"),
        ("base64", base64.b64encode(b"Hallo") + b"\n" + base64.b64encode(b" Erika"), "Hallo Erika"),
        ("base64", base64.b64encode("Grüße".encode())[:-1], "Grüße"),
        ("quoted-printable", "Gr=C3=BC=C3=9Fe=  \n an Sie=\t", "Grüße an Sie"),
    ],
)
def test_a_transfer_coding_that_is_broken_or_only_claimed_does_not_hide_the_text(coding, body, read):
    found = parse(mail(body, "Content-Type: text/plain; charset=utf-8", f"Content-Transfer-Encoding: {coding}"))

    assert found.text.strip() == read


def test_of_two_names_the_one_that_knows_its_alphabet_counts():
    names = "attachment; filename=\"Uebersicht.pdf\"; filename*=UTF-8''%C3%9Cbersicht.pdf"
    part = f"Content-Type: application/pdf\nContent-Disposition: {names}\n\nx"

    found = parse(mail(f"--grenze\n{part}\n--grenze--", "Content-Type: multipart/mixed; boundary=grenze"))

    assert found.attachments[0].name == "Übersicht.pdf"


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("=?utf-8?Q?Eva_=3Ceva=40buerger.example=3E?=", [("Eva", "eva@buerger.example")]),
        ("<a@buerger.example> <b@buerger.example>", [(None, "a@buerger.example"), (None, "b@buerger.example")]),
        ('Eva <"eva maria"@buerger.example>', [("Eva", '"eva maria"@buerger.example')]),
        ("Eva <eva@buerger.example.>", [("Eva", "eva@buerger.example")]),
    ],
)
def test_addresses_are_found_where_programs_hid_them(written, people):
    found = parse(mail("Text", f"To: {written}"))

    assert [(one.name, one.email) for one in found.to] == people


@pytest.mark.parametrize("zone", ["+01:00", "GMT+0100", "UTC+01:00", "+0100"])
def test_a_zone_keeps_its_hours_however_it_is_written(zone):
    assert parse(mail("Text", f"Date: Mon, 3 Mar 2025 09:15:00 {zone}")).date == "2025-03-03T09:15:00+01:00"


@pytest.mark.parametrize(
    "header",
    [
        "X-Auto-Reply: yes",
        "X-Autoreply-From: a@b.example",
        "Preference: auto_reply",
        "X-POST-MessageClass: 9; Autoresponder",
        "Delivered-To: Autoresponder",
        "X-FC-MachineGenerated: true",
        "X-Cron-Env: <SHELL=/bin/sh>",
    ],
)
def test_machines_are_known_by_what_their_programs_write(header):
    assert parse(mail("Ich bin nicht da.", header)).auto == "auto_reply"


@pytest.mark.parametrize(
    "announced",
    ["W dniu 03.03.2025 o 09:15, Bürgerservice pisze:", "Bürgerservice schrieb am 03.03.2025 um 09:15 Uhr:"],
)
def test_an_announcement_in_another_order_is_not_new(announced):
    assert reply_text(f"Danke.\n\n{announced}\n\n> Frage\n") == "Danke."


def test_a_person_who_tells_what_was_written_keeps_their_words():
    told = "Guten Tag,\ndie Stadt schrieb am 03.03.2025:\nSie müssen zahlen.\nWarum?"

    assert reply_text(told) == told


@pytest.mark.parametrize(
    "envelope",
    [
        "From erika@buerger.example 2025-03-03T09:15:00Z",
        "From erika@buerger.example Mo Mrz  3 09:15:00 2025",
        "From erika@buerger.example 3 Mar 2025 09:15:00",
        "From erika@buerger.example",
        "From - Mon Mar 03 09:15:00 2025",
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\n\n"])
def test_a_mailbox_is_taken_apart_whoever_wrote_it(envelope, line_end, before):
    mailbox = before + f"{envelope}\n{HEADS}\nGuten Tag\n\n" * 3

    found = messages(mailbox.replace("\n", line_end).encode())

    assert [parse(one).text.strip() for one in found] == ["Guten Tag"] * 3


def test_a_sentence_that_begins_like_an_envelope_does_not_part_a_mail():
    mailbox = f"From a@b.example Mon Mar  3 09:15:00 2025\n{HEADS}\nText\n\nFrom Hamburg on Monday\nGruss: Eva\n"

    assert len(messages(mailbox.encode())) == 1


@pytest.mark.parametrize("told", ["multipart/mixed", "multipart/mixed; boundary=verloren"])
@pytest.mark.parametrize("boundary", ["a", "=", "-x", "grenze", "------------0601", "zwei Wörter"])
@pytest.mark.parametrize("first", ["Content-Type: text/plain\n", "MIME-Version: 1.0\nContent-Type: text/plain\n", ""])
def test_a_boundary_that_nobody_told_is_found_where_it_stands(told, boundary, first):
    file = "Content-Type: application/pdf; name=a.pdf\n\n%PDF"
    body = f"--{boundary}\n{first}\nAnbei der Antrag.\n--{boundary}\n{file}\n--{boundary}--\n"

    found = parse(mail(body, f"Content-Type: {told}"))

    assert found.text.strip() == "Anbei der Antrag."
    assert [(one.name, one.content) for one in found.attachments] == [("a.pdf", b"%PDF")]


@pytest.mark.parametrize(
    "text",
    [
        "Die Wahl:\n--a\nBaum\n--b\nStrauch",
        "Guten Tag\n--Erika\nTel: 0123",
        "Guten Tag\n-- \nErika\n--\nContent-Type: was das wohl ist",
        "--------\nContent-Type: ist ein Wort\n--------",
        "--a--\nzuerst das Ende\n--a",
    ],
)
def test_dashes_in_a_text_are_no_boundary_that_somebody_forgot(text):
    found = parse(mail(text, "Content-Type: multipart/mixed"))

    assert found.text.split() == text.split()
    assert found.attachments == ()


@pytest.mark.parametrize(
    "raw",
    [
        "From : Erika <erika@buerger.example>\nSubject : Katze\n\nSie ist da.",
        "From: Erika <erika@buerger.example>\nSubject: Katze\n \t\nSie ist da.",
        "From: Erika <erika@buerger.example>\nSubject: Katze\nSie ist da.",
        "From: Erika <erika@buerger.example>\nSubject:\n \n Katze\n\nSie ist da.",  # a blank line inside the subject
    ],
)
def test_headers_end_where_their_writer_meant(raw):
    found = parse(raw.encode())

    assert (found.sender.email, found.subject, found.text) == ("erika@buerger.example", "Katze", "Sie ist da.")


@pytest.mark.parametrize(
    "heads",
    [
        "From: Erika <erika@buerger.example>\nTo: Stadt\nSubject: Loch",
        "To: Stadt\nSubject: Loch\n\tFrom: nobody\nFrom: Erika\n <erika@buerger.example>",
        "To: Stadt\nX-Trace: a\nb broken by a gateway\nSubject: Loch\nFrom: Erika <erika@buerger.example>",
    ],
)
def test_headers_quoted_below_the_words_are_no_headers_though_the_blank_line_is_missing(heads):
    quoted = "" if "broken" in heads else "\nFrom: Stadt\nSent: Montag\nSubject: Re\nAlter Text"

    found = parse(f"{heads}\nGuten Tag,\nin der Gasse ist ein Loch.{quoted}".encode())

    assert found.sender.email == "erika@buerger.example"
    assert found.subject.startswith("Loch")
    assert found.text.startswith("Guten Tag,\nin der Gasse ist ein Loch.")


def test_headers_without_any_text_stay_headers():
    assert parse(b"From: Erika <erika@buerger.example>\nSubject: Loch").subject == "Loch"


@pytest.mark.parametrize("part", ["Content-Type: text/plain\nSie ist da.", "Sie ist da.", "\nSie ist da."])
def test_a_part_that_forgot_its_empty_line_keeps_its_text(part):
    found = parse(mail(f"--b\n{part}\n--b--", "Content-Type: multipart/mixed; boundary=b"))

    assert found.text == "Sie ist da."


def test_parts_packed_into_base64_as_a_whole_are_taken_apart():
    packed = base64.b64encode(b"--b\n\nSie ist da.\n--b--\n")

    found = parse(mail(packed, "Content-Type: multipart/mixed; boundary=b", "Content-Transfer-Encoding: base64"))

    assert found.text == "Sie ist da."


@pytest.mark.parametrize("alphabet", ["iso-2022-kr", "iso-2022-jp-2"])
def test_alphabets_of_seven_bits_are_read(alphabet):
    text = "안녕" if alphabet.endswith("kr") else "日本語 안녕"

    assert parse(mail(text.encode(alphabet), f"Content-Type: text/plain; charset={alphabet}")).text == text


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("> Das ist ein \n> Absatz.\nNein", "> Das ist ein Absatz.\nNein"),
        (">> Das ist \n> anders \n>Text\nNein", ">> Das ist \n> anders Text\nNein"),
        ("Hallo \n-- \nErika", "Hallo \n-- \nErika"),
        ("Hallo \n\nErika", "Hallo \n\nErika"),
        (" From Hamburg \n mit Gruß", "From Hamburg mit Gruß"),
    ],
)
def test_flowed_lines_are_joined_with_their_like(sent, read):
    assert parse(mail(sent, "Content-Type: text/plain; charset=utf-8; format=flowed")).text == read


@pytest.mark.parametrize(
    ("told", "name"),
    [('filename="a;b.pdf"; x=y', "a;b.pdf"), ('filename="a.pdf; x="y"', "a.pdf; x="), ('x="; filename=a.pdf', "a.pdf")],
)
def test_a_quote_that_nothing_closes_does_not_cost_the_name(told, name):
    part = f"Content-Type: application/pdf\nContent-Disposition: attachment; {told}\n\nx"

    found = parse(mail(f"--b\n{part}\n--b--", "Content-Type: multipart/mixed; boundary=b"))

    assert [file.name for file in found.attachments] == [name]


@pytest.mark.parametrize(
    ("alphabet", "codec", "text"),
    [
        ("x-mac-ce", "mac_latin2", "Łódź"),
        ("x-mac-turkish", "mac_turkish", "Iğdır"),
        ("x-cp1250", "cp1250", "Łódź"),
        ("windows-1250http-equivContent-Type", "cp1250", "Łódź"),
        ("iso88592", "iso8859_2", "Łódź"),
        ("x-iso-8859-2", "iso8859_2", "Łódź"),
        ("koi8r", "koi8_r", "Привет"),
        ("dos-866", "cp866", "Привет"),
        ("x-big5", "big5", "你好"),
        ("utf-16le", "utf-16-le", "Привет мир"),
        ("utf-16be", "utf-16-be", "Привет мир"),
        ("utf-16", "utf-16-be", "Привет мир"),
    ],
)
def test_alphabets_are_known_however_their_names_are_spelled(alphabet, codec, text):
    packed = base64.b64encode(text.encode(codec))

    found = parse(mail(packed, f"Content-Type: text/plain; charset={alphabet}", "Content-Transfer-Encoding: base64"))

    assert found.text == text


@pytest.mark.parametrize(
    "written",
    ["=?utf-8?B?U3RyYcOfZ?=\n =?utf-8?B?SBpbQ==?=", "=?utf-8?Q?Stra=C?=\n =?utf-8?Q?3=9Fe_im?="],
)
def test_words_cut_inside_their_coding_are_joined(written):
    assert parse(f"From: erika@buerger.example\nSubject: {written}\n\nx".encode()).subject == "Straße im"


@pytest.mark.parametrize(
    "heads",
    [
        ["Content-Type: text/plain; name=message.txt"],
        ["Content-Type: text/html; name=mail.html"],
        ["Content-Type: text/plain", "Content-Disposition: attachment"],
        ["Content-Type: text/plain", "Content-Disposition: inline; filename=message.txt"],
    ],
)
def test_a_text_that_is_named_like_a_file_is_read(heads):
    found = parse(mail("Sie ist da.", *heads))

    assert (found.text, found.attachments) == ("Sie ist da.", ())


def test_two_readings_that_are_named_like_files_are_one_text():
    kinds = ("plain; name=a.txt", "html; name=a.html")
    parts = "".join(f"--b\nContent-Type: text/{kind}\n\nSie ist da.\n" for kind in kinds)

    found = parse(mail(f"{parts}--b--", "Content-Type: multipart/alternative; boundary=b"))

    assert (found.text, found.attachments) == ("Sie ist da.", ())


@pytest.mark.parametrize(
    ("first", "files"),
    [
        ("Content-Disposition: attachment; filename=liste.txt", 1),
        ("X: Y\n\nAnbei.\n--b\nContent-Type: text/plain; name=b.txt", 1),
    ],
)
def test_a_list_beside_the_text_stays_a_file(first, files):
    found = parse(mail(f"--b\n{first}\n\nListe\n--b--", "Content-Type: multipart/mixed; boundary=b"))

    assert len(found.attachments) == files


@pytest.mark.parametrize("head", ["<title>Katze</head>", "<style>p{color:red}</head>", "<xml><o:x></o:x>"])
def test_a_hidden_element_that_nothing_closes_does_not_hide_the_mail(head):
    found = parse(mail(f"<html><head>{head}<body><p>Sie ist da.</p></body></html>", "Content-Type: text/html"))

    assert found.text == "Sie ist da."


STYLES = (
    '<w:LsdException Locked="false" Name="heading 1"/>\n' * 376 + "<m:mathPr><m:dispDef/></m:mathPr>\n" + "<o:p/>" * 50
)
WORD = f"<w:WordDocument><w:View>Normal</w:View><w:Lang>DE</w:Lang></w:WordDocument>\n{STYLES}"


@pytest.mark.parametrize(
    "pasted", [f"<!--[if gte mso 9]><xml>\n{WORD}</xml><![endif]-->", f"<xml>{WORD}</xml>", STYLES]
)
def test_what_word_leaves_around_a_pasted_text_costs_no_quote(pasted):
    page = f"{pasted}<div>Die Katze ist da.</div><blockquote type=cite><div>Wo ist die Katze?</div></blockquote>"

    found = parse(mail(page, "Content-Type: text/html"))

    assert found.text.split("\n") == ["Die Katze ist da.", "Wo ist die Katze?"]
    assert found.reply_text == "Die Katze ist da."
