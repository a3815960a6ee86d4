"""Did a machine write this? Judged before anything else happens to a mail.

Kinds: none, auto_reply, bounce_permanent, bounce_temporary, bulk, own_loop.
"""

import re
from collections.abc import Callable, Collection

from lotse.channels.mail.addresses import Address
from lotse.channels.mail.headers import decoded, raw_text
from lotse.channels.mail.mime import Entity
from lotse.channels.mail.parts import Part

OUR_MARK = "x-lotse-letter"
DELIVERY = ("message/delivery-status", "message/global-delivery-status")  # RFC 3464, RFC 6533
READ = ("message/disposition-notification", "message/global-disposition-notification")  # RFC 8098, RFC 6533
ROBOTS = re.compile(
    r"^(mailer-daemon|postmaster|mail-daemon|mdaemon|double-bounce|nobody|bounces?|microsoftexchange[0-9a-f]{16,})"
    r"(\+.*)?(@|$)",
    re.IGNORECASE,
)
ABSENT = re.compile(
    r"^\s*(?:(?:yahoo! )?\[?auto(?:matische|matic)?[\s-]?(?:antwort|reply|response|replied|respond)\]?|"
    r"auto\s*:.{1,200}\b(?:is|ist)\s(?:out of the office|außer haus|nicht im (?:büro|haus)|abwesend)|"
    r"automatische\s(?:antwort|rückmeldung|nachricht|e-?mail|abwesenheit\w*|(?:eingangs|empfangs)bestätigung)|abwesend\s*(?:[:.!(]|bis|vom|$)|"
    r"abwesenheit(?:s(?:notiz|assistent|agent|(?:be)?nachricht\w*|meldung|info|mitteilung)|\s*(?::|(?:vom|bis|ab)\s\d|$))|"
    r"out[\s-]of[\s-](?:the\s)?office|urlaubs(?:benachrichtigung|nachricht|abwesenheit|vertretung\s*(?::(?!.*\?)|$))|"
    r"ich bin (?:derzeit |zurzeit |zur zeit )?(?:nicht im (?:büro|haus)|im urlaub|abwesend)\s*(?:[.!:(]|bis|vom|ab|$)|"
    r"nicht im büro\s*(?:[.!:(]|$)|.{2,80} ist außer haus\s*(?:[.!(]|bis|vom|ab|$)|"  # the last one is Lotus Notes
    r".{2,80} is out of the office\s*(?:[.!(]|until|from|$)|away from (?:my (?:(?:e-?)?mail|desk)|the office)|"
    r"i(?: am|['’]m) (?:currently )?(?:out of (?:the )?office|away|on (?:vacation|leave))\s*(?:[.!:(,]|until|from|$)|"
    r"automated (?:reply|response|answer)|vacation (?:reply|response|message)|eingangsbestätigung\b.{0,40}automatisch|"
    r"report domain\s*:.{1,260}\bsubmitter\s*:|"  # DMARC (RFC 7489, 7.2.1.1)
    r"(?:gelesen|read|gelezen|przeczytano|leído|okundu|прочитано|lesebestätigung|ungelesen gelöscht|"
    r"nicht gelesen)\s*:)",
    re.IGNORECASE,
)
# what follows such words where a person tells of them: a question, or a sentence about the answer
TOLD = re.compile(
    r"(?!\s*[-–(\"„])[^:\]]*\?|"
    r"[^:\]]{0,60}\b(?:nicht (?:erhalten|bekommen|angekommen)|kam nicht|kommt nicht|fehlt|falsch)\b|"
    r"\s+(?:ist|war|sind|nicht|statt|ohne|wegen|abschalten|fehlt|kam|kommt|bekommen|erhalten|is|was|not|hours)\b",
    re.IGNORECASE,
)
# how the subject of an absence begins in the languages of a town
ELSEWHERE = re.compile(
    r"^\s*(?:réponse auto|message d['’]absence|absence du bureau|risposta automatica|fuori (?:sede|ufficio)|"
    r"messaggio di assenza|respuesta automática|autorespuesta|fuera de (?:la )?oficina|mensaje de ausencia|"
    r"resposta automática|fora do escritório|automatisch (?:antwoord|bericht)|automatische reactie|"
    r"afwezigheid(?:sbericht|sassistent|smelding)|odpowiedź automatyczna|autoodpowiedź|poza biurem|frånvaromeddelande|"
    r"ofis(?: dışında|te değil)|автоответ|автовідповідь|вне офиса|"
    r"automatyczna odpowiedź|automatická odpověď|automatikus válasz|automatski odgovor|automatisk svar|autosvar|"
    r"automaattinen vastaus|răspuns automat|otomatik (?:yanıt|cevap)|αυτόματη απάντηση|автоматический ответ|"
    r"автоматична відповідь|автоматичен отговор|رد تلقائي|自动(?:答复|回复)|自動回覆)",
    re.IGNORECASE,
)
UNDELIVERED = re.compile(
    r"undeliver|delivery (?:status notification|failure|failed|has failed|delayed)|returned (?:mail|to sender)|"
    r"unzustellbar|nicht zustellbar|zustellung(?:sfehler| fehlgeschlagen|sproblem| (?:hat sich )?verzögert)|"
    r"mail delivery (?:failed|failure|system)|"
    r"failure notice|could not be delivered|non[ -]remis|mail system error|delivery notification|non-?deliver|"
    r"konnte nicht (?:zugestellt|ausgeliefert|übermittelt)|nicht zugestellt|fehler bei der zustellung|"
    r"zustellung .{0,40}fehlgeschlagen|échec de (?:la )?remise|échec d['’]envoi|"
    r"no se (?:puede|pudo|ha podido) entregar|non recapitabile|"
    r"mancat[oa] (?:recapito|consegna)|onbestelbaar|niet (?:bezorgd|afgeleverd)|niedostarcz|"
    r"nie można dostarczyć|teslim edilemedi|iletilemedi|недоставлен|не доставлено|не удается доставить|"
    r"não entregue|não é possível entregar|kan inte levereras|kan ikke leveres|nedoručiteln|kézbesíthetetlen|"
    r"toimittamatta|"
    r"warning: message .{0,60}delayed|mail delivery warning",
    re.IGNORECASE,
)
DELAYED = re.compile(
    r"delayed|delivery delay|\(delay\)|warning:|will (?:be retried|retry)|verzöger|noch nicht zugestellt|"
    r"temporar|no action is required",
    re.IGNORECASE,
)
SILENT = re.compile(
    r"^(?:no|do[-_.]?not|nicht)[-_.]?(?:reply|antworten)|^(?:keine[-_.]?antwort|kein[-_.]reply|"
    r"donotreply|noreply|autoreply|notifications?|newsletter)\b|"
    r"^(?:ne[-_.]?pas[-_.]?repondre|no[-_.]?responder|non[-_.]?rispondere|nao[-_.]?respond\w+|geen[-_.]?antwoord|"
    r"nie[-_.]?odpowiada\w*|yanitlama\w*)|"
    r"^(?:root|daemon|www-data|cron|mailer|autoresponder|listserv|majordomo|mailman|owner-[^@]+)(?:@|$)|"
    r"[-_.+](?:no-?reply|donotreply|nicht[-_.]?antworten|request|bounces)(?:@|$)",  # RFC 3834, 2
    re.IGNORECASE,
)
LISTS = (
    "list-id",
    "list-unsubscribe",
    "list-post",
    "list-owner",
    "list-archive",
    "mailing-list",  # ezmlm
    "x-mailing-list",
    "x-beenthere",  # Mailman
    "x-campaign-id",
    "x-csa-complaints",  # senders of advertising in Germany
)
MACHINES = re.compile(
    r"x-(?:mail-)?auto-?(?:repl\w+|respond\w*|response|generated)(?:-from)?|x-vacation|x-fc-machinegenerated|x-cron-env"
)
REPLY_CODE = re.compile(r"\b([45])(?:[0-5]\d)[ -](?=\S)")
ANSWERS = re.compile(r"^\s*(?:re|aw|antw|sv|odp|ynt|fwd?|wg|tr|rv)\s*:", re.IGNORECASE)


def kind_of(
    message: Entity,
    parts: list[Part],
    sender: Address,
    own: Collection[str],
    is_ours: Callable,
    answer_to: Address | None = None,
) -> str:
    """The kind of machine that wrote it, or `none` for a person."""
    email = sender.email or ""
    mark = message.get(OUR_MARK)
    if (mark is not None and is_ours(mark)) or (_is_from_us(email, own) and not _is_of_a_form(answer_to, own)):
        return "own_loop"
    subject = decoded(message.get("subject") or "")
    if bounce := _bounce(message, parts, email, subject):
        return bounce
    if _answers_automatically(message, parts, email, subject):
        return "auto_reply"
    return "bulk" if _is_bulk(message) else "auto_reply" if _has_no_return(message, email) else "none"


def may_be_answered(message: Entity, kind: str, sender: Address) -> bool:
    """A person may get our automatic confirmation; wishes to be spared it are kept (MS-OXCMAIL)."""
    if kind != "none" or not sender.usable or SILENT.search(sender.email or ""):
        return False
    wishes = re.split(r"[,;\s]+", _word(message, "x-auto-response-suppress"))
    return not {"all", "autoreply", "oof"} & set(wishes)


def _is_from_us(email: str, own: Collection[str]) -> bool:
    return bool(email) and email.lower() in {address.lower() for address in own}


def _is_of_a_form(answer_to: Address | None, own: Collection[str]) -> bool:
    """A form on our own page writes in our name, for somebody elsewhere who waits for an answer."""
    if answer_to is None or not answer_to.usable:
        return False
    houses = {address.lower().rpartition("@")[2] for address in own}
    return (answer_to.email or "").lower().rpartition("@")[2] not in houses


def _word(message: Entity, name: str) -> str:
    return raw_text(message.get(name) or "").strip().lower()


def _bounce(message: Entity, parts: list[Part], email: str, subject: str) -> str | None:
    """A delivery report, or what programs without the standard send."""
    report = next((part for part in parts if part.type in DELIVERY), None)
    if report and not _is_shown_by_a_person(message, email, subject):
        return _severity(report.text)
    if message.get("x-failed-recipients") is not None:
        return "bounce_temporary" if DELAYED.search(subject) else "bounce_permanent"
    named = bool(ROBOTS.match(email))
    named = named or message.get("x-ms-exchange-message-is-ndr") is not None
    if not (named or _empty_return(message)):
        return None
    text = " ".join(part.text[:4_000] for part in parts[:2] if part.is_text)
    codes = set(re.findall(r"\b([45])\.\d\.\d{1,3}\b", text))
    if not (UNDELIVERED.search(subject) or (named and codes)):
        return None
    codes = codes or set(REPLY_CODE.findall(text))
    return "bounce_temporary" if DELAYED.search(subject) or codes == {"4"} else "bounce_permanent"


def _is_shown_by_a_person(message: Entity, email: str, subject: str) -> bool:
    """Somebody passes on the report they got and asks what to do; their program encloses its parts."""
    if message.type == "multipart/report" or not message.type.startswith("multipart/") or ROBOTS.match(email):
        return False
    return not _empty_return(message) and bool(ANSWERS.match(subject) or not UNDELIVERED.search(subject))


def _severity(report: str) -> str | None:
    """Permanent if any recipient failed for good; a report of success is no bounce."""
    actions = {found.lower() for found in re.findall(r"(?im)^action:\s*(\w+)", report)}
    codes = re.findall(r"(?im)^status:\s*([245])\.", report)
    if "failed" in actions or (not actions and "5" in codes):
        temporary = "4" in codes and "5" not in codes
        return "bounce_temporary" if temporary else "bounce_permanent"
    if "delayed" in actions or "4" in codes:
        return "bounce_temporary"
    return "bounce_permanent" if not actions and not codes else None


def _answers_automatically(message: Entity, parts: list[Part], email: str, subject: str) -> bool:
    """RFC 3834 and the headers programs used before it."""
    submitted = [re.split(r"[;(\s]", raw_text(value).strip().lower())[0] for value in message.all("auto-submitted")]
    if {word for word in submitted if word} - {"no"}:
        return True
    has_report = any(part.type in (*DELIVERY, *READ) for part in parts)
    if message.type == "multipart/report" or (has_report and not _is_shown_by_a_person(message, email, subject)):
        return True
    told = [raw_text(value).strip().lower() for name, value in message.fields if MACHINES.fullmatch(name)]
    if told:
        return not {"no", "false"} & set(told)
    if {_word(message, name) for name in ("precedence", "preference", "x-precedence")} & {"auto_reply", "auto-reply"}:
        return True
    if "autoresponder" in _word(message, "x-post-messageclass") + _word(message, "delivered-to"):
        return True
    if re.search(r"\bvacation\b|auto-?(?:respond|reply)", _word(message, "x-mailer")):
        return True
    if (found := ABSENT.match(subject) or ELSEWHERE.match(subject)) and not _is_told(subject, found.end()):
        return True
    return _word(message, "x-pops-autoreply") not in ("", "no")


def _is_told(subject: str, end: int) -> bool:
    """A person writes about an automatic answer; a machine's words end there, or quote our subject behind a colon."""
    return subject[end - 1] not in ":]" and bool(TOLD.match(subject, end))


def _is_bulk(message: Entity) -> bool:
    """Sent to many: lists and newsletters."""
    if _word(message, "precedence").split(";")[0] in ("bulk", "junk", "list"):
        return True
    feedback = _word(message, "feedback-id")  # Amazon writes it into every mail, those of a contact form, too
    return bool(feedback and not feedback.endswith("amazonses")) or any(message.get(name) is not None for name in LISTS)


def _empty_return(message: Entity) -> bool:
    returns = message.get("return-path")
    return returns is not None and returns.strip() in ("<>", "")


def _has_no_return(message: Entity, email: str) -> bool:
    """Nobody wants an answer to it: an empty envelope sender, or a robot's name."""
    return _empty_return(message) or bool(ROBOTS.match(email))
