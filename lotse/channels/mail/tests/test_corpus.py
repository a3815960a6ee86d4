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
# the list puts a blank at every tag; where single letters of a word are styled, a browser shows none (an inline box
# breaks no word), and with one nobody would find „Straßen<b>bau</b>“ by searching
ONE_BY_ONE = {"mail020"}


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


ZAMMAD = sorted((MAIL / "zammad").glob("*.json"))


def differences(path):
    """What we read otherwise than this expectation lists, by the name of its field."""
    wanted = json.loads(path.read_text())
    mail = parse(path.with_name(wanted["file"]).read_bytes())
    asserted = wanted.keys() - set(wanted.get("quirk_fields", []))
    pairs = {"subject": mail.subject, "from_email": mail.sender.email}
    if "@" in wanted.get("from_email", ""):
        pairs["from_display_name"] = mail.sender.name
    wrong = [key for key, value in pairs.items() if key in asserted and folded(value) != folded(wanted[key])]
    for key in {"to", "cc"} & asserted:
        addresses = re.findall(r"[^\s<>,\"]+@[^\s<>,\"]+", wanted[key])
        wrong += [key] if [one.email for one in getattr(mail, key)] != addresses else []
    if wanted.get("body_check") in ("text", "visible_text") and alike(folded(mail.text), wanted["body_text"]) < 0.95:
        wrong.append("body")
    if wanted.get("body_check") == "empty" and folded(mail.text):
        wrong.append("body")
    files = [one for one in wanted.get("attachments", []) if one["kind"] == "attachment"]
    return wrong + [one["filename"] for one in files if not holds(mail, one)]


@needs_corpus
@pytest.mark.parametrize("path", ZAMMAD, ids=lambda path: path.name.split(".")[0])
def test_zammads_mails_say_what_zammad_expects(path):
    assert differences(path) == (["body"] if path.name.split(".")[0] in ONE_BY_ONE else [])


@needs_corpus
@pytest.mark.parametrize("name", sorted(ONE_BY_ONE))
def test_words_whose_letters_are_styled_one_by_one_are_there_letter_by_letter(name):
    wanted = json.loads((MAIL / f"zammad/{name}.expect.json").read_text())["body_text"]
    angles = str.maketrans("\u2329\u232a", "⟨⟩")  # what &lang; and &rang; mean changed with HTML 5

    found = parse((MAIL / f"zammad/{name}.box").read_bytes()).text

    assert "".join(folded(found).split()) == "".join(wanted.translate(angles).split())


@needs_corpus
def test_all_but_one_of_zammads_full_expectations_are_entirely_right():
    full = [path for path in ZAMMAD if json.loads(path.read_text())["level"] == "parse"]
    right = [path for path in full if not differences(path)]

    assert len(full) == 32
    assert len(right) >= 31


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
