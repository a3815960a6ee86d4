"""What the timeline tells of a case and its facts, to hold it against the rows that stand beside it (P5): pure.

Rows may be changed behind the house's back, the timeline may not. What it does not tell, and words that were erased,
accuse nobody.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

LEFT_OPEN = object()  # the timeline does not tell


def kept(facts) -> list[list[str]]:
    """Return what an entry keeps of facts beside their words: key, value as JSON text, data class."""
    return [[fact.key, json.dumps(fact.value, sort_keys=True), fact.data_class] for fact in facts]


@dataclass(frozen=True)
class Expected:
    """What the timeline tells of one fact; None is what this entry does not tell."""

    label: str | None = None
    text: str | None = None
    line: str | None = None  # label and text as one line
    kept: list[str] | None = None

    def fits(self, fact) -> bool:
        pairs = [(self.label, fact.label), (self.text, fact.text), (self.line, f"{fact.label}: {fact.text}")]
        return all(told is None or told == stands for told, stands in pairs) and self._is_kept(fact)

    def _is_kept(self, fact) -> bool:
        return self.kept is None or (json.loads(self.kept[1]), self.kept[2]) == (fact.value, fact.data_class)


class Facts:
    """The facts of a case as its entries tell them, one after the other."""

    def __init__(self, entries: Iterable):
        self.by_key: dict[str, Expected] = {}
        self.unnamed: list[tuple[str, str]] = []  # from openings that kept no keys
        self.is_whole = True  # no words that named facts are erased
        for entry in entries:
            self._hear(entry, entry.words)

    def _hear(self, entry, words) -> None:
        if entry.kind == "erased":
            self.by_key, self.unnamed, self.is_whole = {}, [], True
        elif entry.kind == "opened":
            self._hear_the_opening(words)
        elif entry.kind in ("told", "corrected") and "key" in entry.data:
            said = next(iter(words.get("told", [])), None)
            if entry.kind == "told":
                self.by_key[entry.data["key"]] = Expected(line=words.get("text"), kept=said)
            else:
                self.by_key[entry.data["key"]] = Expected(words.get("label"), words.get("value"), kept=said)

    def _hear_the_opening(self, words) -> None:
        rows, told = [tuple(row) for row in words.get("facts", [])], words.get("told")
        self.is_whole = bool(words)
        if told is None:
            self.unnamed = rows
        else:
            self.by_key = {
                said[0]: Expected(label, text, kept=said) for said, (label, text) in zip(told, rows, strict=False)
            }

    def differences(self, facts) -> Iterator[str]:
        """Yield a sentence for each fact that stands otherwise than it was told."""
        there, unnamed = {fact.key: fact for fact in facts}, list(self.unnamed)
        for key, expected in self.by_key.items():
            if key not in there:
                yield f"Die Angabe „{expected.label or key}“ ({key}) fehlt."
            elif not expected.fits(there[key]):
                yield f"Die Angabe „{there[key].label}“ ({key}) steht anders da als im Verlauf."
        for key, fact in there.items():
            if key in self.by_key or not self.is_whole:
                continue
            if (fact.label, fact.text) in unnamed:
                unnamed.remove((fact.label, fact.text))
            else:
                yield f"Die Angabe „{fact.label}“ ({key}) steht anders da als im Verlauf, oder gar nicht darin."
        named = {there[key].label for key in self.by_key if key in there}
        yield from (f"Die Angabe „{label}“ fehlt." for label, _text in unnamed if label not in named)


class Row:
    """The columns of a case that its entries tell, by the word people read."""

    def __init__(self, entries: Iterable):
        self.told: dict[str, Any] = {}
        for entry in entries:
            self._hear(entry, entry.data)

    def _hear(self, entry, data) -> None:
        if entry.kind == "opened":
            self.told |= {name: data[key] for name, key in OPENING.items() if key in data}
        elif entry.kind == "guide_changed":
            self.told["Ansprechperson"] = data.get("to", LEFT_OPEN)
        elif entry.kind == "assigned":
            self.told["Zuweisung"] = data.get("to", LEFT_OPEN)
        elif entry.kind == "accepted" and data.get("kind") == "transfer":
            self.told |= {"Team": data["team"], "Zuweisung": ""}
        elif entry.kind == "returned" and data.get("kind") == "transfer":
            self.told |= {"Team": LEFT_OPEN, "Zuweisung": LEFT_OPEN}
        elif entry.kind == "runs_again":
            self.told |= {"Team": data["team"], "Zuweisung": ""}
        else:
            self._hear_of_the_end(entry, data)

    def _hear_of_the_end(self, entry, data) -> None:
        if entry.kind == "closed":
            self.told |= {"Abschluss": entry.at, "Ergebnis": data["result"]}
        elif entry.kind == "reopened":
            self.told |= {"Abschluss": None, "Ergebnis": ""}
        elif entry.kind == "withdrawn":  # the work may go on, or be over
            self.told |= {"Abschluss": LEFT_OPEN, "Ergebnis": LEFT_OPEN}
        elif entry.kind == "merged" and "into" in data:
            self.told |= {"Abschluss": entry.at, "Ergebnis": LEFT_OPEN, "Zusammenführung": data["into"]}
        elif entry.kind == "unmerged" and "from" in data:
            self.told |= {"Abschluss": None, "Ergebnis": "", "Zusammenführung": ""}

    def differences(self, case) -> Iterator[str]:
        """Yield a sentence for each column that stands otherwise than it was told."""
        stands = {
            "Eingangsweg": case.channel, "Dienst": case.service.slug, "Ausgabe": case.edition.number,
            "Ansprechperson": str(case.guide_id or ""), "Zuweisung": str(case.assignee_id or ""),
            "Team": case.team.slug if case.team else "", "Abschluss": case.closed_at, "Ergebnis": case.result,
            "Zusammenführung": case.merged_into.number if case.merged_into else "",
        }  # fmt: skip
        for name, told in self.told.items():
            if told is not LEFT_OPEN and told != stands[name]:
                yield f"„{name}“ steht anders da als im Verlauf."


OPENING = {"Eingangsweg": "channel", "Dienst": "service", "Ausgabe": "edition"}


def differences(case, entries, facts) -> Iterator[str]:
    """Yield a sentence for everything beside the timeline that does not follow from it."""
    yield from Row(entries).differences(case)
    yield from Facts(entries).differences(facts)
