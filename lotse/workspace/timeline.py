"""The timeline (Verlauf) as staff read it: who did what, in one sentence, with the words that were said."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.approvals.models import Round
from lotse.cases.models import PAUSE_REASONS, Case
from lotse.cases.reasons import REASONS_TO_ASK
from lotse.cases.representing import in_words
from lotse.people.models import Person
from lotse.ui.shown import Shown

from .internal import hours_words
from .wording import CLOCKS

ICONS = {
    "approval_asked": "question-mark",
    "opened": "checklist",
    "told": "checklist",
    "answer": "checklist",
    "message": "mail",
    "question": "question-mark",
    "note": "edit",
    "offered": "arrow-forward",
    "accepted": "check",
    "returned": "arrow-back",
    "request_returned": "arrow-back",
    "result": "success",
    "assigned": "account-circle",
    "guide_changed": "account-circle",
    "follow_up": "calendar-today",
    "closed": "success",
    "reopened": "autorenew",
    "withdrawn": "close",
    "belongs": "checklist",
    "merged": "checklist",
    "unmerged": "checklist",
    "runs_again": "autorenew",
    "corrected": "edit",
}
BOXED = {"opened", "told", "answer", "message", "question", "returned", "result", "closed", "reopened", "withdrawn",
         "corrected", "approval_asked", "represented", "task_set", "referred", "request_returned",
         "request_again"}  # fmt: skip
DEEDS = {
    "approval_yes": gettext_lazy("{who} hat freigegeben."),
    "approval_no": gettext_lazy("{who} hat abgelehnt."),
    "approval_yes_for": gettext_lazy("{who} hat in Vertretung für {to} freigegeben."),
    "approval_no_for": gettext_lazy("{who} hat in Vertretung für {to} abgelehnt."),
    "approval_given": gettext_lazy("Das ist freigegeben."),
    "approval_refused": gettext_lazy("Das ist nicht freigegeben."),
    "approval_overdue": gettext_lazy("Eine Freigabe ist überfällig. Die Leitung weiß Bescheid."),
    "approval_voided": gettext_lazy("Eine Freigabe gilt nicht mehr."),
    "accepted": gettext_lazy("{who} hat die Übergabe an {team} angenommen."),
    "accepted_by_link": gettext_lazy("{team} hat die Übergabe über den Link angenommen."),
    "accepted_by_crew": gettext_lazy("{team} hat die Übergabe angenommen ({who})."),
    "passed_on": gettext_lazy("{team} hat das Anliegen an {onward} weitergegeben. Damit ist diese Übergabe beendet."),
    "runs_again": gettext_lazy("Das Anliegen liegt wieder bei {team}. Die frühere Übergabe läuft weiter."),
    "order_printed": gettext_lazy("{who} hat den Arbeitsauftrag für {team} gedruckt."),
    "assigned": gettext_lazy("{who} hat das Anliegen {to} zugewiesen."),
    "assigned_to_oneself": gettext_lazy("{who} hat sich das Anliegen zugewiesen."),
    "freed": gettext_lazy("{who} hat die Zuweisung aufgehoben."),
    "guide_changed": gettext_lazy("{who} hat {to} zur Ansprechperson gemacht."),
    "follow_up": gettext_lazy("{who} legt sich das Anliegen am {on} wieder vor."),
    "no_follow_up": gettext_lazy("{who} hat die Wiedervorlage aufgehoben."),
    "link_sent": gettext_lazy("{who} hat {team} einen neuen Link geschickt."),
    "told_outside": gettext_lazy("{who} hat Stellen ohne E-Mail-Adresse gesagt, was sich geändert hat."),
    "code_replaced": gettext_lazy("{who} hat einen neuen Code ausgegeben."),
    "urgency": gettext_lazy("{who} hat die Dringlichkeit geändert."),
    "rated_solved": gettext_lazy("Die meldende Person sagt: gelöst."),
    "rated_open": gettext_lazy("Die meldende Person sagt: nicht gelöst."),
    "belongs_there": gettext_lazy("{who} hat diese Nachricht zu {number} genommen."),
    "belongs_here": gettext_lazy("{who} hat entschieden: Das ist ein eigenes Anliegen, nicht {number}."),
    "merged_there": gettext_lazy("{who} hat diese Meldung mit {number} zusammengeführt."),
    "merged_here": gettext_lazy("{who} hat {number} mit dieser Meldung zusammengeführt."),
    "unmerged": gettext_lazy("{who} hat diese Meldung und {number} wieder getrennt."),
    "requested": gettext_lazy("{who} hat einen internen Auftrag gestellt: {number} an {team}."),
    "request_accepted_there": gettext_lazy("{team} hat den Auftrag {number} angenommen."),
    "request_short_there": gettext_lazy("Für den Auftrag {number} fehlen {team} Stunden."),
    "request_reserved_there": gettext_lazy("Für den Auftrag {number} sind Stunden reserviert."),
    "request_returned_there": gettext_lazy("{team} hat den Auftrag {number} zurückgegeben."),
    "request_again_there": gettext_lazy("Der Auftrag {number} ist noch einmal gestellt."),
    "request_withdrawn_there": gettext_lazy("Der Auftrag {number} ist zurückgezogen."),
    "request_done_there": gettext_lazy("{team} hat den Auftrag {number} abgeschlossen."),
    "request_needed_on": gettext_lazy("{who}: Das Anliegen wartet auf den Auftrag {number}."),
    "request_needed_off": gettext_lazy("{who}: Das Anliegen wartet nicht mehr auf den Auftrag {number}."),
    "request_accepted": gettext_lazy("{who} hat den Auftrag angenommen."),
    "hours_missing": gettext_lazy("{who}: Für den Auftrag fehlen {hours}."),
    "hours_reserved": gettext_lazy("{who} hat {hours} reserviert."),
    "task_done": gettext_lazy("{who} hat eine Aufgabe erledigt."),
    "task_dropped": gettext_lazy("{who}: Eine Aufgabe ist nicht mehr nötig."),
    "item_done": gettext_lazy("{who} hat auf der Checkliste abgehakt: {item}."),
    "item_open": gettext_lazy("{who} hat auf der Checkliste wieder geöffnet: {item}."),
    "split_off": gettext_lazy("{who} hat ein zweites Anliegen daraus gemacht: {number}."),
    "split_from": gettext_lazy("{who} hat dieses Anliegen aus {number} gemacht."),
    "broadcast": gettext_lazy("{who} hat allen geschrieben, die dasselbe gemeldet haben."),
    "clock_remind": gettext_lazy("{clock}: Die Frist läuft bald ab."),
    "clock_remind_soon_told": gettext_lazy("{clock}: Die Frist läuft bald ab. Wer daran arbeitet, ist erinnert."),
    "clock_remind_over": gettext_lazy("{clock}: Die Frist ist erreicht."),
    "clock_remind_over_told": gettext_lazy("{clock}: Die Frist ist erreicht. Wer daran arbeitet, ist erinnert."),
    "clock_escalate": gettext_lazy("{clock}: Die Frist drängt."),  # from before entries kept when the step was
    "clock_escalate_soon": gettext_lazy("{clock}: Die Frist läuft bald ab."),
    "clock_escalate_soon_told": gettext_lazy("{clock}: Die Frist läuft bald ab. Die Leitung weiß Bescheid."),
    "clock_escalate_over": gettext_lazy("{clock}: Die Frist ist nicht eingehalten."),
    "clock_escalate_over_told": gettext_lazy("{clock}: Die Frist ist nicht eingehalten. Die Leitung weiß Bescheid."),
    "clock_urgent": gettext_lazy("{clock}: Die Frist drängt. Das Anliegen ist jetzt dringend."),
    "clock_urgent_over": gettext_lazy("{clock}: Die Frist ist vorbei. Das Anliegen ist jetzt dringend."),
    "clock_pause": gettext_lazy("{who}: Es wird gewartet ({why}). Fristen stehen, soweit es zugesagt ist."),
    "clock_resume": gettext_lazy("{who}: Das Warten ist vorbei ({why}). Die Fristen laufen weiter."),
    "clock_start": gettext_lazy("{who} hat eine gesetzliche Frist beginnen lassen."),
    "clock": gettext_lazy("Eine Frist hat sich geändert; „Warum dann fällig?“ zeigt es."),
    "unaccepted": gettext_lazy("{team} hat die Übergabe nicht rechtzeitig angenommen. Die Leitung weiß Bescheid."),
    "on_call": gettext_lazy("Notfall außerhalb der Servicezeiten."),
}
DOORS = {  # where a crew without accounts answered
    "paper": gettext_lazy("über den gedruckten Arbeitsauftrag"),
    "screen": gettext_lazy("an der Auftragstafel"),
}
HEADS = {
    "approval_asked": gettext_lazy("{who} bittet um Freigabe"),
    "task_set": gettext_lazy("{who} hat eine Aufgabe angelegt"),
    "note": gettext_lazy("Interne Notiz von {who}"),
    "question": gettext_lazy("Frage von {who}"),
    "offered": gettext_lazy("{who} übergibt an {team}"),
    "returned": gettext_lazy("{team} gibt zurück ({who})"),
    "request_returned": gettext_lazy("{who} gibt den Auftrag zurück"),
    "request_again": gettext_lazy("{who} stellt den Auftrag noch einmal"),
    "result": gettext_lazy("Ergebnis von {team} ({who})"),
    "closed": gettext_lazy("Abgeschlossen von {who}: {result}"),
    "reopened": gettext_lazy("Wieder aufgenommen von {who}"),
    "withdrawn": gettext_lazy("Zurückgezogen von {who}"),
    "told": gettext_lazy("Nachtrag von {who}"),
    "answer": gettext_lazy("Antwort von {who}"),
    "corrected": gettext_lazy("Angabe berichtigt von {who}"),
    "referred": gettext_lazy("Führende Akte, eingetragen von {who}"),
    "represented": gettext_lazy("In Vertretung, eingetragen von {who}"),
    "laid": gettext_lazy("E-Mail, dazugelegt von {laid_by}"),
}


@dataclass
class Item(Shown):
    """One entry as it is drawn."""

    id: str
    seq: int
    who: str
    at: Any
    icon: str
    kind: str  # box, note or nothing
    text: str
    to: str = ""
    details: list = field(default_factory=list)
    files: list = field(default_factory=list)
    letter: str = ""  # how far the mail about it got
    mail: str = ""  # the mail it came from, if this person may open it
    wrong: list = field(default_factory=list)  # the known facts it is an answer about

    @property
    def has_more(self):
        """Whether there is anything beside the text."""
        return bool(self.details or self.files or self.letter or self.mail or self.wrong)


def items_of(case, entries, files, wrong=None):
    """Return the entries newest first; names of persons they point at are fetched at most once.

    `files` are the attachments, `wrong` the facts an answer may put right, both by the entry's id.
    """
    names, wrong = _names(case, entries), wrong or {}
    return [
        _item(case, entry, names, files.get(str(entry.pk), []), wrong.get(str(entry.pk), []))
        for entry in reversed(entries)
    ]


def _names(case, entries):
    known = {str(each.pk): str(each) for each in (case.guide, case.assignee, *(entry.by for entry in entries)) if each}
    asked = {entry.data.get(key) for entry in entries for key in ("to", "laid_by")} - {None, ""} - known.keys()
    if asked:
        known |= {str(person.pk): str(person) for person in Person.objects.filter(pk__in=asked)}
    return known


def _item(case, entry, names, files, wrong):
    words = _words(case, entry, names)
    head, text = _head(case, entry, words), entry.text
    sentence = _sentence(entry)
    if sentence:
        head, text = _("Ablauf"), " ".join(filter(None, [sentence.format(**words), entry.text]))
    if entry.kind == "offered":
        text = entry.words.get("question", "")
    details, letter = _told_beside(entry), entry.letter_words
    is_boxed = entry.kind in BOXED and (text or files or details or letter)
    kind = "note" if entry.kind == "note" else "box" if is_boxed else ""
    to = case.shown_citizen if entry.kind in ("message", "question") else ""
    return Item(
        id=f"e{entry.seq}",
        seq=entry.seq,
        who=head,
        at=entry.at,
        icon=ICONS.get(entry.kind, "check"),
        kind=kind,
        text=text,
        to=to,
        details=details,
        files=files,
        letter=letter,
        mail=entry.mail_id,
        wrong=wrong,
    )


def _words(case, entry, names):
    leg = getattr(entry, "leg", None)
    data = entry.data
    return {
        "who": _who(case, entry),
        "team": leg.team.name if leg else case.team_names.get(data.get("team"), data.get("team", "")),
        "onward": case.team_names.get(data.get("passed_on"), data.get("passed_on", "")),
        "to": names.get(data.get("to"), ""),
        "laid_by": names.get(data.get("laid_by"), ""),
        "clock": CLOCKS.get(data.get("kind"), ""),
        "why": PAUSE_REASONS.get(data.get("reason"), ("", ""))[0],
        "on": _day(data.get("on")),
        "item": _item_of(case, data),
        "hours": hours_words(data["minutes"]) if "minutes" in data else "",
        "number": data.get("number") or data.get("into") or data.get("from", ""),
        "result": case.edition.results.get(data.get("result"), data.get("result", "")),
    }


def _item_of(case, data):
    """The words of a checklist's item, as the edition has them."""
    lists = (step.checklist for step in case.edition.process.steps if step.key == data.get("step")) if data else ()
    return next((each.text for items in lists for each in items if each.key == data.get("item")), "")


def _who(case, entry):
    if entry.data.get("by_link"):
        return _("über den Link")
    if door := entry.data.get("door"):
        return ", ".join(filter(None, [str(DOORS[door]), entry.words.get("crew", "")]))
    is_citizen = entry.by_id is not None and entry.by_id == case.citizen_id
    named = case.shown_citizen if is_citizen else entry.by
    return str(named or _("meldende Person"))


def _day(iso):
    return ".".join(reversed(iso.split("-"))) if iso else ""


def _sentence(entry):
    kind = entry.kind
    if kind == "assigned" and not entry.data.get("to"):
        kind = "freed"
    if kind == "assigned" and entry.data["to"] == str(entry.by_id):
        kind = "assigned_to_oneself"
    if kind == "accepted" and entry.data.get("by_link"):
        kind = "accepted_by_link"
    if kind == "accepted" and entry.data.get("door"):
        kind = "accepted_by_crew"
    if kind == "clock":
        kind = _clock_key(entry.data)
    if kind == "result" and entry.data.get("passed_on"):
        kind = "passed_on"
    if kind == "follow_up" and not entry.data.get("on"):
        kind = "no_follow_up"
    if kind == "rated":
        kind = "rated_solved" if entry.data.get("solved") else "rated_open"
    if kind == "belongs":
        kind = "belongs_there" if entry.data.get("is_part") else "belongs_here"
    if kind == "approval_voted":
        kind = ("approval_yes" if entry.data["yes"] else "approval_no") + ("_for" if entry.data.get("to") else "")
    if kind == "approval_decided":
        kind = "approval_given" if entry.data["approved"] else "approval_refused"
    if kind == "merged":
        kind = "merged_there" if entry.data.get("into") else "merged_here"
    if kind == "request":
        kind = f"request_{entry.data['event']}_there"
    if kind == "request_needed":
        kind = "request_needed_on" if entry.data["required"] else "request_needed_off"
    if kind == "split":
        kind = "split_off" if entry.data.get("into") else "split_from"
    return DEEDS.get(kind, "")


def _clock_key(data):
    """Which sentence a deadline's entry is: a step's by whether the time was over, and whether somebody heard of it."""
    plain = f"clock_{data.get('do') or data.get('event')}"
    when = ("_over" if data["minutes"] >= 0 else "_soon") if "minutes" in data else ""
    told = plain + when + ("_told" if data.get("told") else "")
    return next((key for key in (told, plain) if key in DEEDS), "clock")


def _head(case, entry, words):
    if entry.kind == "opened" and case.service.is_internal:
        return _("%(who)s (aus dem Haus)") % {"who": words["who"]}
    if entry.kind == "opened":
        channel = Case.Channel(entry.data["channel"]).label if entry.data.get("channel") in Case.Channel.values else ""
        return f"{words['who']} ({channel})" if channel else words["who"]
    if entry.data.get("laid_by"):
        return HEADS["laid"].format(**words)
    return HEADS[entry.kind].format(**words) if entry.kind in HEADS else words["who"]


def _told_beside(entry):
    """What else belongs to the entry, as pairs."""
    if entry.kind == "opened":
        return [(label, text) for label, text in entry.words.get("facts", []) if text]
    if entry.kind == "approval_asked":
        told = [(_("Kosten"), entry.words.get("cost", "")), (_("Gefragt"), ", ".join(entry.words.get("asked", [])))]
        return [(label, words) for label, words in told if words]
    if entry.kind == "approval_voided":
        return [(_("Grund"), Round.Because(entry.data["because"]).label)]
    if entry.data.get("laid_by"):
        return [(_("Geschrieben von"), entry.words.get("sender", "")), (_("Kam an als"), entry.data["number"])]
    if entry.kind == "corrected":
        rows = [(_("Vorher"), entry.words.get("was", "")), (_("Grund"), entry.words.get("reason", ""))]
        return [row for row in rows if row[1]]
    if entry.kind == "referred":
        rows = [(_("Jetzt"), _file(entry.words.get("now"))), (_("Vorher"), _file(entry.words.get("was")))]
        return [row for row in rows if row[1]]
    if entry.kind == "represented":
        rows = [(_("Jetzt"), in_words(entry.words.get("now")) or _("spricht für sich selbst"))]
        rows.append((_("Vorher"), in_words(entry.words.get("was"))))
        return [row for row in rows if row[1] and entry.words]
    if entry.kind == "question" and entry.data.get("reason"):
        because = entry.words.get("because") or REASONS_TO_ASK[entry.data["reason"]][0]
        return [(_("Noch einmal gefragt, weil"), because)]
    if entry.kind == "closed" and entry.data.get("passed_to"):
        return [(_("Abgegeben an"), entry.data["passed_to"]), (_("Eingegangen am"), _day(entry.data["received_on"]))]
    if entry.kind == "closed" and entry.data.get("notice"):
        notice = entry.data["notice"]
        return [
            (_("Bescheid vom"), notice["date"]),
            (_("Entschieden hat"), notice["team"]),
            (_("Bekannt gegeben"), notice["notified_by"]),
        ]
    return []


def _file(told):
    """The leading system and the reference in one line."""
    return ", ".join(filter(None, [told["system"], told["reference"]])) if told else ""
