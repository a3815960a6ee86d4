"""A process (Ablauf) is a list of steps; steps with the same phase are one line for the citizen."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

KINDS = ("task", "decision", "request", "contract", "approval", "message")
UNITS = ("min", "h", "workday", "werktag", "day", "week", "month", "h_durchlaufend")
KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")
MOST_STEPS = 60

Met = Callable[[Mapping[str, Any]], bool]


class ProcessRefused(ValueError):
    """This process says something that we do not know."""


@dataclass(frozen=True)
class Item:
    """One line of a step's checklist; `service` is the internal service that may do it."""

    key: str
    text: str
    required: bool = False
    service: str = ""


@dataclass(frozen=True)
class Step:
    """One step: which team does what until when, and what the citizen reads meanwhile.

    `outside` is the name of the body when the step is done outside the house.
    """

    key: str
    name: str
    team: str
    kind: str = "task"
    deadline: Mapping[str, Any] | None = None
    clock: str = ""
    citizen_text: str = ""
    phase: str = ""
    condition: Mapping[str, Any] | None = None
    question: str = ""
    needs: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    return_reasons: tuple[str, ...] = ()
    hint: str = ""
    outside: str = ""
    checklist: tuple[Item, ...] = ()

    @property
    def hands_over(self) -> bool:
        """Whether another team takes the case in this step; messages are written by the guide."""
        return self.kind != "message"


@dataclass(frozen=True)
class Phase:
    """One line of progress for the citizen: `state` is done, now or later."""

    name: str
    state: str
    text: str = ""


@dataclass(frozen=True)
class Process:
    """The steps of a service in their order."""

    steps: tuple[Step, ...]

    @classmethod
    def read(cls, content: Sequence[Mapping[str, Any]]) -> Process:
        """Read the steps of an edition; raises `ProcessRefused` for what we do not know."""
        if not isinstance(content, (list, tuple)) or len(content) > MOST_STEPS:
            raise ProcessRefused(f"Ein Ablauf ist eine Liste mit höchstens {MOST_STEPS} Schritten.")
        steps = tuple(_step(at, step) for at, step in enumerate(content))
        keys = [step.key for step in steps]
        for key in keys:
            if keys.count(key) > 1:
                raise ProcessRefused(f"Den Schritt „{key}“ gibt es zweimal.")
        return cls(steps)

    def step(self, key: str) -> Step:
        """The step with this key; KeyError if there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def open_steps(self, done: Collection[str], met: Met) -> tuple[Step, ...]:
        """The steps still to do whose condition is met, in order."""
        return tuple(s for s in self.steps if s.key not in done and (not s.condition or met(s.condition)))

    def next_step(self, done: Collection[str], met: Met) -> Step | None:
        """The step that comes next; None when all is done."""
        return next(iter(self.open_steps(done, met)), None)

    def next_handover(self, done: Collection[str], met: Met, here: str = "") -> Step | None:
        """The next step that another team than the one holding the case (`here`) does."""
        waiting = self.open_steps(done, met)
        return next((step for step in waiting if step.hands_over and step.team != here), None)

    def first_of(self, teams: Collection[str], taken: Collection[str], met: Met) -> Step | None:
        """The step that these teams do when they are handed the case; people may hand over before its turn.

        It is the first that was not taken yet. Whoever had a step before goes on to one whose condition is met, and
        else does the same again: no later step has begun.
        """
        theirs = [step for step in self.steps if step.team in teams]
        had = [step for step in theirs if step.key in taken]
        waiting = [step for step in theirs if step.key not in taken]
        if had:
            waiting = [step for step in waiting if not step.condition or met(step.condition)]
        return next(iter(waiting), None) or (had[-1] if had else None)

    def phases(self, done: Collection[str], met: Met) -> tuple[Phase, ...]:
        """The citizen's view: phases that were, is and may come. Skipped ones are not shown."""
        waiting = self.open_steps(done, met)
        upcoming = waiting[0] if waiting else None
        now = upcoming.phase if upcoming else ""
        names = list(dict.fromkeys(step.phase for step in self.steps if step.phase))
        listed = []
        for name in names:
            inside = [step for step in self.steps if step.phase == name]
            if name == now and upcoming:
                listed.append(Phase(name, "now", upcoming.citizen_text))
            elif any(step.key in done for step in inside):
                listed.append(Phase(name, "done"))
            elif any(step in waiting for step in inside):
                listed.append(Phase(name, "later"))
        return tuple(listed)


NAMES = {field.name for field in fields(Step)}
ITEM_NAMES = {field.name for field in fields(Item)}


def _step(at: int, step: Any) -> Step:
    """Read one step, its lists as tuples."""
    place = f"Schritt {at + 1}"
    if not isinstance(step, Mapping):
        raise ProcessRefused(f"{place}: Hier steht kein Objekt.")
    for name in step:
        if name not in NAMES:
            raise ProcessRefused(f"{place}: Das Merkmal „{name}“ kennen wir nicht.")
    for name in ("key", "name", "team"):
        if not isinstance(step.get(name), str) or not step[name]:
            raise ProcessRefused(f"{place}: Das Merkmal „{name}“ fehlt.")
    if not KEY.fullmatch(step["key"]):
        raise ProcessRefused(f"{place}: „{step['key']}“ ist kein Schlüssel.")
    if step.get("kind", "task") not in KINDS:
        raise ProcessRefused(f"{place}: Die Art „{step['kind']}“ kennen wir nicht.")
    _refuse_deadline(place, step.get("deadline"))
    lists = {name: tuple(step[name]) for name in ("needs", "gives", "return_reasons") if step.get(name)}
    checklist = _checklist(place, step.get("checklist", ()))
    return Step(**(dict(step) | lists | {"checklist": checklist}))


def _checklist(place: str, told: Any) -> tuple[Item, ...]:
    """Read the items of a step's checklist; each has a key of its own and says what is to be done."""
    if not isinstance(told, (list, tuple)):
        raise ProcessRefused(f"{place}: Die Checkliste ist keine Liste.")
    items: list[Item] = []
    for row in told:
        if not isinstance(row, Mapping) or not {"key", "text"} <= set(row) <= ITEM_NAMES:
            raise ProcessRefused(f"{place}: Ein Punkt der Checkliste braucht einen Schlüssel und einen Text.")
        if not KEY.fullmatch(str(row["key"])) or any(item.key == row["key"] for item in items):
            raise ProcessRefused(f"{place}: „{row['key']}“ ist kein Schlüssel, oder es gibt ihn zweimal.")
        items.append(Item(**row))
    return tuple(items)


def _refuse_deadline(place: str, deadline: Any) -> None:
    """A deadline is an amount of at least 1 and a unit, or nothing."""
    if deadline is None:
        return
    if not isinstance(deadline, Mapping) or deadline.get("unit") not in UNITS:
        raise ProcessRefused(f"{place}: Die Einheit der Frist kennen wir nicht.")
    if not isinstance(deadline.get("amount"), int) or deadline["amount"] < 1:
        raise ProcessRefused(f"{place}: Die Menge der Frist ist mindestens 1.")
