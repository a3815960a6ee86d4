"""What travels with a hand-over (Übergabe-Paket): frozen, by data class, as little as the task needs."""

from .chain import content_hash
from .refusals import NotAllowed, UnknownValue

ALLOWED, WITH_REASON, NEVER = "yes", "reason", "no"
HOUSE = {"matter": ALLOWED, "picture": ALLOWED, "person": WITH_REASON, "note": ALLOWED}  # the edition may say otherwise
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


def freeze(case, team, *, told, keys=None, reason=""):
    """Return the packet as JSON: facts, files, what is still missing, and its hash.

    `told` is what the sender reads of the case: nobody passes on what did not reach them. `keys` None
    takes every fact of the matter; naming facts of other classes needs a reason and the receiver's rule.
    Notes and messages never travel. Raises UnknownValue, NotAllowed.
    """
    facts = list(told.facts())
    rules = rules_for(case, team)
    chosen = _chosen(facts, rules, keys, reason)
    files = [
        {"id": str(item.file_id), "name": item.file.name, "size": item.file.size}
        for item in told.files().select_related("file")
        if rules.get(item.data_class) == ALLOWED
    ]
    packet = {
        "facts": {fact.key: {"label": fact.label, "value": fact.text} for fact in chosen},
        "entries": [],
        "files": files,
        "missing": [fact.label for fact in facts if fact.is_unknown],
        "reason": reason,
    }
    return packet | {"hash": content_hash("", packet)}


def _chosen(facts, rules, keys, reason):
    if keys is None:
        matter = [fact for fact in facts if fact.data_class != "person" and not fact.is_unknown]
        return [fact for fact in matter if rules.get(fact.data_class) == ALLOWED]
    by_key = {fact.key: fact for fact in facts}
    if unknown := [key for key in keys if key not in by_key]:
        raise UnknownValue(f"Diese Angaben gibt es in dem Anliegen nicht: {', '.join(unknown)}.", by_key)
    chosen = [by_key[key] for key in keys]
    for fact in chosen:
        rule = rules.get(fact.data_class, NEVER)
        if rule == NEVER:
            raise NotAllowed(f"„{fact.label}“ geht nicht an diese Stelle. Sie braucht die Angabe nicht.")
        if rule == WITH_REASON and not reason:
            raise NotAllowed(f"„{fact.label}“ geht nur mit Begründung mit. Schreiben Sie, wozu sie gebraucht wird.")
    return chosen
