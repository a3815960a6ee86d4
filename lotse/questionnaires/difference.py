"""Compares two versions of a form, question by question."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from lotse.questionnaires.field import Field


@dataclass(frozen=True)
class Change:
    """One difference: `what` is added, removed, changed or moved; `details` names the changed properties."""

    what: str
    key: str
    label: str
    details: tuple[str, ...] = ()


def changes(old: Iterable[Field], new: Iterable[Field]) -> list[Change]:
    """What was added, removed, changed or moved, in the order of the newer form."""
    before = {field.key: field for field in old}
    after = {field.key: field for field in new}
    found = [Change("removed", key, field.label) for key, field in before.items() if key not in after]
    stayed = [key for key in before if key in after]
    moved = {key for key, then in zip((key for key in after if key in before), stayed, strict=True) if key != then}
    for key, field in after.items():
        if key not in before:
            found.append(Change("added", key, field.label))
        elif field != before[key]:
            found.append(Change("changed", key, field.label, _details(before[key], field)))
        elif key in moved:
            found.append(Change("moved", key, field.label))
    return found


def _details(old: Field, new: Field) -> tuple[str, ...]:
    return tuple(each.name for each in fields(Field) if getattr(old, each.name) != getattr(new, each.name))
