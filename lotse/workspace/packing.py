"""What a hand-over's packet may hold for one receiver, laid out for the dialog: by data class, one tick a group.

Few people read a list of twenty ticks; a group says at a glance what goes, and opens to its single facts.
A fact goes when its group *and* its own tick are set: what was unticked at either place stays here.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lotse.cases.handing_over import HOUSE_AGREEMENT
from lotse.cases.models import Clock
from lotse.cases.packet import NEVER, WITH_REASON, rules_for
from lotse.cases.still_open import open_fields
from lotse.tenants.clock import now
from lotse.ui.templatetags.german import file_size

from .standing import open_labels
from .wording import by_when, span_words

GROUPS = {  # data classes in the order in which they are shown
    "matter": gettext_lazy("Zur Sache"),
    "picture": gettext_lazy("Fotos"),
    "person": gettext_lazy("Zur Person"),
}


def packet_for(case, facts, to, step):
    """Say what may go to this team by data class, until when it promises to answer, and what was asked already."""
    known = [fact for fact in facts if not fact.is_unknown]
    rules = rules_for(case, to) if to else {}
    may = [fact for fact in known if rules.get(fact.data_class, NEVER) != NEVER]
    files = [row for row in case.attachment_rows if rules.get(row["data_class"], NEVER) != NEVER]
    groups = list(_groups(may, files, rules))
    return {
        "groups": groups,
        "ticked": [group["name"] for group in groups if group["is_free"] and group["name"] != "person"],
        "facts": [(fact.key, f"{fact.label}: {fact.text[:80]}") for fact in may],
        "files": [(row["id"], f"{row['name']} ({file_size(row['size'])})") for row in files],
        "has_reasons": any(not group["is_free"] for group in groups),
        "never": [fact.label for fact in known if to and rules.get(fact.data_class, NEVER) == NEVER],
        "known": [fact.label for fact in known if fact.data_class != "person"],
        "open": _open(case),
        "promise": _promise(case, to, step) if to else None,
        "waiting": to.legs.filter(state__in=["offered", "accepted"]).count() if to else 0,
    }


def _open(case):
    """What nobody told; what merely did not reach the person who hands on is known."""
    facts = list(case.facts.all())
    return open_labels(facts, open_fields(case, facts))


def _groups(facts, files, rules):
    present = dict.fromkeys([*GROUPS, *(fact.data_class for fact in facts), *(row["data_class"] for row in files)])
    for name in present:
        own = [fact for fact in facts if fact.data_class == name]
        those = [row for row in files if row["data_class"] == name]
        if own or those:
            is_free = rules.get(name) != WITH_REASON
            yield {
                "name": name,
                "label": _label(name, own, those, is_free),
                "facts": [fact.key for fact in own],
                "files": [row["id"] for row in those],
                "is_free": is_free,
            }


def _label(name, facts, files, is_free):
    parts = [fact.label for fact in facts]
    if files:
        parts.append(_count(name, len(files)))
    label = f"{GROUPS.get(name, name)}: {', '.join(parts)}"
    return label if is_free else _("%(label)s – nur mit Begründung") % {"label": label}


def _count(name, n):
    if name == "picture":
        return ngettext("%(n)d Foto", "%(n)d Fotos", n) % {"n": n}
    return ngettext("%(n)d Datei", "%(n)d Dateien", n) % {"n": n}


def _promise(case, to, step):
    """The agreement of this team and when it would fall due, if the leg began now."""
    own = step.deadline if step and step.team in (to.slug, to.department.slug) else None
    agreement = own or case.edition.agreements.get("leg") or HOUSE_AGREEMENT
    clock = Clock.wound(case, "ola", agreement, to.service_hours, now())
    return {"span": span_words(agreement["amount"], agreement["unit"]), "when": by_when(clock.due_at)}
