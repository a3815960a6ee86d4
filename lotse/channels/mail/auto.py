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
    r"^(mailer-daemon|postmaster|mail-daemon|mdaemon|double-bounce|nobody|bounces?)(\+.*)?(@|$)", re.IGNORECASE
)
ABSENT = re.compile(
    r"^\s*(?:(?:re|aw|antw)\s*:\s*)?(?:\[?auto(?:matische|matic)?[\s-]?(?:antwort|reply|response|replied|respond)\]?|"
    r"auto\s*:.{1,200}(?:out of the office|außer haus|nicht im (?:büro|haus)|abwesend)|"
    r"automatische\s(?:antwort|rückmeldung|nachricht|e-?mail|abwesenheit\w*)|abwesend\s*(?:[:.!(]|bis|vom|$)|"
    r"abwesenheit(?:s(?:notiz|assistent|agent|(?:be)?nachricht\w*|meldung|info|mitteilung)|\s*(?::|(?:vom|bis|ab)\s\d|$))|"
    r"out[\s-]of[\s-](?:the\s)?office|urlaubs(?:benachrichtigung|nachricht|abwesenheit|vertretung\s*(?::|$))|"
    r"ich bin (?:derzeit |zurzeit |zur zeit )?(?:nicht im (?:büro|haus)|im urlaub|abwesend)\s*(?:[.!:(]|bis|vom|ab|$)|"
    r"nicht im büro\s*(?:[.!:(]|$)|.{2,80} ist außer haus\s*(?:[.!(]|bis|vom|ab|$)|"  # the last one is Lotus Notes
    r"automated reply|vacation (?:reply|response|message)|eingangsbestätigung\b.{0,40}automatisch|"
    r"report domain\s*:.{1,260}\bsubmitter\s*:|"  # DMARC (RFC 7489, 7.2.1.1)
    r"(?:gelesen|read|lesebestätigung|ungelesen gelöscht|nicht gelesen)\s*:)",
    re.IGNORECASE,
)
# how Outlook begins the subject of an absence in the languages of a town
ELSEWHERE = re.compile(
    r"^\s*(?:réponse automatique|risposta automatica|respuesta automática|resposta automática|automatisch antwoord|"
    r"automatyczna odpowiedź|automatická odpověď|automatikus válasz|automatski odgovor|automatisk svar|autosvar|"
    r"automaattinen vastaus|răspuns automat|otomatik (?:yanıt|cevap)|αυτόματη απάντηση|автоматический ответ|"
    r"автоматична відповідь|автоматичен отговор|رد تلقائي|自动(?:答复|回复)|自動回覆)",
    re.IGNORECASE,
)
UNDELIVERED = re.compile(
    r"undeliver|delivery (?:status notification|failure|failed|has failed|delayed)|returned (?:mail|to sender)|"
    r"unzustellbar|nicht zustellbar|zustellung(?:sfehler| fehlgeschlagen|sproblem| (?:hat sich )?verzögert)|"
    r"mail delivery (?:failed|failure|system)|"
    r"failure notice|could not be delivered|non remis|mail system error|delivery notification|"
    r"warning: message .{0,60}delayed|mail delivery warning",
    re.IGNORECASE,
)
DELAYED = re.compile(
    r"delayed|delivery delay|warning:|will (?:be retried|retry)|verzöger|noch nicht zugestellt|"
    r"temporar|no action is required",
    re.IGNORECASE,
)
SILENT = re.compile(
    r"^(?:no|do[-_.]?not|nicht)[-_.]?(?:reply|antworten)|^(?:keine[-_.]?antwort|kein[-_.]reply|"
    r"donotreply|noreply|autoreply|notifications?|newsletter|root|daemon|www-data|cron)\b|"
    r"[-_.+](?:no-?reply|donotreply)(?:@|$)",
    re.IGNORECASE,
)


def kind_of(message: Entity, parts: list[Part], sender: Address, own: Collection[str], is_ours: Callable) -> str:
    """The kind of machine that wrote it, or `none` for a person."""
    email = sender.email or ""
    mark = message.get(OUR_MARK)
    if (mark is not None and is_ours(mark)) or (email and email.lower() in {address.lower() for address in own}):
        return "own_loop"
    subject = decoded(message.get("subject") or "")
    if bounce := _bounce(message, parts, email, subject):
        return bounce
    if _answers_automatically(message, parts, subject):
        return "auto_reply"
    return "bulk" if _is_bulk(message) else "auto_reply" if _has_no_return(message, email) else "none"


def may_be_answered(message: Entity, kind: str, sender: Address) -> bool:
    """A person may get our automatic confirmation; wishes to be spared it are kept (MS-OXCMAIL)."""
    if kind != "none" or not sender.usable or SILENT.search(sender.email or ""):
        return False
    wishes = re.split(r"[,;\s]+", _word(message, "x-auto-response-suppress"))
    return not {"all", "autoreply", "oof"} & set(wishes)


def _word(message: Entity, name: str) -> str:
    return raw_text(message.get(name) or "").strip().lower()


def _bounce(message: Entity, parts: list[Part], email: str, subject: str) -> str | None:
    """A delivery report, or what programs without the standard send."""
    report = next((part for part in parts if part.type in DELIVERY), None)
    if report:
        return _severity(report.text)
    if message.get("x-failed-recipients") is not None:
        return "bounce_temporary" if DELAYED.search(subject) else "bounce_permanent"
    robot = bool(ROBOTS.match(email)) or _empty_return(message)
    if not (robot and UNDELIVERED.search(subject)):
        return None
    text = " ".join(part.text[:4_000] for part in parts[:2] if part.is_text)
    codes = set(re.findall(r"\b([45])\.\d\.\d{1,3}\b", text))
    return "bounce_temporary" if DELAYED.search(subject) or codes == {"4"} else "bounce_permanent"


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


def _answers_automatically(message: Entity, parts: list[Part], subject: str) -> bool:
    """RFC 3834 and the headers programs used before it."""
    submitted = [re.split(r"[;(\s]", raw_text(value).strip().lower())[0] for value in message.all("auto-submitted")]
    if {word for word in submitted if word} - {"no"}:
        return True
    if message.type == "multipart/report" or any(part.type in (*DELIVERY, *READ) for part in parts):
        return True
    if any(
        message.get(name) is not None
        for name in (
            "x-autoreply",
            "x-autorespond",
            "x-autoresponder",
            "x-auto-reply-from",
            "x-autoreply-from",
            "x-auto-reply",
            "x-mail-autoreply",
            "x-vacation",
            "x-fc-machinegenerated",
            "x-cron-env",
        )
    ):
        return not {_word(message, "x-autoreply"), _word(message, "x-auto-reply")} & {"no", "false"}
    if {_word(message, "precedence"), _word(message, "preference")} & {"auto_reply", "auto-reply"}:
        return True
    if "autoresponder" in _word(message, "x-post-messageclass") + _word(message, "delivered-to"):
        return True
    if ABSENT.match(subject) or ELSEWHERE.match(subject):
        return True
    return _word(message, "x-pops-autoreply") not in ("", "no")


def _is_bulk(message: Entity) -> bool:
    """Sent to many: lists and newsletters."""
    if _word(message, "precedence").split(";")[0] in ("bulk", "junk", "list"):
        return True
    return any(
        message.get(name) is not None
        for name in ("list-id", "list-unsubscribe", "list-post", "x-mailing-list", "x-campaign-id", "feedback-id")
    )


def _empty_return(message: Entity) -> bool:
    returns = message.get("return-path")
    return returns is not None and returns.strip() in ("<>", "")


def _has_no_return(message: Entity, email: str) -> bool:
    """Nobody wants an answer to it: an empty envelope sender, or a robot's name."""
    return _empty_return(message) or bool(ROBOTS.match(email))
