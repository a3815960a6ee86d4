"""What real people and real programs sent."""

import json
import re
from collections import Counter

import pytest

from lotse.channels.mail.html import marked_text
from lotse.channels.mail.mbox import messages
from lotse.channels.mail.message import parse
from lotse.channels.mail.reply import reply_text
from lotse.channels.mail.tests.corpus import MAIL, files, needs_corpus

PROPER = {
    "file",
    "message_id",
    "date",
    "subject",
    "from",
    "to",
    "cc",
    "text",
    "reply_text",
    "html",
    "attachments",
    "auto",
}
# one obfuscated advertisement counts letters across markup: no reader sees what its expectation lists
BEYOND_READING = {"mail020"}


@needs_corpus
def test_every_mail_of_the_corpus_is_read_or_named_as_no_mail():
    for path in files():
        for raw in messages(path.read_bytes()):
            found = json.loads(json.dumps(parse(raw).as_json(path.name)))

            assert found.keys() - {"error"} == PROPER, path
            assert "lässt sich nicht lesen" not in found.get("error", ""), path


@needs_corpus
def test_a_mailbox_gives_one_object_for_each_of_its_messages():
    wanted = len(json.loads((MAIL / "mimekit-mbox/content-length.unix-offsets.json").read_text()))

    assert len(messages((MAIL / "mimekit-mbox/content-length.mbox.txt").read_bytes())) == wanted
    assert len(messages((MAIL / "mimekit-mbox/unmunged.mbox.txt").read_bytes())) == 2


def expectations():
    return [path for path in sorted((MAIL / "zammad").glob("*.json")) if path.name.split(".")[0] not in BEYOND_READING]


@needs_corpus
@pytest.mark.parametrize("path", expectations(), ids=lambda path: path.name.split(".")[0])
def test_zammads_mails_say_what_zammad_expects(path):
    wanted = json.loads(path.read_text())
    mail = parse(path.with_name(wanted["file"]).read_bytes())
    asserted = wanted.keys() - set(wanted.get("quirk_fields", []))

    for key, value in {"subject": mail.subject, "from_email": mail.sender.email}.items():
        assert key not in asserted or folded(value) == folded(wanted[key])
    if "from_display_name" in asserted and "@" in wanted["from_email"]:
        assert folded(mail.sender.name) == folded(wanted["from_display_name"])
    for key in {"to", "cc"} & asserted:
        assert [one.email for one in getattr(mail, key)] == re.findall(r"[^\s<>,\"]+@[^\s<>,\"]+", wanted[key])
    if wanted.get("body_check") in ("text", "visible_text"):
        assert alike(folded(mail.text), wanted["body_text"]) >= 0.95
    if wanted.get("body_check") == "empty":
        assert not folded(mail.text)
    for attachment in wanted.get("attachments", []):
        if attachment["kind"] == "attachment":
            assert holds(mail, attachment), attachment["filename"]


def folded(text):
    return " ".join(re.sub("[\u200b\ufeff\u00ad]", "", (text or "").replace("\xa0", " ")).split())


def alike(ours, theirs):
    """The smaller of recall and precision by words."""
    mine, wanted = (Counter(re.findall(r"\w+", text)) for text in (ours, theirs))
    common = (mine & wanted).total()
    return min(common / max(1, wanted.total()), common / max(1, mine.total())) if wanted or mine else 1


def holds(mail, wanted):
    found = next((one for one in mail.attachments if one.name == wanted["filename"]), None)
    if found is None:
        return False
    if wanted["yaml_type"] == "text":
        return abs(found.size - wanted["size"]) <= wanted["size"] * 0.02
    return found.sha256 == wanted["sha256"]


@needs_corpus
def test_the_answers_of_nine_mail_programs_are_found():
    right = []
    for path in sorted((MAIL / "talon-replies/standard_replies").glob("*.eml")):
        beside = path.with_name(path.stem + "_reply_text")
        wanted = beside.read_text() if beside.exists() else "Hello"
        right.append("".join(parse(path.read_bytes()).reply_text.split()) == "".join(wanted.split()))
    for path in sorted((MAIL / "talon-replies/html_replies").glob("*.html")):
        right.append("".join(reply_text(marked_text(path.read_text())).split()) == "Hi.Iamfine.Thanks,Alex")

    assert sum(right) >= 0.9 * len(right)


@needs_corpus
def test_the_wrong_alphabet_does_not_hide_what_was_written():
    mail = parse((MAIL / "generated-behaviour/charset-mismatch.eml").read_bytes())

    assert mail.text.strip() == "Größe Straße"


@needs_corpus
@pytest.mark.parametrize("name", ["svg-in-html", "utf7"])
def test_active_content_is_no_text(name):
    mail = parse((MAIL / f"generated-behaviour/{name}.eml").read_bytes())

    assert "<script" not in mail.text
    assert "onerror" not in mail.text
