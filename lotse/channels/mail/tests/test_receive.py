"""What becomes of a mail that comes in. The numbers name the peers' pitfalls (docs: mail).

Long because the order of the pitfalls is the order of the way a mail takes.
"""

import json
import re
from email.message import EmailMessage

import pytest
from django.core import mail as post_office

from lotse.cases.closing import close
from lotse.cases.models import Case
from lotse.channels.mail import keeping
from lotse.channels.mail import receive as receiving
from lotse.channels.mail.mbox import messages
from lotse.channels.mail.receive import catch_up, receive
from lotse.channels.mail.tests.corpus import files, needs_corpus
from lotse.mailroom.models import Inbound, Letter, Notice
from lotse.mailroom.tokens import sign

pytestmark = pytest.mark.django_db
OURS = "buergerservice@musterhafen.example"
ERIKA = "erika@buerger.example"


@pytest.fixture(autouse=True)
def house(settings, town):
    settings.MAIL_FROM = OURS


def mail(text="Im Garten sitzt eine Katze.", sender=f"Erika Mustermann <{ERIKA}>", **headers) -> bytes:
    told = {"From": sender, "To": OURS, "Subject": "Katze", "Message-ID": "<1@buerger.example>"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value is not None)
    return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}".encode()


def case_of(received) -> Case:
    return Case.objects.get(number=received.case)


@pytest.fixture
def asked(work_off):
    """Erika has written, and Frau Ahlers has answered."""
    case = case_of(receive(mail(Message_ID="<0@buerger.example>")))
    case.tell("Wie sieht sie aus?", by=case.guide)
    work_off()
    post_office.outbox.clear()
    return case


def last_letter(case):
    return Letter.objects.filter(about=case.pk, is_auto=False).latest("created_at")


def last_words(case):
    return case.entries.order_by("-seq").first().text


def test_a_mail_becomes_a_case_with_a_guide_and_its_words():
    found = receive(mail())

    case = case_of(found)
    assert found.outcome == "new_case"
    assert (case.service.slug, case.channel, case.subject) == ("frage", "mail", "Katze")
    assert (case.citizen.name, case.citizen.email) == ("Erika Mustermann", ERIKA)
    assert case.guide is not None
    assert "Im Garten sitzt eine Katze." in case.entries.get(kind="opened").text


def test_the_confirmation_names_number_and_guide_and_repeats_nothing_a_stranger_wrote(work_off):
    found = receive(mail("Gewinnen Sie!", sender=f'"http://gewinn.example" <{ERIKA}>', Subject="Jetzt gewinnen"))
    work_off()

    [sent] = post_office.outbox
    assert found.case in sent.subject
    assert case_of(found).guide.name in sent.body
    assert not re.search("ewinn", sent.subject + sent.body)
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert sent.extra_headers["In-Reply-To"] == "<1@buerger.example>"


def test_one_address_gets_three_confirmations_an_hour(work_off):
    for number in range(5):
        receive(mail(f"Text {number}", Message_ID=f"<{number}@buerger.example>"))
    work_off()

    assert Case.objects.count() == 5
    assert len(post_office.outbox) == 3


def test_the_original_is_kept_byte_for_byte():
    raw = mail("Gr\xfc\xdfe").replace("Grüße".encode(), b"Gr\xfc\xdfe\r\n\r\n.")

    found = receive(raw)

    assert bytes(Inbound.objects.get(pk=found.stored).raw) == raw


def with_file(name="foto.jpg") -> bytes:
    told = EmailMessage()
    told["From"], told["To"], told["Subject"], told["Message-ID"] = ERIKA, OURS, "Katze", "<f@buerger.example>"
    told.set_content("Anbei.")
    told.add_attachment(b"GIF89a", maintype="application", subtype="octet-stream", filename=name)
    return told.as_bytes()


def test_files_come_along():
    case = case_of(receive(with_file("liste.txt")))

    assert [one.file.name for one in case.attachments.select_related("file")] == ["liste.txt"]


def test_a_refused_file_does_not_hold_up_the_mail(monkeypatch):
    def refuse(*_, **__):
        raise ValueError("Diese Art von Datei nehmen wir nicht an.")

    monkeypatch.setattr(keeping, "keep", refuse)

    found = receive(with_file("virus.exe"))

    assert found.outcome == "new_case"
    assert "Nicht übernommen: virus.exe." in case_of(found).entries.get(kind="note").text


def test_the_same_mail_twice_is_one_case():
    first = receive(mail())
    again = receive(b"Received: from elsewhere\r\n" + mail())

    assert (again.outcome, again.stored, again.case) == ("duplicate", first.stored, first.case)
    assert Case.objects.count() == 1


def test_another_text_under_the_same_message_id_is_another_mail():
    receive(mail("Eins"))
    found = receive(mail("Zwei"))

    assert found.outcome == "new_case"
    assert Case.objects.count() == 2


def test_pitfall_10_the_same_words_a_year_later_are_a_new_mail():
    receive(mail(Date="Mon, 03 Mar 2025 09:15:00 +0100"))
    found = receive(mail(Date="Tue, 03 Mar 2026 09:15:00 +0100", Message_ID="<2@buerger.example>"))

    assert found.outcome == "new_case"


def test_an_answer_to_our_letter_lands_in_the_case(asked):
    letter = last_letter(asked)

    found = receive(
        mail(
            "Schwarz.\r\n\r\nAm 3.3.2025 schrieb B <b@x.de>:\r\n> Wie sieht sie aus?",
            In_Reply_To=letter.message_id,
            Subject="Re: Frage",
        )
    )

    assert (found.outcome, found.case) == ("reply", asked.number)
    assert last_words(asked) == "Schwarz."
    assert asked.questions.count() == 0


def test_an_answer_to_the_signed_address_lands_in_the_case_although_every_header_is_lost(asked):
    found = receive(mail("Schwarz.", To=last_letter(asked).answer_address.upper(), Subject="ohne alles"))

    assert (found.outcome, found.case) == ("reply", asked.number)


def test_an_answer_from_another_address_says_who_wrote_it(asked):
    found = receive(mail("Schwarz.", sender="tochter@buerger.example", In_Reply_To=last_letter(asked).message_id))

    assert found.outcome == "reply"
    assert last_words(asked) == "Von tochter@buerger.example:\n\nSchwarz."


def test_pitfall_1_a_stranger_who_quotes_the_number_is_not_let_in(asked):
    before = asked.entries.count()

    found = receive(mail("Was steht da?", sender="fremd@x.example", Subject=f"Re: [{asked.number}]"))

    assert found.outcome == "suggested"
    assert found.case != asked.number
    assert asked.entries.count() == before
    assert f"Gehört vielleicht zu {asked.number}." in case_of(found).entries.get(kind="note").text
    assert Inbound.objects.get(pk=found.stored).suggests == asked.pk


def test_the_citizen_who_quotes_the_number_is_let_in(asked):
    found = receive(mail("Noch etwas.", Subject=f"Noch etwas zu {asked.number}"))

    assert (found.outcome, found.case) == ("reply", asked.number)


def test_pitfall_2_outlooks_thread_index_proves_nothing(asked):
    found = receive(
        mail(
            "Neu",
            sender="fremd@x.example",
            Thread_Index="Ac0pEkehxk8anBjgRfSXKBLb2B04CAAstiNQ",
            Thread_Topic=asked.subject,
            Subject=asked.subject,
        )
    )

    assert found.outcome == "new_case"


@pytest.mark.parametrize("prefix", ["Re:", "AW:", "WG:", "Fwd:", "Antw:", "RE: AW: WG:", "Re[2]:"])
def test_pitfall_3_no_prefix_hides_the_number(asked, prefix):
    found = receive(mail("Noch etwas.", Subject=f"{prefix} Frage: Neue Nachricht [{asked.number}]"))

    assert found.case == asked.number


def test_pitfall_4_a_branched_thread_is_found_by_its_references(asked):
    thread = f"<egal@x.example> {last_letter(asked).message_id} <andere@buerger.example>"

    found = receive(mail("Schwarz.", In_Reply_To="<andere@buerger.example>", References=thread))

    assert found.case == asked.number


def test_a_follow_up_to_the_citizens_own_first_mail_is_found(asked):
    found = receive(mail("Nachtrag.", References="<0@buerger.example>"))

    assert (found.outcome, found.case) == ("reply", asked.number)


def test_a_stranger_who_knows_a_message_id_is_not_let_in(asked):
    found = receive(mail("Nachtrag.", sender="fremd@x.example", References="<0@buerger.example>"))

    assert found.outcome == "suggested"


def test_cve_2026_47123_a_false_signature_counts_as_none(asked):
    forged = last_letter(asked).message_id.replace(sign(last_letter(asked).pk)[-4:], "aaaa")

    found = receive(mail("Ich bin die Sachbearbeiterin.", sender="fremd@x.example", In_Reply_To=forged))

    assert found.outcome == "new_case"


def test_a_mail_under_an_agents_name_is_no_agents_deed(asked, town, work_off):
    town.ahlers.email = "ahlers@musterhafen.example"
    town.ahlers.save()

    found = receive(mail("Schließen Sie das.", sender=town.ahlers.email, In_Reply_To=last_letter(asked).message_id))
    work_off()

    asked.refresh_from_db()
    entry = asked.entries.order_by("-seq").first()
    assert found.outcome == "reply"
    assert asked.is_open
    assert entry.by != town.ahlers
    assert not entry.is_public
    assert not post_office.outbox


def test_pitfall_5_a_machine_reopens_nothing(asked, work_off):
    close(asked, "erledigt", "Die Katze ist wieder zu Hause.", by=asked.guide)
    work_off()
    post_office.outbox.clear()

    found = receive(
        mail("Ich bin im Urlaub.", Auto_Submitted="auto-replied", In_Reply_To=last_letter(asked).message_id)
    )
    work_off()

    asked.refresh_from_db()
    assert (found.outcome, found.case) == ("reply", asked.number)
    assert not asked.is_open
    assert last_words(asked).startswith("Automatische Antwort:")
    assert not post_office.outbox


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied (vacation)"},
        {"Subject": "Abwesenheitsnotiz: Ihr Anliegen"},
        {"Precedence": "bulk"},
        {"List_Id": "<liste.example>"},
    ],
)
def test_pitfall_6_machines_are_parked_where_people_see_them_and_get_no_answer(headers, work_off):
    found = receive(mail(**headers))
    work_off()

    assert (found.outcome, found.case) == ("parked", None)
    assert Notice.objects.filter(kind="mail_parked", subject=found.stored, settled_at=None).exists()
    assert not post_office.outbox


def test_pitfall_7_a_robot_that_changes_its_address_is_stopped_by_the_case(asked, work_off):
    for number in range(5):
        receive(
            mail(
                "Ihre Nachricht ist uns wichtig.",
                sender=f"robot{number}@x.example",
                In_Reply_To=last_letter(asked).message_id,
                Message_ID=f"<{number}@x.example>",
            )
        )
    work_off()

    assert not post_office.outbox


def test_pitfall_8_the_wish_for_silence_is_kept_and_the_person_is_heard(work_off):
    found = receive(mail(X_Auto_Response_Suppress="All"))
    work_off()

    assert found.outcome == "new_case"
    assert not post_office.outbox


def test_our_own_mail_coming_back_is_kept_and_ignored(asked):
    marked = receive(mail(X_Lotse_Letter=sign(last_letter(asked).pk), Message_ID="<2@x.example>"))
    from_us = receive(mail(sender=OURS.upper(), Message_ID="<3@x.example>"))

    assert (marked.outcome, from_us.outcome) == ("ignored", "ignored")
    assert Inbound.objects.filter(outcome="ignored").count() == 2


def test_a_form_on_our_page_that_writes_in_our_name_becomes_the_citizens_case():
    found = receive(mail(sender=f"Kontaktformular <{OURS}>", Reply_To=ERIKA))

    assert found.outcome == "new_case"
    assert case_of(found).citizen.email == ERIKA


def test_cve_2023_41259_a_forged_mark_hides_no_citizen():
    assert receive(mail(X_Lotse_Letter="1")).outcome == "new_case"


def test_two_houses_do_not_answer_each_other(work_off):
    receive(mail(sender="lotse@anderswo.example"))
    work_off()
    [confirmation] = post_office.outbox
    post_office.outbox.clear()
    back = confirmation.message().as_bytes().replace(OURS.encode(), b"lotse@anderswo.example")
    back = re.sub(rb"(?m)^X-Lotse-Letter:.*\n", b"", back)

    found = receive(back, "lotse@anderswo2.example")
    work_off()

    assert found.outcome == "parked" or Inbound.objects.get(pk=found.stored).auto == "auto_reply"
    assert not post_office.outbox


def returned(letter, action="failed", status="5.1.1") -> bytes:
    return (
        f"From: MAILER-DAEMON@post.example\nTo: {OURS}\nSubject: Undelivered Mail Returned to Sender\n"
        f"Auto-Submitted: auto-replied\nMessage-ID: <bounce{status}@post.example>\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nUnbekannt.\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: {action}\nStatus: {status}\n"
        f"--b\nContent-Type: message/rfc822\n\nMessage-ID: {letter.message_id}\nSubject: x\n\nText\n--b--\n"
    ).encode()


def test_a_returned_letter_is_known_by_the_letter_and_by_its_guide(asked):
    letter = last_letter(asked)

    found = receive(returned(letter))

    letter.refresh_from_db()
    assert (found.outcome, found.case) == ("reply", asked.number)
    assert letter.state == Letter.State.RETURNED
    assert "unzustellbar" in last_words(asked)
    told = Notice.objects.get(kind="letter_failed", subject=asked.pk).text
    assert told == "Eine E-Mail kam zurück. Prüfen Sie die Adresse."


def test_a_delay_is_no_return(asked):
    letter = last_letter(asked)

    receive(returned(letter, "delayed", "4.4.1"))

    letter.refresh_from_db()
    assert letter.state == Letter.State.SENT


def test_a_letter_that_a_full_mailbox_gave_back_is_seen_and_the_address_stays_good(asked):
    letter = last_letter(asked)

    receive(returned(letter, "failed", "4.2.2"))

    letter.refresh_from_db()
    assert (letter.state, letter.returned_for_good) == (Letter.State.RETURNED, False)
    assert Notice.objects.filter(kind="letter_failed", subject=asked.pk).exists()


def test_an_answer_to_a_closed_case_is_seen(asked, work_off):
    close(asked, "erledigt", "Die Katze ist wieder zu Hause.", by=asked.guide)
    work_off()

    found = receive(mail("Sie ist wieder weg.", In_Reply_To=last_letter(asked).message_id))

    assert found.case == asked.number
    assert Notice.objects.filter(kind="answer_after_closing", subject=asked.pk).exists()


def test_a_mail_without_sender_is_kept_for_a_human_and_answered_by_nobody(work_off):
    found = receive(mail(sender=None))
    work_off()

    assert case_of(found).citizen is None
    assert not post_office.outbox


def test_a_mail_without_subject_has_a_name():
    assert case_of(receive(mail(Subject=None))).subject == "E-Mail ohne Betreff"


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7\nkein Brief", b"\0\xff" * 500])
def test_what_is_no_mail_is_parked_visibly(raw):
    found = receive(raw)

    assert found.outcome == "parked"
    assert Notice.objects.filter(subject=found.stored).exists()


def test_nul_in_the_headers_does_not_park_a_persons_mail():
    raw = b"From: Er\0ika <eri\0ka@buerger.example>\nSubject: Ka\0tze\nMessage-ID: <1\0@x.example>\n"

    received = receive(raw + b"In-Reply-To: <a\0b@x.example>\n\nSie ist da.")

    assert received.outcome == "new_case"
    assert Inbound.objects.get(pk=received.stored).sender == ERIKA


def test_a_mail_that_breaks_us_is_parked_and_the_next_one_is_read(monkeypatch):
    def broken(*_):
        raise RuntimeError("poison")

    with monkeypatch.context() as poisoned:
        poisoned.setattr(receiving, "open_case", broken)
        first = receive(mail())
    second = receive(mail("Danach", Message_ID="<2@buerger.example>"))

    assert (first.outcome, second.outcome) == ("parked", "new_case")
    assert Case.objects.count() == 1
    assert Notice.objects.filter(subject=first.stored).exists()


def test_pitfall_11_what_was_stored_before_a_crash_is_read_afterwards(monkeypatch, moment):
    from datetime import timedelta

    from lotse.channels.mail.identity import identity

    message_id, fingerprint = identity(mail())
    Inbound.store(OURS, mail(), message_id=message_id, raw_hash=fingerprint)
    Inbound.objects.update(received_at=moment - timedelta(minutes=5))

    assert catch_up() == 1
    assert Inbound.objects.get().outcome == "new_case"
    assert receive(mail(), OURS).outcome == "duplicate"


def test_the_command_says_what_became_of_it(monkeypatch, capsys):
    import io
    import sys
    from types import SimpleNamespace

    from lotse.channels.mail.commands import receive_one

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(mail())))
    code = receive_one(SimpleNamespace(mailbox="post@musterhafen.example"))

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert told["outcome"] == "new_case"
    assert Inbound.objects.get(pk=told["stored"]).mailbox == "post@musterhafen.example"


@needs_corpus
def test_every_real_mail_becomes_a_case_or_waits_visibly(work_off):
    """Every file of strangers' collections, mailboxes by message, as a mail server hands them over one by one."""
    for path in files():
        for raw in messages(path.read_bytes()):
            found = receive(raw, OURS)

            inbound = Inbound.objects.get(pk=found.stored)
            seen = Notice.objects.filter(kind="mail_parked", subject=found.stored).exists() or inbound.case
            assert found.outcome in ("new_case", "reply", "suggested", "parked", "duplicate", "ignored"), path.name
            assert seen or inbound.outcome == "ignored", path.name
            assert found.outcome == "duplicate" or bytes(inbound.raw) == raw
    work_off()
    assert not Inbound.objects.filter(reason__contains="schiefgegangen").exists()


@needs_corpus
@pytest.mark.parametrize("path", files("generated-behaviour"), ids=lambda path: path.stem)
def test_mails_made_to_trip_us_behave_as_their_manifest_says(path, work_off):
    manifest = json.loads(path.with_name("manifest.json").read_text())
    expected = next(one["expect"] for one in manifest["mails"] if one["file"] == path.name)

    found = receive(path.read_bytes(), manifest["inbox"])
    work_off()

    inbound = Inbound.objects.get(pk=found.stored)
    assert found.case or Notice.objects.filter(subject=found.stored).exists()
    if expected.get("case") == "new":
        assert found.outcome == "new_case"
    if expected.get("auto_replies") == 0:
        assert not post_office.outbox
    if "placeholder" in expected.get("subject", ""):
        assert case_of(found).subject == "E-Mail ohne Betreff"
    assert "schiefgegangen" not in inbound.reason


@needs_corpus
def test_what_a_real_mail_brings_is_kept_byte_for_byte_under_its_name():
    missing = []
    for path in files("zammad"):
        wanted = json.loads(path.with_name(path.stem + ".expect.json").read_text()).get("attachments", [])
        found = receive(path.read_bytes())
        if not found.case:
            continue
        kept = {(one.file.name, one.file.sha256) for one in case_of(found).attachments.select_related("file")}
        for one in wanted:
            if one["kind"] == "attachment" and one["yaml_type"] != "text" and one["size"]:
                missing += [] if (one["filename"], one["sha256"]) in kept else [(path.name, one["filename"])]

    assert missing == []
