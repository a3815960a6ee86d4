"""The complete content of every edition in Musterhafen, built from the town's file and the forms written by hand."""

import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from . import words
from .animals import CAT, CAT_CONDITIONS, CAT_PHASES, FOUND
from .concerns import COMPLAINT, POTHOLE, QUESTION
from .inside import NEW_COLLEAGUE
from .papers import LICENCE, PASSPORT
from .written import slugs, written

HERE = Path(__file__).parent
WRITTEN: dict[str, dict[str, Any]] = {
    "streunende-katze": CAT,
    "fundtier": FOUND,
    "schlagloch": POTHOLE,
    "reisepass": PASSPORT,
    "fuehrerschein": LICENCE,
    "frage": QUESTION,
    "beschwerde": COMPLAINT,
    "it-neuer-mitarbeiter": NEW_COLLEAGUE,
}
TOPIC_OF_TEAM = {
    "allgemeine-ordnung": "tiere-umwelt", "fundbuero": "tiere-umwelt", "gewerbe": "bauen-gewerbe",
    "verkehr": "strasse-verkehr", "ausweise-melden": "ausweise-melden", "telefon-empfang": "rathaus",
    "strassenunterhaltung": "strasse-verkehr", "strassenreinigung": "tiere-umwelt", "beleuchtung": "strasse-verkehr",
    "abfall": "tiere-umwelt", "baumpflege": "tiere-umwelt", "spiel-und-parkanlagen": "tiere-umwelt",
    "friedhof": "familie-soziales", "sportstaetten": "freizeit", "vereine": "freizeit", "bauaufsicht": "bauen-gewerbe",
    "beurkundung": "familie-soziales", "trauung": "familie-soziales", "wohnen": "familie-soziales",
    "kinder-jugend": "familie-soziales", "steuern": "abgaben", "stadtkasse": "abgaben",
}  # fmt: skip
TOPIC_OF_SERVICE = {"veranstaltung": "freizeit", "ruhestoerung": "rathaus", "fundsache": "rathaus",
                    "fuehrerschein": "strasse-verkehr", "fuehrerschein-umtausch": "strasse-verkehr"}  # fmt: skip
STEP_KINDS = {"aufgabe": "task", "entscheidung": "decision", "interne_anfrage": "request",
              "externer_auftrag": "contract", "freigabe": "approval", "nachricht": "message"}  # fmt: skip
CLOCKS = {"SLA erste Antwort": "first_answer", "SLA Ergebnis": "result", "OLA": "leg", "intern": ""}
ONLINE = {"voll": "full", "vorbereitung": "prepare", "nein": "none"}
VISITS = {
    "moeglich": {"need": "possible", "text": "Mit Termin warten Sie nicht. Es geht auch ohne."},
    "noetig": {"need": "needed", "text": "Sie brauchen einen Termin."},
}
ACTS = {"bewilligt", "festgesetzt", "erteilt"}
REFUSALS = {"abgelehnt", "teilweise_bewilligt", "teilweise_erteilt", *ACTS}
CLASSES = {"sache": "matter", "bild": "picture", "person": "person", "interne_notiz": "note", "nachrichten": "messages"}
SAID = {"ja": "yes", "grund": "reason", "nein": "no"}
ORDERING_ROLES = {"Prozessverantwortliche": "process_owner", "Berichtswesen": "reporting"}
AGREED, AGREED_INSIDE = ("erste_antwort", "ergebnis"), ("reaktion", "erledigung")
INSIDE = {"matter": "yes", "picture": "yes", "person": "reason", "note": "yes", "messages": "reason"}
OUTSIDE = {"matter": "yes", "picture": "yes", "person": "no", "note": "no", "messages": "no"}


@cache
def town() -> dict[str, Any]:
    """The town's file."""
    return json.loads((HERE / "musterhafen.json").read_text("utf-8"))


@cache
def rows() -> dict[str, dict[str, Any]]:
    """Every service by slug, citizens' and internal."""
    return {row["slug"]: row for row in [*town()["dienste"], *town()["interne_dienste"]]}


def told_of(slug: str) -> dict[str, Any]:
    """What was written by hand about a service: in its own file, or in a module of this folder."""
    return written(slug) if slug in slugs() else copy.deepcopy(WRITTEN[slug])


def content_of(slug: str) -> dict[str, Any]:
    """Return the whole content of a service's edition, as the verb `publish` takes it."""
    row, told = rows()[slug], told_of(slug)
    kind = words.KINDS[row.get("art", "intern")]
    decides = told.get("text", {}).get("decides") or decider(row)
    content = {
        "title": row["titel"],
        "summary": row["kurz"],
        "words": [*row.get("suchworte", []), *told.get("words", [])],
        "topic": topic_of(row),
        "decides": decides,
        "text": _text(row, kind, decides) | told.get("text", {}) | {"decides": decides},
        "form": told["form"],
        "steps": [_named(step) for step in told.get("steps") or _steps(row)],
        "agreements": _agreements(row),
        "messages": words.messages(kind) | told.get("messages", {}),
        "results": _results(row),
        "return_reasons": list(dict.fromkeys([*row.get("rueckgabegruende", []), *words.RETURN_REASONS])),
        "decision": _decision(row, kind),
        "packets": _packets(slug) | told.get("outside", {}),
        "privacy": _privacy(row, kind, told),
        "emergency": told.get("emergency"),
        "submit_verb": told.get("submit_verb", words.submit_verb(kind)),
        "signature": told.get("signature", _signature(row, kind)),
        "leading_system": told.get("leading_system", "Lotse"),
        "fee": _fee(row),
        "bring": list(row.get("mitbringen", [])),
        "online": ONLINE[row.get("online", "voll")],
        "appointment": _appointment(row, told),
        "legal_basis": row.get("rechtsgrundlage", ""),
    }
    content |= {"purpose": content["privacy"]["purpose"], "retention": content["privacy"]["period"]}
    return content if "art" in row else content | _for_colleagues(row)


def _for_colleagues(row: dict[str, Any]) -> dict[str, Any]:
    """Who orders an internal service, and how many hours a month its team gives for it."""
    orders = row.get("bestellbar_von", "")
    given = {"hours_a_month": row.get("reservierte_stunden_monat", 0)}
    return given | ({} if orders == "alle" else {"ordered_by": orders, "orderers": _orderers(orders)})


def _orderers(words: str) -> dict[str, Any]:
    """Who orders, as a rule of catalogue/ordering.py: leads, roles, or departments by the beginning of their name."""
    rule: dict[str, Any] = {"departments": []}
    for word in words.split(", "):
        if word == "Leitungen":
            rule["leads"] = True
        elif word in ORDERING_ROLES:
            rule.setdefault("roles", []).append(ORDERING_ROLES[word])
        else:
            rule["departments"] += _departments(word)
    return rule


def _departments(word: str) -> list[str]:
    """The departments that a word means; a word that means none is a mistake in the file."""
    named = [
        row["slug"] for row in town()["fachbereiche"]
        if (row["art"] == "fach" if word == "Fachbereiche" else row["name"].startswith(word))
    ]  # fmt: skip
    if not named:
        raise ValueError(f"Wer bestellt: „{word}“ ist keine Rolle und kein Fachbereich.")
    return named


def decider(row: dict[str, Any]) -> str:
    """Who decides, in the words on the service page."""
    department = next(each for each in town()["fachbereiche"] if each["slug"] == row["fachbereich"])
    team = next(each for each in department["teams"] if each["slug"] == row["team"])
    return f"{department['name']}, Team {team['name']}"


def topic_of(row: dict[str, Any]) -> str:
    """Under which topic citizens find it."""
    if "art" not in row:
        return "intern"
    return TOPIC_OF_SERVICE.get(row["slug"]) or TOPIC_OF_TEAM.get(row["team"], "rathaus")


def _text(row: dict[str, Any], kind: str, decides: str) -> dict[str, Any]:
    return {
        "what": row["kurz"],
        "cost": row.get("gebuehr", {}).get("text", "kostenfrei"),
        "duration": words.duration(_agreements(row)["result"]),
        "documents": list(row.get("mitbringen", row.get("angaben", []))),
        "law": row.get("rechtsgrundlage", ""),
        "next": words.next_steps(kind, decides.partition(",")[0]),
    }


RESULT_STEPS = [
    {"minutes": -480, "do": "remind"}, {"minutes": 0, "do": "escalate"}, {"minutes": 480, "do": "urgent"},
]  # fmt: skip
# ten weeks after receipt: no decision is due by law, yet an action is admissible after three months (practice 1.4)
WARNING = {"kind": "reminder_date", "amount": 10, "unit": "week", "rule": "service", "starts": "receipt"}


def _agreements(row: dict[str, Any]) -> dict[str, Any]:
    """The promises to citizens, or between teams for an internal service."""
    period = row.get("frist") or row["vereinbarung"]
    first, result = (period[name] for name in (AGREED if "frist" in row else AGREED_INSIDE))
    return {
        "first_answer": _amount(first)
        | {"steps": [{"minutes": -120, "do": "remind"}, {"minutes": 0, "do": "escalate"}]},
        "result": _amount(result)
        | {"pauses": ["citizen", "external"], "steps": RESULT_STEPS}
        | ({"text": result["text"]} if result.get("text") else {}),
        "legal": period.get("gesetz"),
        "periods": [WARNING] if ACTS & set(row.get("abschlussarten", [])) else [],
    }


def _amount(period: dict[str, Any]) -> dict[str, Any]:
    return {"amount": period["menge"], "unit": period["einheit"]}


def _steps(row: dict[str, Any]) -> list[dict[str, Any]]:
    if row["slug"] == town()["prozess_streunende_katze"]["dienst"]:
        return [_cat_step(step) for step in town()["prozess_streunende_katze"]["schritte"]]
    agreed = _agreements(row)
    first, result = ({name: agreed[key][name] for name in ("amount", "unit")} for key in ("first_answer", "result"))
    front = row["team"] if row.get("datenkreis", "allgemein") != "allgemein" or "art" not in row else "telefon-empfang"
    steps = [
        {"key": "aufnehmen", "name": "Aufnehmen und antworten", "team": front, "phase": "Aufnahme", "deadline": first,
         "clock": "first_answer", "citizen_text": "Ihr Anliegen ist da. Wir melden uns bei Ihnen."},
        {"key": "bearbeiten", "name": "Prüfen und bearbeiten", "team": row["team"], "phase": "Bearbeitung",
         "deadline": result, "clock": "leg", "citizen_text": "Wir bearbeiten Ihr Anliegen. Sie müssen nichts tun."},
        {"key": "ergebnis", "name": "Ergebnis mitteilen", "team": front, "kind": "message", "phase": "Ergebnis",
         "clock": "result", "citizen_text": "Das Ergebnis steht fest. Wir schreiben es Ihnen."},
    ]  # fmt: skip
    return steps if row["team"] != front else [steps[0] | {"name": "Aufnehmen und bearbeiten"}, steps[2]]


def _cat_step(step: dict[str, Any]) -> dict[str, Any]:
    """One step of the cat process with the names the house uses."""
    key = step["schluessel"]
    return {
        "key": key, "name": step["name"], "team": step["team"], "kind": STEP_KINDS[step["art"]],
        "deadline": _amount(step["frist"]), "clock": CLOCKS.get(step["uhr"], ""), "citizen_text": step["buergertext"],
        "phase": CAT_PHASES[key], "condition": CAT_CONDITIONS.get(key), "needs": step["braucht"],
        "gives": step["ergibt"], "return_reasons": step["rueckgabegruende"], "hint": step["hinweis"] or "",
    }  # fmt: skip


def _named(step: dict[str, Any]) -> dict[str, Any]:
    """The step, with the name of the body that does it if it stands outside the house."""
    bodies = {body["slug"]: body["name"].partition(" (")[0] for body in town()["externe"]}
    return step | ({"outside": bodies[step["team"]]} if step["team"] in bodies else {})


def _appointment(row: dict[str, Any], told: dict[str, Any]) -> dict[str, str] | None:
    """Whether people come in person, and what happens then; None if nobody has to come."""
    visit = VISITS.get(row.get("termin", "nein"))
    text = told.get("text", {}).get("appointment")
    return (visit | ({"text": text} if text else {})) if visit else None


def _results(row: dict[str, Any]) -> list[dict[str, Any]]:
    """How it may end: the service's own results first, then those every service has."""
    own = {slug: town()["abschlussarten"][slug] for slug in row.get("abschlussarten", [])}
    labels = own | {slug: label for slug, label in words.COMMON_RESULTS if slug not in own}
    return [{"slug": slug, "label": label, "notice": slug in REFUSALS} for slug, label in labels.items()]


def _decision(row: dict[str, Any], kind: str) -> str:
    if kind == "question":
        return "information"
    return "administrative_act" if ACTS & set(row.get("abschlussarten", [])) else "plain"


def _packets(slug: str) -> dict[str, dict[str, str]]:
    """Which data class a receiver gets: yes, only with a reason, no."""
    packets = {"inside": dict(INSIDE), "outside": dict(OUTSIDE)}
    process = town()["prozess_streunende_katze"]
    if slug == process["dienst"]:
        for receiver, classes in process["paket"].items():
            if receiver != "legende":
                packets[receiver] = {CLASSES[name]: SAID[said] for name, said in classes.items()}
    return packets


def _privacy(row: dict[str, Any], kind: str, told: dict[str, Any]) -> dict[str, Any]:
    """What the privacy notice of this service says (Art. 13 DSGVO)."""
    circle = row.get("datenkreis", "allgemein")
    years, period = words.PERIODS[kind]
    duty = "Art. 88 DSGVO, § 18 DSG NRW" if kind == "request" else "Art. 6 Abs. 1 Buchstabe e DSGVO, § 3 DSG NRW"
    sensitive = "Art. 9 Abs. 2 Buchstabe g DSGVO" if circle == "gesundheit" else ""
    basis = "; ".join(filter(None, [duty, sensitive, row.get("rechtsgrundlage", "")]))
    inside = list(dict.fromkeys(["Bürgerservice", decider(row)] if circle == "allgemein" else [decider(row)]))
    return {
        "purpose": told.get("purpose", f"Wir bearbeiten damit Ihr Anliegen „{row['titel']}“ und antworten Ihnen."),
        "legal_basis": basis,
        "recipients": told.get("recipients", inside),
        "period": {"amount": years, "unit": "year", "after": "closing", "text": period},
        "circle": circle,
        "circle_text": town()["datenkreise"][circle],
        "third_persons": circle in ("vertraulich", "personalakte"),
    }


def _signature(row: dict[str, Any], kind: str) -> str:
    if row.get("persoenlich"):
        return "in_person"
    return "text" if kind in ("application", "notice") else "none"


def _fee(row: dict[str, Any]) -> dict[str, Any]:
    """What it costs; the amount as text, since hashes know no floats."""
    fee = row.get("gebuehr", {})
    amount = fee.get("betrag_eur", 0.0)
    return {"amount": None if amount is None else f"{amount:.2f}", "text": fee.get("text", "kostenfrei")}


def town_card() -> dict[str, str]:
    """Who answers for the data here, for the privacy notice."""
    lead = next(each for each in town()["fachbereiche"] if each["slug"] == "verwaltungsleitung")
    switchboard = re.split(r" \(", town()["stadt"]["telefonzentrale"])[0]
    return {
        "name": f"Stadt {town()['stadt']['name']}",
        "address": "Marktplatz 1",
        "phone": switchboard,
        "email": "buergerservice@musterhafen.example",
        "officer": "Datenschutzbeauftragte der Stadt Musterhafen",
        "officer_phone": lead["telefon"],
        "officer_email": "datenschutz@musterhafen.example",
        "authority": "Landesbeauftragte für Datenschutz und Informationsfreiheit Nordrhein-Westfalen",
        "authority_web": "www.ldi.nrw.de",
    }
