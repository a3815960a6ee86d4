"""What travels with a hand-over (Übergabe-Paket): frozen, by data class, as little as the task needs."""

from django.utils.translation import gettext as _

from .chain import content_hash
from .naming import who_is_named
from .refusals import NotAllowed, ReasonNeeded, UnknownValue
from .still_open import open_fields

ALLOWED, WITH_REASON, NEVER = "yes", "reason", "no"
HOUSE = {"matter": ALLOWED, "picture": ALLOWED, "person": WITH_REASON, "note": ALLOWED}  # the edition may say otherwise
BROUGHT = ("opened", "told", "answer")  # entries whose files come from the citizen
OUTSIDE = {"matter": ALLOWED, "picture": ALLOWED, "person": NEVER}


def rules_for(case, team):
    """Return data class -> yes, reason or no for this receiver, as the service owner published it."""
    packets = case.edition.content.get("packets", {})
    is_outside = team.kind == "outside"
    default = (OUTSIDE | packets.get("outside", {})) if is_outside else (HOUSE | packets.get("inside", {}))
    return default | packets.get(team.department.slug, {}) | packets.get(team.slug, {})


def classes_for(case, team):
    """Return the data classes that reach this receiver without a reason."""
    return [name for name, rule in rules_for(case, team).items() if rule == ALLOWED]


def freeze(case, team, *, told, keys=None, files=None, reason=""):
    """Return the packet as JSON: facts, files, what is still missing, and its hash.

    `told` is what the sender reads of the case: nobody passes on what did not reach them. `keys` None
    takes every fact of the matter, to the outside those in which the citizen's name does not stand (a driving
    school may be called like its pupil); naming facts of other classes needs a reason and the receiver's rule.
    `files` None takes every attachment the receiver may have, outside those whose names do not give the citizen away,
    else those of these ids.
    Notes and messages never travel. Raises UnknownValue, NotAllowed, ReasonNeeded.
    """
    facts = list(told.facts())
    rules = rules_for(case, team)
    chosen = _matter(case, team, facts, rules) if keys is None else _chosen(facts, rules, keys, reason)
    brought = list(told.files().select_related("file", "entry"))
    attached = _allowed_files(case, team, brought, rules) if files is None else _attached(brought, rules, files, reason)
    packet = {
        "facts": {fact.key: {"label": fact.label, "value": fact.text} for fact in chosen},
        "entries": [],
        "files": [{"id": str(item.file_id), "name": item.file.name, "size": item.file.size} for item in attached],
        "missing": [fact.label for fact in facts if fact.is_unknown] + _unanswered(case, told, facts),
        "reason": reason,
    }
    if told.is_whole and _is_everything(facts, chosen, brought, attached):
        packet["everything"] = True  # only then its citizen reads so
    return packet | {"hash": content_hash("", packet)}


def _unanswered(case, told, facts):
    """Labels of what nobody answered; what merely did not reach the sender is not missing."""
    everything = facts if told.is_whole else list(case.facts.all())
    return [field.label for field in open_fields(case, everything) if field.data_class != "person"]


def _is_everything(facts, chosen, brought, attached):
    """Whether all that the citizen told goes along, the files they brought too."""
    known = {fact.key for fact in facts if not fact.is_unknown}
    theirs = {item.pk for item in brought if item.entry.kind in BROUGHT}
    return known <= {fact.key for fact in chosen} and theirs <= {item.pk for item in attached}


def _matter(case, team, facts, rules):
    matter = [fact for fact in facts if fact.data_class != "person" and not fact.is_unknown]
    allowed = [fact for fact in matter if rules.get(fact.data_class) == ALLOWED]
    return [fact for fact in allowed if team.kind != "outside" or not who_is_named(case, [fact.text])]


def _chosen(facts, rules, keys, reason):
    by_key = {fact.key: fact for fact in facts}
    if unknown := [key for key in keys if key not in by_key]:
        sentence = _("Diese Angaben gibt es in dem Anliegen nicht: %(keys)s.")
        raise UnknownValue(sentence % {"keys": ", ".join(unknown)}, by_key)
    chosen = [by_key[key] for key in keys]
    for fact in chosen:
        _may_go(fact.label, rules.get(fact.data_class, NEVER), reason)
    return chosen


def _allowed_files(case, team, items, rules):
    allowed = [item for item in items if rules.get(item.data_class) == ALLOWED]
    return [item for item in allowed if team.kind != "outside" or not who_is_named(case, [], [item.file.name])]


def _attached(items, rules, ids, reason):
    by_id = {str(item.pk): item for item in items}
    if any(str(each) not in by_id for each in ids):
        raise UnknownValue(_("Eine dieser Dateien gibt es in dem Anliegen nicht. Wählen Sie neu aus."), by_id)
    chosen = [by_id[str(each)] for each in ids]
    for item in chosen:
        _may_go(item.file.name, rules.get(item.data_class, NEVER), reason)
    return chosen


def _may_go(what, rule, reason):
    """Refuse what this receiver never gets, or gets for a reason only."""
    if rule == NEVER:
        raise NotAllowed(_("„%(what)s“ geht nicht an diese Stelle. Sie braucht die Angabe nicht.") % {"what": what})
    if rule == WITH_REASON and not reason:
        sentence = _("„%(what)s“ geht nur mit Begründung mit. Schreiben Sie, wozu sie gebraucht wird.")
        raise ReasonNeeded(sentence % {"what": what}, field="reason")
