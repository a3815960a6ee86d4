"""The lists that people put together themselves, and what names them: beside the house's own lists."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.cases.models.kept import kept
from lotse.desk.models import SavedView

HAPPENED = {
    "opened": gettext_lazy("Das Anliegen kam herein."),
    "told": gettext_lazy("Die meldende Person hat etwas nachgetragen."),
    "answer": gettext_lazy("Die meldende Person hat geantwortet."),
    "rated": gettext_lazy("Die meldende Person hat gesagt, ob es gelöst ist."),
    "withdrawn": gettext_lazy("Die meldende Person hat das Anliegen zurückgezogen."),
    "message": gettext_lazy("%(who)s hat der meldenden Person geschrieben."),
    "question": gettext_lazy("%(who)s hat die meldende Person etwas gefragt."),
    "note": gettext_lazy("%(who)s hat eine Notiz geschrieben."),
    "offered": gettext_lazy("%(who)s hat etwas übergeben."),
    "accepted": gettext_lazy("%(who)s hat eine Übergabe angenommen."),
    "returned": gettext_lazy("%(who)s hat eine Übergabe zurückgegeben."),
    "result": gettext_lazy("%(who)s hat ein Ergebnis eingetragen."),
    "passed_on": gettext_lazy("Ein Team hat das Anliegen weitergegeben."),
    "runs_again": gettext_lazy("Ein weitergegebenes Anliegen kam zurück."),
    "assigned": gettext_lazy("%(who)s hat das Anliegen zugewiesen."),
    "closed": gettext_lazy("%(who)s hat das Anliegen abgeschlossen."),
    "reopened": gettext_lazy("Das Anliegen ist wieder aufgenommen."),
    "approval_asked": gettext_lazy("%(who)s bittet um eine Freigabe."),
    "approval_voted": gettext_lazy("%(who)s hat über eine Freigabe abgestimmt."),
    "approval_decided": gettext_lazy("Über eine Freigabe ist entschieden."),
    "approval_voided": gettext_lazy("Eine Freigabe gilt nicht mehr."),
    "approval_overdue": gettext_lazy("Eine Freigabe ist überfällig."),
    "belongs": gettext_lazy("%(who)s hat entschieden, wohin eine Nachricht gehört."),
    "broadcast": gettext_lazy("%(who)s hat allen geschrieben, die dasselbe gemeldet haben."),
    "clock": gettext_lazy("An einer Frist hat sich etwas geändert: Sie läuft, steht oder ist anders fällig."),
    "code_replaced": gettext_lazy("%(who)s hat einen neuen Code ausgegeben."),
    "corrected": gettext_lazy("%(who)s hat eine Angabe berichtigt."),
    "erased": gettext_lazy("Persönliche Angaben sind gelöscht."),
    "follow_up": gettext_lazy("%(who)s hat die Wiedervorlage geändert."),
    "guide_changed": gettext_lazy("%(who)s hat die Ansprechperson geändert."),
    "item_done": gettext_lazy("%(who)s hat etwas auf der Checkliste geändert."),
    "link_sent": gettext_lazy("%(who)s hat einen neuen Link geschickt."),
    "merged": gettext_lazy("%(who)s hat zwei Meldungen zusammengeführt."),
    "unmerged": gettext_lazy("%(who)s hat zwei Meldungen wieder getrennt."),
    "on_call": gettext_lazy("Das ist ein Notfall außerhalb der Servicezeiten."),
    "told_outside": gettext_lazy("%(who)s hat Stellen ohne E-Mail-Adresse gesagt, was sich geändert hat."),
    "order_printed": gettext_lazy("%(who)s hat einen Arbeitsauftrag gedruckt."),
    "referred": gettext_lazy("%(who)s hat die führende Akte eingetragen."),
    "represented": gettext_lazy("%(who)s hat eine Vertretung eingetragen oder beendet."),
    "requested": gettext_lazy("%(who)s hat einen internen Auftrag gestellt."),
    "request": gettext_lazy("An einem internen Auftrag hat sich etwas geändert."),
    "request_accepted": gettext_lazy("%(who)s hat den internen Auftrag angenommen."),
    "request_needed": gettext_lazy("%(who)s hat geändert, ob das Anliegen auf einen Auftrag wartet."),
    "request_returned": gettext_lazy("%(who)s hat den internen Auftrag zurückgegeben."),
    "request_again": gettext_lazy("%(who)s hat den internen Auftrag noch einmal gestellt."),
    "hours_missing": gettext_lazy("%(who)s hat gesagt, dass Stunden fehlen."),
    "hours_reserved": gettext_lazy("%(who)s hat Stunden reserviert."),
    "split": gettext_lazy("%(who)s hat aus einem Anliegen zwei gemacht."),
    "task_set": gettext_lazy("%(who)s hat eine Aufgabe angelegt."),
    "task_done": gettext_lazy("%(who)s hat eine Aufgabe erledigt."),
    "task_dropped": gettext_lazy("%(who)s: Eine Aufgabe ist nicht mehr nötig."),
    "unaccepted": gettext_lazy("Eine Übergabe ist nicht rechtzeitig angenommen worden."),
    "urgency": gettext_lazy("%(who)s hat die Dringlichkeit geändert."),
}
IN_A_REQUEST = {  # nobody reports an internal request: a colleague asked for it
    "told": gettext_lazy("Das Team, das gefragt hat, hat etwas nachgetragen."),
    "answer": gettext_lazy("Das Team, das gefragt hat, hat geantwortet."),
    "withdrawn": gettext_lazy("%(who)s hat den internen Auftrag zurückgezogen."),
    "message": gettext_lazy("%(who)s hat dem Team geschrieben, das gefragt hat."),
    "question": gettext_lazy("%(who)s hat eine Frage an das Team, das gefragt hat."),
}
CHANGED = gettext_lazy("%(who)s hat etwas geändert.")  # a kind of an older version
# somebody named this person, and they have not looked yet
MENTIONED = "{id} in (select m.case_id from desk_mention m where m.person_id = %(me)s and m.read_at is null)"
KEY = "eigene-"  # before the id, in an address


def saved_views(person):
    """The views this person saved or shares, by name."""
    return kept(("saved views",), SavedView.objects.of, person)


def key_of(view):
    """How an address names this view."""
    return f"{KEY}{view.pk.hex}"


def label_of(view, person):
    """The name, and whose view it is where it is a colleague's."""
    return view.name if view.person_id == person.pk else _("%(name)s (Team)") % {"name": view.name}


def happened(entry):
    """Say in one sentence what an entry is, without a word of its content."""
    kind = "passed_on" if entry.data.get("passed_on") else entry.kind
    words = HAPPENED | IN_A_REQUEST if entry.case.service.is_internal else HAPPENED
    return words.get(kind, CHANGED) % {"who": entry.by or "Lotse"}
