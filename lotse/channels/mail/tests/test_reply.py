"""What is new, and what was only quoted."""

import time

import pytest

from lotse.channels.mail.html import marked_text
from lotse.channels.mail.message import parse
from lotse.channels.mail.reply import reply_text

QUOTE = "\n> Wie geht es der Katze?\n> Ihr Bürgerservice\n"


@pytest.mark.parametrize(
    "announced",
    [
        "Am 03.03.2025 um 09:15 schrieb Bürgerservice:",
        "Am Mo., 3. März 2025 um 09:15 Uhr schrieb Bürgerservice <\nbuergerservice@musterhafen.example>:",
        "Am 03.03.2025 09:15, schrieb Bürgerservice Musterhafen\n<buergerservice@musterhafen.example>:",
        "On Mon, Mar 3, 2025 at 9:15 AM Bürgerservice <\nbuergerservice@musterhafen.example> wrote:",
        "Le lun. 3 mars 2025 à 09:15, Bürgerservice <b@musterhafen.example> a écrit :",
        "Il giorno lun 3 mar 2025 alle ore 09:15 Bürgerservice ha scritto:",
        "pon., 3 mar 2025 o 09:15 Bürgerservice <b@musterhafen.example> napisał(a):",
        "3 Mart 2025 Pzt 09:15 tarihinde Bürgerservice <b@musterhafen.example> şunu yazdı:",
        '02.04.2025 14:20 пользователь "b" <b@musterhafen.example> написал:',
        "---- Bürgerservice schrieb ----",
        "Zitat von Bürgerservice <b@musterhafen.example>:",
        "* Bürgerservice [2025-03-03 09:15]:",
        "Am 03.03.2025 09:15, schrieb buergerservice@musterhafen.example:",  # Roundcube without a name
        "03.03.2025, 09:15 von buergerservice@musterhafen.example:",  # Tuta
        "3. März 2025 09:15:00 buergerservice@musterhafen.example:",  # FairEmail
        "Am 03.03.25 um 09:15 schrieb Bürgerservice",
        "пн, 3 мар. 2025 г. в 09:15, Bürgerservice <b@musterhafen.example>:",
        "Понедельник, 3 марта 2025, 9:15 +03:00 от Bürgerservice\n<b@musterhafen.example>:",  # mail.ru
        "Wiadomość napisana przez Bürgerservice <b@musterhafen.example> w dniu 3 mar 2025, o godz. 09:15:",
        "ma 3. maalisk. 2025 klo 9.15 Bürgerservice (b@musterhafen.example) kirjoitti:",
        "2025年3月3日(月) 9:15 Bürgerservice <b@musterhafen.example>:",
        "Στις 3/3/2025 09:15, ο/η Bürgerservice έγραψε:",
        "Dňa 3. 3. 2025 o 9:15 Bürgerservice napísal(a):",
        "In einer eMail vom 03.03.2025 09:15:00 Westeuropäische Normalzeit schreibt b@musterhafen.example:",  # AOL
        "Bürgerservice schrieb:",
        "",
    ],
)
def test_quotations_under_their_announcement_are_not_new(announced):
    assert reply_text(f"Es geht ihr gut.\n\nErika\n\n{announced}{QUOTE}") == "Es geht ihr gut.\n\nErika"


@pytest.mark.parametrize(
    "announced",
    [
        "Von: Bürgerservice <b@musterhafen.example>\nGesendet: Montag, 3. März 2025 09:15\nAn: Erika\nBetreff: Katze\n",
        "________________________________\nVon: Bürgerservice\nGesendet: Montag\nAn: Erika\nBetreff: Katze\n",
        "*Von:* Bürgerservice\n*Datum:* Montag\n*An:* Erika\n*Betreff:* Katze\n",
        "Gesendet: Montag, 03. März 2025 um 09:15 Uhr\nVon: b@musterhafen.example\nAn: erika\nBetreff: Katze\n",
        "-----Ursprüngliche Nachricht-----\nVon: Bürgerservice\n",
        "-----Original Message-----\nFrom: Bürgerservice\nSent: Monday\n",
        "-------- Original-Nachricht --------\n",
        "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\n",  # Proton, with real hyphens
        "-----Ursprüngliche Mitteilung-----\nVon: Bürgerservice\n",  # AOL
        ">>> Bürgerservice <b@musterhafen.example> 03.03.2025 09:15 >>>\n",
        "-------- Ursprüngliche Nachricht --------\nVon: Bürgerservice\nDatum: 03.03.25\n",
        "-------- Orijinal mesaj --------\nKimden: Bürgerservice\nTarih: 3.03.2025\n",
        "-------- Oryginalna wiadomość --------\nOd: Bürgerservice\n",
        "Gönderen: B\nGönderilme: 3 Mart 2025 Pazartesi 09:15\nKime: Erika\nKonu: Katze\n",
        "Від: B\nНадіслано: 3 березня 2025 р. 9:15\nКому: Erika\nТема: Katze\n",
        "De la: B\nTrimis: luni, 3 martie 2025 09:15\nCătre: Erika\nSubiect: Katze\n",
        "من: B\nتاريخ الإرسال: 3 مارس 2025 9:15\nإلى: Erika\nالموضوع: Katze\n",
        "Von: Bürgerservice\nDatum: 3. März 2025 um 09:15\nAn: Erika\n",
        "Date: Mon, 03 Mar 2025 09:15:00 +0100\nTo: erika@buerger.example\n",
        "----- Nachricht von B <b@musterhafen.example> -----\n  Datum: Montag\n  Von: b@x.de\n  An: E\n",
        "------- 原始邮件 -------\n发件人: B\n发送时间: 2025年3月3日\n收件人: E\n",
    ],
)
def test_everything_below_an_older_mails_headers_is_old(announced):
    assert reply_text(f"Es geht ihr gut.\n\n{announced}\nWie geht es der Katze?") == "Es geht ihr gut."


def test_an_answer_below_the_quotation_is_found():
    assert reply_text(f"Am 03.03.2025 schrieb Bürgerservice:{QUOTE}\nEs geht ihr gut.") == "Es geht ihr gut."


def test_answers_between_the_questions_keep_the_questions():
    text = "Am 3.3.25 schrieb B <b@x.de>:\n> Farbe?\nSchwarz.\n> Größe?\nKlein.\n"

    assert "> Farbe?\nSchwarz.\n> Größe?\nKlein." in reply_text(text)


@pytest.mark.parametrize(
    "passed_on",
    [
        "-------- Weitergeleitete Nachricht --------\nBetreff: Lärm\nVon: x\nDatum: y\n\nEs war wieder laut.",
        "---------- Forwarded message ---------\nVon: x <x@x.de>\nDate: y\nSubject: Lärm\n\nEs war wieder laut.",
        "Anfang der weitergeleiteten Nachricht:\n\n> Von: x <x@x.de>\n> Betreff: Lärm\n> Es war wieder laut.",
    ],
)
def test_what_somebody_passes_on_is_new_to_the_reader(passed_on):
    assert reply_text(f"Bitte prüfen.\n\n{passed_on}") == f"Bitte prüfen.\n\n{passed_on}"


@pytest.mark.parametrize(("subject", "is_there"), [("WG: Lärm", True), ("AW: WG: Lärm", False)])
def test_outlook_tells_only_in_the_subject_that_a_mail_is_passed_on(subject, is_there):
    body = "Bitte prüfen.\n\nVon: x <x@x.de>\nGesendet: Montag\nAn: Erika\nBetreff: Lärm\n\nEs war wieder laut."

    found = parse(f"From: erika@buerger.example\nSubject: {subject}\n\n{body}".encode())

    assert ("Es war wieder laut." in found.reply_text) is is_there


def test_what_is_only_forwarded_is_the_message():
    text = "-------- Weitergeleitete Nachricht --------\nBetreff: Baum\nVon: x\nDatum: y\n\nDer Baum ist krank."

    assert "Der Baum ist krank." in reply_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Am 3. März schrieb ich Ihnen schon: keine Antwort.",
        "Von: Hafenstraße 3\nZeit: 9 Uhr\nder Baum",
        "Termin:\n\nDatum: 3. März\nZeit: 9 Uhr\n\nBitte bestätigen.",
        ">>> https://hafen.example <<<\nSehen Sie selbst.",
        "Der Nachbar schrieb:\nKommen Sie nie wieder.\nWas tun?",
        "Am 3.3.2025 um 10:15 schrieb ich an den Hafenmeister\nund bekam keine Antwort.",
        "Danke!\n\nVon meinem iPhone gesendet",
        "Sie ist da.\n\nMit freundlichen Grüßen\nFrau Eva Müller <eva@buerger.example>\nPS: Sie schläft.",
        "Die Adresse lautet Max <max@buerger.example>\nDort ist sie.",
        "Sollten Sie fragen, dann Max <max@buerger.example>:\nEr weiß es.",
        "Am 03.03.2025 schrieb die Stadt:\nSie müssen zahlen.\n\nIch habe bezahlt.",
        "Ich warte. Am 3.3.2025 schrieb Frau Cetin:\n„Wir melden uns.“\nBis heute nichts.",
        "Am 3.3.2025 war ich da.\nFrau Cetin <cetin@musterhafen.example> schrieb danach:\nKommen Sie wieder.",
        "Ich bitte um ein Halteverbot.\n\nDatum: 3.3.2025\nVon: 8 Uhr\nAn: Hafenstraße 3\n\nWas kostet es?",
        "Er kommt am\nDi 9:15 Uhr zu Max <max@buerger.example>\noder am Mittwoch.",
        "Name: Erika\nDatum: 3.3.2025\nVon: Hafenstraße 3\nAn: erika@buerger.example\n\nDanke!",
        "On 3 March 2025 at 10:15 my neighbour wrote on the wall:\nGo home!\nIt is still there.",
        "Anbei:\n\nVon: Erika\nAn: Stadt\nDatum: 3. März 2025\nBetreff: Einspruch\n\nIch erhebe Einspruch.",
        "Guten Tag,\n\nZitat von Ihrer Seite:\n\nOffen bis 18 Uhr.\n\nDas stimmt nicht.",
        "Ich widerspreche dem Bescheid:\n\n> Sie müssen zahlen.\n> Binnen drei Tagen.",
        "Kaputt sind:\n\n> Laterne\n> Bank\n> Mülleimer\n\nBitte beheben.",
    ],
)
def test_what_people_write_is_not_taken_for_a_quotation(text):
    assert reply_text(text) == text


@pytest.mark.parametrize(
    "quoted",
    [
        '<div class="gmail_quote"><div class="gmail_attr">Am 3. März 2025 um 09:15 schrieb B &lt;<a>b@x.de</a>&gt;:'
        "<br></div><blockquote>Wie geht es ihr?</blockquote></div>",
        '<div class="moz-cite-prefix">Am 03.03.2025 um 09:15 schrieb B:</div><blockquote>Wie geht es ihr?</blockquote>',
        '<div id="divRplyFwdMsg"><b>Von:</b> B<br><b>Gesendet:</b> heute<br><b>An:</b> E</div><p>Wie geht es?</p>',
        "<blockquote type=cite><div>Am 03.03.2025 schrieb B:</div><div>Wie geht es ihr?</div></blockquote>",
    ],
)
def test_html_tells_what_is_quoted(quoted):
    assert reply_text(marked_text(f"<div>Es geht ihr gut.</div>{quoted}")) == "Es geht ihr gut."


def test_a_box_that_nobody_announced_is_the_writers_own():
    page = (
        "<div>Ich bitte um:</div><blockquote><div>eine Laterne</div><div>eine Bank</div></blockquote><div>Danke</div>"
    )

    assert reply_text(marked_text(page)) == "Ich bitte um:\n> eine Laterne\n> eine Bank\nDanke"


@pytest.mark.parametrize("below", ["-- \nErika", "____________________\nEine Liste", ""])
def test_a_quotation_above_nothing_but_a_signature_is_not_new(below):
    assert reply_text(f"Es geht ihr gut.\n{QUOTE}\n{below}").startswith("Es geht ihr gut.\n\n" if below else "Es")
    assert "Wie geht es" not in reply_text(f"Es geht ihr gut.\n{QUOTE}\n{below}")


def test_a_signature_above_the_announcement_is_no_part_of_it():
    text = f"Es geht ihr gut.\n--\nErika Mustermann\nAm 03.03.25, 09:15 schrieb B <b@musterhafen.example>:{QUOTE}"

    assert reply_text(text) == "Es geht ihr gut.\n--\nErika Mustermann"


def test_lines_made_of_the_words_that_announce_cost_little_more_than_others():
    words, announcing = ("On 3.3. " + word * 24 + "a\n" for word in ("stone ", "wrote "))

    pairs = [(cost(words * 2_000), cost(announcing * 2_000)) for _ in range(3)]  # in turns: the machine has other work

    assert min(dear for _, dear in pairs) < 8 * min(cheap for cheap, _ in pairs)


def cost(text: str) -> float:
    begun = time.process_time()
    reply_text(text)
    return time.process_time() - begun
