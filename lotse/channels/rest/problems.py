"""What the house refuses, as RFC 9457 problems: one table from the refusal's code to status and title."""

from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import JsonResponse
from psycopg_pool import PoolTimeout

from lotse.approvals.refusals import VoteRefused
from lotse.cases.refusals import AlreadyKnown, Incomplete, Missing, ReasonNeeded, Refused, UnknownValue

from .shapes import facts_of

WHERE = "/api/v1/docs#"  # a problem's type is the place on the docs page that explains it

AWAY = (OperationalError, InterfaceError, PoolTimeout)  # how a lost database shows

# code -> status, title; the sentence of the moment is the `detail`
PROBLEMS = {
    "unreadable": (400, "Diese Anfrage können wir nicht lesen."),
    "not-signed-in": (401, "Der Schlüssel fehlt oder gilt nicht."),
    "not-allowed": (403, "Das macht jemand anderes."),
    "not-yours": (403, "Das beantwortet das Team, an das die Übergabe geht."),
    "through-the-guide": (403, "Nachrichten gehen über die Ansprechperson."),
    "read-only": (403, "Dieser Schlüssel darf nur lesen."),
    "not-found": (404, "Das gibt es nicht."),
    "not-this-way": (405, "Diese Adresse kennt diese Methode nicht."),
    "already-known": (409, "Das wissen wir schon."),
    "already-closed": (409, "Das Anliegen ist schon abgeschlossen."),
    "not-closed": (409, "Das Anliegen ist noch offen."),
    "already-rated": (409, "Diese Antwort haben wir schon."),
    "already-decided": (409, "Das hat schon jemand entschieden."),
    "other-closed": (409, "Das andere Anliegen ist abgeschlossen."),
    "unmergeable": (409, "Diese Anliegen werden nicht zusammengeführt."),
    "may-not-vote": (403, "Darüber entscheiden andere."),
    "content-changed": (409, "Der Inhalt hat sich geändert."),
    "no-reason": (422, "Der Grund fehlt."),
    "unaskable": (422, "So kann niemand entscheiden."),
    "names-reporter": (422, "Der Text nennt eine meldende Person."),
    "not-merged": (409, "Das Anliegen ist nicht zusammengeführt."),
    "follows-another": (409, "Das Anliegen gehört zu einem anderen."),
    "already-handed-over": (409, "Das Anliegen ist schon übergeben."),
    "already-answered": (409, "Die Übergabe ist schon beantwortet."),
    "request-answered": (409, "Der interne Auftrag ist schon weiter."),
    "task-ended": (409, "Die Aufgabe ist schon beendet."),
    "not-accepted": (409, "Die Übergabe ist noch nicht angenommen."),
    "changed-meanwhile": (409, "Jemand hat inzwischen etwas geändert."),
    "missing": (409, "Vor dem Abschluss fehlt noch etwas."),
    "service-not-open": (409, "Der Dienst nimmt gerade nichts an."),
    "refused": (409, "Das geht gerade nicht."),
    "too-large": (413, "Diese Anfrage ist zu groß."),
    "incomplete": (422, "Angaben fehlen oder passen nicht."),
    "unknown-value": (422, "Diesen Wert kennen wir nicht."),
    "key-used-before": (422, "Dieser Idempotency-Key gehört zu einer anderen Anfrage."),
    "away": (503, "Die Datenbank ist gerade nicht erreichbar."),
    "our-fault": (500, "Das hat nicht geklappt. Der Fehler liegt bei uns."),
}


def problem(code, detail="", **facts):
    """Return the answer that says what is wrong; `facts` are further members of the problem."""
    status, title = PROBLEMS[code]
    told = {"type": WHERE + code, "title": title, "status": status, "code": code}
    told |= {"detail": detail} if detail else {}
    headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
    return JsonResponse(told | facts, status=status, content_type="application/problem+json", headers=headers)


def failed(error, **facts):
    """Return the answer when we fail: that it is our fault, or that the database is away and when to come again."""
    is_away = isinstance(error, AWAY)
    answer = problem("away" if is_away else "our-fault", "Versuchen Sie es in 5 Minuten noch einmal.", **facts)
    if is_away:
        answer["Retry-After"] = "30"
    return answer


def not_read(error):
    """Return the answer to a request that is too large, or none at all."""
    if isinstance(error, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2
        return problem("too-large", f"Erlaubt sind {most} MB. Dateien nimmt diese Schnittstelle nicht an.")
    return problem("unreadable", "Senden Sie JSON in UTF-8.")


def problem_of(refusal: Refused | VoteRefused):
    """Return the answer to a refused deed."""
    return problem(refusal.code, str(refusal), **_facts_of(refusal))


def _facts_of(refusal):
    if isinstance(refusal, Incomplete):
        return {"errors": [{"field": f"answers.{key}", "message": str(text)} for key, text in refusal.problems.items()]}
    if isinstance(refusal, AlreadyKnown):
        return {"facts": facts_of(refusal.facts)}
    if isinstance(refusal, Missing):
        return {"missing": refusal.items}
    allowed = {"allowed": refusal.allowed} if isinstance(refusal, UnknownValue) and refusal.allowed else {}
    is_unfit = isinstance(refusal, (UnknownValue, ReasonNeeded)) and refusal.field
    return allowed | ({"errors": [{"field": refusal.field, "message": str(refusal)}]} if is_unfit else {})


# pydantic's name of what is wrong -> the sentence people read; anything else is answered with OTHERWISE
SENTENCES = {
    "missing": "Diese Angabe fehlt.",
    "string_type": "Hier erwarten wir Text.",
    "string_too_long": "Der Text ist zu lang. Erlaubt sind {max_length} Zeichen.",
    "string_too_short": "Der Text ist leer.",
    "too_short": "Der Text ist leer.",
    "string_unicode": "Der Text enthält halbe Zeichen.",
    "literal_error": "Erlaubt sind: {expected}.",
    "timezone_aware": "Dem Zeitpunkt fehlt der Abstand zu UTC, zum Beispiel +02:00.",
    "dict_type": "Hier erwarten wir ein Objekt.",
    "list_type": "Hier erwarten wir eine Liste.",
    "greater_than": "Der Wert ist zu klein. Er muss größer sein als {gt}.",
    "greater_than_equal": "Der Wert ist zu klein. Erlaubt ist mindestens {ge}.",
    "less_than_equal": "Der Wert ist zu groß. Erlaubt ist höchstens {le}.",
    "int_type": "Hier erwarten wir eine ganze Zahl.",
    "int_parsing": "Hier erwarten wir eine ganze Zahl.",
    "int_parsing_size": "Die Zahl ist zu groß.",
    "int_from_float": "Hier erwarten wir eine ganze Zahl.",
    "float_type": "Hier erwarten wir eine Zahl.",
    "float_parsing": "Hier erwarten wir eine Zahl.",
    "finite_number": "Hier erwarten wir eine Zahl.",
    "bool_type": "Hier erwarten wir true oder false.",
    "bool_parsing": "Hier erwarten wir true oder false.",
    "date_from_datetime_inexact": "Hier erwarten wir einen Tag, zum Beispiel 2026-03-06.",
    "date_from_datetime_parsing": "Hier erwarten wir einen Tag, zum Beispiel 2026-03-06.",
    "date_parsing": "Hier erwarten wir einen Tag, zum Beispiel 2026-03-06.",
    "date_type": "Hier erwarten wir einen Tag, zum Beispiel 2026-03-06.",
    "datetime_parsing": "Hier erwarten wir einen Zeitpunkt, zum Beispiel 2026-03-06T15:00:00+01:00.",
    "datetime_from_date_parsing": "Hier erwarten wir einen Zeitpunkt, zum Beispiel 2026-03-06T15:00:00+01:00.",
    "datetime_type": "Hier erwarten wir einen Zeitpunkt, zum Beispiel 2026-03-06T15:00:00+01:00.",
    "model_attributes_type": "Hier erwarten wir ein Objekt.",
    "too_long": "Die Liste ist zu lang. Erlaubt sind {max_length} Einträge.",
    "value_error": "{error}",
}
OTHERWISE = "Diese Angabe passt hier nicht."
PLACES = ("body", "query", "path", "header", "told")  # pydantic's and our own names of where a value came from


def unfit(errors):
    """Return the answer to values that cannot be read, as pydantic found them."""
    found = []
    for error in errors:
        place = [str(part) for part in error["loc"] if part not in PLACES]
        sentence = SENTENCES.get(error["type"], OTHERWISE).format(**_in_german(error.get("ctx", {})))
        found.append({"field": ".".join(place)[:200], "message": sentence})
    return problem("incomplete", errors=found)


def _in_german(values):
    """pydantic joins what is allowed in English."""
    return values | ({"expected": values["expected"].replace(" or ", " oder ")} if "expected" in values else {})
