"""The lists that people put together themselves, and what names them: beside the house's own lists."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
    "assigned": gettext_lazy("%(who)s hat das Anliegen zugewiesen."),
    "closed": gettext_lazy("%(who)s hat das Anliegen abgeschlossen."),
    "reopened": gettext_lazy("Das Anliegen ist wieder aufgenommen."),
}
CHANGED = gettext_lazy("%(who)s hat etwas geändert.")
# somebody named this person, and they have not looked yet
MENTIONED = "{id} in (select m.case_id from desk_mention m where m.person_id = %(me)s and m.read_at is null)"
KEY = "eigene-"  # before the id, in an address


def saved_views(person):
    """The views this person saved or shares, by name."""
    return list(SavedView.objects.of(person))


def key_of(view):
    """How an address names this view."""
    return f"{KEY}{view.pk.hex}"


def label_of(view, person):
    """The name, and whose view it is where it is a colleague's."""
    return view.name if view.person_id == person.pk else _("%(name)s (Team)") % {"name": view.name}


def happened(entry):
    """Say in one sentence what an entry is, without a word of its content."""
    return HAPPENED.get(entry.kind, CHANGED) % {"who": entry.by or "Lotse"}
