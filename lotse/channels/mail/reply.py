"""What is new in a mail: the answer without the mail it answers.

Line by line and in linear time, because the text comes from strangers. Nothing is lost:
the whole text stays in `Mail.text`, and where only a quotation was sent, it is the answer.
"""

import re

from lotse.channels.mail.html import CUT, QUOTED

LONGEST = 5_000  # lines; beyond them nobody answers anybody

WROTE = (
    r"wrote|writes|said|schrieb|schrieben|geschrieben|schreibt|a écrit|écrit|escribió|ha scritto|schreef|"
    r"het volgende geschreven|escreveu|написала?|написал\(а\)|пишет|skrev|napisał(?:\(a\)|a)?|napsal(?:\(a\)|a)?|"
    r"napísal(?:\(a\)|a)?|pisze|yazdı|şunu yazdı|kirjoitti|írta|пише|a scris|έγραψε|写道|寫道|のメッセージ"
)
NOT_WE = r"(?!\s+(?:ich|wir|man|mir|uns|ihnen|ihm|ihr|dir|euch|dazu|dann|danach|me|us)\b)"
NOT_WHERE = r"(?!\s+(?:auf|über|an (?:der|die|den|das|mich|uns)|about|to|that|on the)\b)"
BEGINS = (
    r"(?:On|Am|Le|Il|El|Em|Op|Den|Dnia|W dniu|Dne|Dňa|На|В|Στις|În|In einer|In a message|"
    r"Pe|Vào|Kl\.?|Zum|At|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Mo|Di|"
    r"Mi|Do|Fr|Sa|So)\b|\d{1,4}[./-]\s?\d|[\"'<]?[\w.+-]{1,80}@|[-*_]{2,}"
)
START = re.compile(rf"^[\s>*_-]{{0,12}}(?:{BEGINS})", re.IGNORECASE)
ATTRIBUTION = re.compile(
    rf"^[\s>*_-]{{0,12}}(?:{BEGINS}).{{0,400}}?(?:\b(?:{WROTE}){NOT_WE}{NOT_WHERE})"
    r"(?:[^.!?\n]{0,160}?|[^:]{0,160}>\s*|[^:]{0,80}\s[^\s:@]{1,80}@[^\s:@]{1,120}\s*)(?::|：|-{3,}|:\s*[-*_]+)\s*$",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"^[\s>]{0,6}[^\n]{1,160}?<[^<>\s]{1,120}@[^<>\s]{1,120}>"
    rf".{{0,60}}?\b(?:{WROTE})(?!\w){NOT_WE}.{{0,60}}[:：]\s*$",
    re.IGNORECASE,
)
WEEKDAY = (
    r"(?:Mon(?:day|tag)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:r(?:s(?:day)?)?)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?|"
    r"Mo|Di(?:enstag)?|Mi(?:ttwoch)?|Do(?:nnerstag)?|Fr(?:eitag)?|Sa(?:mstag)?|So(?:nn(?:tag|abend))?)"
)
DATED = re.compile(  # „Die“, „Mit“ and „Frau“ only begin like days: a moment stands beside the day
    rf"^[\s>]{{0,6}}(?:{WEEKDAY}\.?,?\s(?=.{{0,60}}(?:\d{{4}}|\d:\d\d.*:\s*$))|"
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}\.?\s\w{3,10}\.?\s\d{4}\b)"
    r"(?:.{0,200}<[^<>\s]{1,120}@[^<>\s]{1,120}>\s*:?|.{0,20}\d\d:\d\d.{0,60}\s[^\s<>:@]{1,120}@[^\s<>:@]{1,120}\s*:)\s*$",
    re.IGNORECASE,
)
DASHED = re.compile(rf"^\s*[-_*]{{2,}}.{{1,200}}\b(?:{WROTE})(?!\w)\s*[-_*:]{{2,}}\s*$", re.IGNORECASE)
SHARED = re.compile(
    r"\S\s+((?:On|Am)\s+(?:\w{2,12}\.?,\s|\d{1,2}[./-]).{0,300}"
    rf"\b(?:{WROTE})(?!\w)[^:]{{0,120}}:)\s*$",
    re.IGNORECASE,
)
SEPARATOR = re.compile(
    r"^[\s>]*(?:[-_=*\u2010-\u2015]{2,}\s*(?:original\s?(?:message|nachricht|-nachricht|e-?mail|mail)|reply message|"
    r"(?:ursprüngliche|original)[\s-]*(?:nachricht|mitteilung|e-?mail|mail)|"
    r"message d'origine|message original|mensaje original|mensagem original|messaggio originale|"
    r"oorspronkelijk bericht|ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|original appointment|"
    r"ursprünglicher termin|исходное сообщение|orijinal (?:mesaj|ileti)|özgün ileti|oryginalna wiadomość|"
    r"wiadomość oryginalna|původní (?:e-mail|zpráva)|pôvodná správa|eredeti üzenet|mesaj original|"
    r"alkuperäinen viesti|izvorna poruka)\b.{0,40}?\s*[-_=*\u2010-\u2015]*\s*|ursprüngliche nachricht\s*:?)\s*$",
    re.IGNORECASE,
)
FORWARDED = re.compile(  # what somebody passes on is new to the reader
    r"^\s*(?:[-_=*\u2010-\u2015]{2,}\s*(?:weitergeleitete (?:nachricht|e-?mail)|forwarded (?:message|by).{0,80}|"
    r"message (?:transféré|réexpédié)|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|"
    r"пересылаемое сообщение|przekazana wiadomość|iletilen (?:mesaj|ileti))\b.{0,40}|"
    r"(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message réexpédié|"
    r"inizio messaggio inoltrato|inicio del mensaje reenviado|begin doorgestuurd bericht)\s*:?\s*$)",
    re.IGNORECASE,
)
PASSED_ON = re.compile(r"^\s*(?:fwd?|wg|wtr?l|tr|rv|enc|i|inoltro|pd|doorst|vb|vs|ilt|İLT|пересл)\s*:", re.IGNORECASE)
FROM_KEY = (
    r"from|von|de|de la|da|od|van|från|fra|от|від|lähettäjä|feladó|kimden|gönderen|από|šalje|من|"
    r"发件人|發件人|差出人|보낸 사람"
)
SENT_KEY = (
    r"sent|gesendet(?: am)?|envoyé|enviado(?: el)?|enviada(?: em)?|inviato|verzonden|wysłano|odesláno|odoslané|"
    r"skickat|sendt|отправлено|надіслано|изпратено|gönderildi|gönderilme(?: tarihi)?|elküldve|küldve|lähetetty|"
    r"trimis|στάλθηκε|poslano|تاريخ الإرسال|发送时间|發送時間|送信日時|보낸 날짜"
)
DATE_KEY = r"date|datum|data|fecha|tarih|dato|dátum|päivämäärä|ημερομηνία|дата|التاريخ|日期|日時|날짜"
KEY = re.compile(
    rf"^[\s>|*_]{{0,8}}(?:(?P<sender>{FROM_KEY})|"
    rf"(?P<sent>{SENT_KEY})|(?P<date>{DATE_KEY})|(?P<other>to|an|cc|kopie|kopie an|subject|"
    r"betreff|à|objet|para|asunto|a|oggetto|aan|onderwerp|"
    r"reply-to|antwort an|do|temat|komu|předmět|predmet|till|ämne|til|emne|kime|alıcı|konu|bilgi|címzett|tárgy|"
    r"vastaanottaja|aihe|către|catre|subiect|προς|θέμα|prima|za|до|относно|إلى|الموضوع|"
    r"кому|тема|收件人|主题|主旨|宛先|件名|받는 사람|제목))[\s*_]{0,6}[:：]",
    re.IGNORECASE,
)
CITED = re.compile(  # Horde, and mutt: no verb tells that somebody wrote
    r"^[\s*>_-]{0,6}(?:(?:Zitat von|Zitiere|Quoting|Citando|Citation de)\s[^\n]{1,200}|"
    r"[^\n]{1,120}\[(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})[^\]\n]{0,40}\])\s*:\s*$",
    re.IGNORECASE,
)
SAID_WHEN = re.compile(  # the name first and no address: only day and time tell that a program wrote it
    rf"^[\s>*_-]{{0,6}}[^\n:]{{1,80}}\s(?:{WROTE}){NOT_WE}\s(?:am|on|le|el|il|op)\s[^\n:]{{0,30}}\d{{4}}"
    r"[^\n:]{0,12}\d\d:\d\d(?::\d\d)?[^\n:]{0,12}:\s*$",
    re.IGNORECASE,
)
BEFORE_QUOTE = re.compile(  # too little to tell a program's sentence from a person's: only a quotation below it does
    rf"^[\s>*_-]{{0,6}}(?:[^\n:]{{1,80}}\s(?:schrieb|schreibt|wrote|writes)\s*:|"
    rf"(?:{BEGINS})[^\n]{{0,60}}\d\d:\d\d[^\n]{{0,20}}\s(?:{WROTE})\s[^\n:]{{1,80}}?)\s*$",
    re.IGNORECASE,
)
GROUPWISE = re.compile(r"^>>>\s[^\n]{1,200}\d[^\n]{0,40}>>>\s*$")
ENDS = re.compile(r"[:：>_*-]\s*$")  # as all of these sentences do
VERBS = re.compile(rf"\b(?:{WROTE})", re.IGNORECASE)
MOST_VERBS = 6
CLOCK = re.compile(r"\d:\d\d|\d\s?h\s?\d\d|\d[.]\d\d\s?Uhr|@")
WRITER = re.compile(r"[<(][^<>()\s]{1,120}@[^<>()\s]{1,120}[>)]")
SENTENCE_ENDS = re.compile(r"[^\W\d_]{3,}[.!?]\s*$")
WITH_ZONE = re.compile(r"\d:\d\d:\d\d [+-]\d{4}")
DASHES = " \t\r-_=*"
HEADLINE = re.compile(r"^\s*[-_=*]{4,}+[^\n]*?[^-_=*\s] ?[-_=*]{4,}+\s*$")
RULE = re.compile(r"^\s*(?:[_\-=]{5,}|[*]{10,})\s*$")


def is_passed_on(subject: str) -> bool:
    """The subject says that this mail is forwarded, in the words of mail programs."""
    return bool(PASSED_ON.match(subject))


def reply_text(marked: str, *, is_whole: bool = False) -> str:
    """The new part of a text as `html` and `bodies` hand it over; of a mail that is passed on, all of it."""
    lines = marked.split("\n")[:LONGEST]
    kept = lines if is_whole else _without_quotation(lines)
    answer = _shown(_trimmed(kept))
    return answer or _shown(lines)


def _without_quotation(lines: list[str]) -> list[str]:
    """Walk down: keep, skip quoted runs, stop where an older mail begins."""
    if _answers_between(lines):
        return lines
    kept: list[str] = []
    position, above = 0, ""
    while position < len(lines):
        if GROUPWISE.match(lines[position]):
            break
        if FORWARDED.match(lines[position][:200].lstrip(CUT)):
            return kept + lines[position:]
        if _is_quoted(lines[position]):
            end = _end_of_quote(lines, position)
            if _is_the_writers(lines, position, end, above):
                kept += lines[position:end]
            position = end
            continue
        length, before = _older_mail(lines, position)
        if not length:
            kept.append(lines[position])
            above = lines[position].strip() or above
            position += 1
            continue
        kept.append(before)
        after = _skip_blank(lines, position + length)
        if after >= len(lines) or not _is_quoted(lines[after]):
            break
        position = _end_of_quote(lines, after)
    return kept


def _older_mail(lines: list[str], position: int) -> tuple[int, str]:
    """How many lines announce an older mail here, and what of the answer shares the first."""
    line = lines[position]
    if line.startswith(CUT):
        return _announced_by_mark(lines, position), ""
    if not line.strip() or len(line) > 1_000:
        return 0, ""
    is_rule = bool(RULE.match(line))
    if (is_rule or HEADLINE.match(line)) and position + 1 < len(lines):
        following = _skip_blank(lines, position + 1)
        if following < len(lines) and _header_block(lines, following):
            return following - position, ""
    if is_rule:
        return 0, ""
    if SEPARATOR.match(line) or DASHED.match(line) or _header_block(lines, position):
        return _block_length(lines, position), ""
    if length := _announcement(lines, position):
        told = " ".join(lines[position : position + length])
        return (length, "") if CLOCK.search(told) or _quote_follows(lines, position + length) else (0, "")
    if BEFORE_QUOTE.match(line):
        return (1, "") if _quote_follows(lines, position + 1) else (0, "")
    if (shared := SHARED.search(line)) and (CLOCK.search(shared[1]) or _quote_follows(lines, position + 1)):
        return 1, line[: shared.start(1)].rstrip()
    return _heading_of_quote(lines, position), ""


def _quote_follows(lines: list[str], position: int) -> bool:
    following = _skip_blank(lines, position)
    return following < len(lines) and _is_quoted(lines[following])


def _heading_of_quote(lines: list[str], position: int) -> int:
    """A name with its address, a moment and a colon right above a quotation, in whatever language."""
    first, second = [*lines[position : position + 2], ""][:2]
    for length, told in ((1, first), (2, f"{first} {second}")):
        if len(told) > 400 or not told.rstrip().endswith((":", "：")) or re.search(r"[?!]", told):
            continue
        if re.search(r"\d", first) and WRITER.search(told) and (length == 1 or not re.search(r"\d.*@", second)):
            return length if _quote_follows(lines, position + length) else 0
    return 0


def _announcement(lines: list[str], position: int) -> int:
    """`Am … schrieb …:` on up to four lines; a line that only stands before it does not belong to it."""
    if not lines[position].strip(DASHES):
        return 0
    for length in range(1, 5):
        part = lines[position : position + length]
        if len(part) < length or not part[-1].strip() or (length > 1 and _is_quoted(part[-1])):
            return 0
        if length > 1 and SENTENCE_ENDS.search(part[-2][-80:]):
            return 0
        joined = " ".join(line.strip() for line in part)
        if len(joined) > 600:
            return 0
        if _announces(joined):
            begins = (
                length == 1
                or (START.match(part[0]) and part[0].strip(" -_*"))
                or not _announces(" ".join(map(str.strip, part[1:])))
            )
            return length if begins else 0
    return 0


def _announces(text: str) -> bool:
    """One sentence that names who wrote the quoted mail, or when.

    The first search below begins anew at every word of writing: a line made of these would cost the square.
    """
    if not ENDS.search(text) or ((begins := bool(START.match(text))) and len(VERBS.findall(text)) > MOST_VERBS):
        return False
    return bool(
        (begins and ATTRIBUTION.match(text) and re.search(r"[\d@]", text))
        or NAMED.match(text)
        or DATED.match(text)
        or CITED.match(text)
        or SAID_WHEN.match(text)
    )


def _announced_by_mark(lines: list[str], position: int) -> int:
    """HTML says that a quotation begins: its announcement lasts until the first quoted line, or is all that is left."""
    for end in range(position, min(position + 8, len(lines))):
        if _is_quoted(lines[end].lstrip(CUT)):
            return max(end - position, 1) if end > position else 1
    return 1


def _header_block(lines: list[str], position: int) -> bool:
    """`Von: … Gesendet: … An: … Betreff: …`: a sender and two more headers within a few lines."""
    first = KEY.match(lines[position].lstrip(CUT))
    if not first:
        return False
    found = [match for line in lines[position : position + 8] if (match := KEY.match(line))]
    keys = {match[0].strip(" >|*_:：").lower() for match in found}
    if len(keys) == 2 and any(match["date"] and WITH_ZONE.search(match.string[:200]) for match in found):
        return any("@" in match.string[:500] for match in found)
    if len(keys) < 3 or not any(match["sender"] for match in found):
        return False
    is_bold = len(keys) > 3 and "*" in first[0]
    return is_bold or any(match["sent"] or _is_of_a_mail(match, len(keys)) for match in found)


def _is_of_a_mail(line: re.Match, count: int) -> bool:
    """People list „Datum“, „Von“ and „An“, too; a mail's lines hold its sender's address, or a date to the minute."""
    value = line.string[line.end() :][:500]
    return ("@" in value and (line["sender"] or count > 3)) or bool(
        line["date"] and re.search(r"\d[:.]\d\d", value) and ":" in value
    )


def _block_length(lines: list[str], position: int) -> int:
    """The announcement with its header lines; what follows is the older mail."""
    return 1 + sum(1 for line in lines[position + 1 : position + 8] if KEY.match(line))


def _answers_between(lines: list[str]) -> bool:
    """Somebody answers point by point: without the questions the answers mean nothing."""
    runs, last = 0, None
    text_between = False
    for position, line in enumerate(lines):
        if not line.strip(QUOTED + CUT + " "):
            continue
        if _is_quoted(line):
            if last == "text" and text_between:
                runs += 1
            last, text_between = "quote", False
        else:
            if last is not None and _older_mail(lines, position)[0]:
                return False
            text_between = last in ("quote", "text") and (text_between or last == "quote")
            last = "text" if last else None
    return runs > 0


def _is_quoted(line: str) -> bool:
    """An arrow or the mark of a quotation in HTML stands in front."""
    bare = line.lstrip(CUT)
    return bare.startswith((QUOTED, ">")) or (bare.startswith(" >") and not bare.startswith(" > >>>"))


def _end_of_quote(lines: list[str], position: int) -> int:
    """The line after a quoted run; empty lines inside belong to it."""
    end = position
    while end < len(lines):
        following = _skip_blank(lines, end)
        if following < len(lines) and _is_quoted(lines[following]):
            end = following + 1
        else:
            break
    return end


def _is_the_writers(lines: list[str], position: int, end: int, above: str) -> bool:
    """Arrows or a box that no program announced: a list, a setting off, the question to an answer.

    A lone arrow is decoration; more of them stay between words, and below words that lead to them.
    """
    below = _skip_blank(lines, end)
    is_last = below >= len(lines) or lines[below].rstrip() == "--" or bool(RULE.match(lines[below]))
    leads = above.endswith(":") and not re.search(r"[\d@]", above) and not VERBS.search(above)
    if is_last and not leads:
        return False
    if end - position == 1 and not is_last:
        return True
    if not above or lines[position].startswith(CUT):
        return False
    inside = [line.lstrip(f"{CUT}{QUOTED}> ") for line in lines[position : min(end, position + 6)]]
    return not any(_announces(line) or KEY.match(line) or SEPARATOR.match(line) for line in inside if len(line) < 600)


def _skip_blank(lines: list[str], position: int) -> int:
    """The next line that holds something."""
    while position < len(lines) and not lines[position].strip(CUT + " \t"):
        position += 1
    return position


def _trimmed(lines: list[str]) -> list[str]:
    """Without the ruler that parted answer and quotation, or a signature from nothing."""
    while lines and not lines[-1].strip(DASHES):
        lines = lines[:-1]
    return lines


def _shown(lines: list[str]) -> str:
    """For people: quotations of HTML get the arrow that plain text has."""
    text = "\n".join(line.replace(CUT, "").replace(QUOTED, "> ").rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
