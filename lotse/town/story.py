"""One concern on its way through the house: answered, asked back, handed over, closed, as far as today reaches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial
from random import Random

from lotse.calendars.town_days import TownDays
from lotse.cases.closing import PASSED_ON, close, rate, withdraw
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case
from lotse.cases.tasking import tick
from lotse.people.models import Person, Team
from lotse.questionnaires.conditions import fields_of, holds
from lotse.tenants.clock import moved_to

from .content.words import yours
from .told import story_of

LATE, SILENT, RETURNED, WITHDRAWN, WATCHED, GREETED = 0.05, 0.35, 0.08, 0.03, 0.2, 0.96
RECENT = timedelta(days=12)
REMEMBERED = timedelta(weeks=8)  # who had what on the desk matters only while it is fresh
REMINDERS = ["Nachfragen, ob alles da ist.", "Anrufen, wenn nichts kommt.", "Stand beim Team erfragen."]
HELLO = [
    "Danke, das liegt jetzt bei uns. Sie hören von mir, sobald es etwas Neues gibt.",
    "Danke für Ihre Nachricht. Wir haben alles, was wir brauchen, und fangen an.",
]
THANKS = ["Danke, das ging schnell.", "Vielen Dank für die Mühe.", "Alles klar, danke."]
NOT_SOLVED = ["Es ist leider wieder da.", "Die Antwort passt nicht zu meiner Frage.", "Bisher ist nichts geschehen."]
DANGER = {"gefahr": "yes", "zustand": "verletzt", "lage": "haengt", "schaden": "gefahr"}
COUNTY = "Kreis Musterland"
Deed = tuple[float, Callable[[], object]]


@dataclass(frozen=True)
class House:
    """What every story needs to know: who works where, when the town is shut, and when today is."""

    staff: dict[str, list[Person]]
    teams: dict[str, Team]
    days: TownDays
    today: datetime


class Story:
    """Plans the deeds over the time the promise gives, then does those that lie before today."""

    def __init__(self, case: Case, at: datetime, house: House, chance: Random):
        self.case, self.at, self.house, self.ends, self.chance = case, at, house, house.today, chance
        self.told = story_of(case.service.slug)
        self.calendar = house.days.calendar(case.service.owner.service_hours)
        self.is_open = True

    def run(self):
        """Do one deed after the other, at work hours; what would lie ahead of today has not happened."""
        self._called_out()
        began, minutes, passed = self.at, self._span(), 0.0
        for share, deed in self._plan():
            passed += share
            self.at = self.calendar.after(began, max(1, int(minutes * passed)) + self.chance.randint(0, 12))
            if self.at >= self.ends:
                return
            with moved_to(self.at):
                deed()
            if not self.is_open:
                return

    def _span(self) -> int:
        """How many open minutes it takes: mostly well within the promise, seldom longer."""
        promise = self.case.edition.agreements["result"]
        amount, unit = promise["amount"], promise["unit"]
        minutes = {"h": 60, "min": 1}.get(unit, 480) * amount * (22 if unit == "month" else 1)
        share = self.chance.uniform(1.1, 1.4) if self.chance.random() < LATE else self.chance.triangular(0.3, 1.0, 0.85)
        return int(minutes * share)

    # --- the plan: each deed with the share of the time that passes before it

    def _plan(self) -> Iterator[Deed]:
        yield from self._first_words()
        if self.chance.random() < WITHDRAWN and self.case.service.audience == "citizen":
            yield 0.2, self._withdraw
        is_remembered = self.ends - self.at < REMEMBERED
        if is_remembered and self.chance.random() < WATCHED:
            yield 0.02, self._watch
        legs = list(self._steps())
        for step, team in legs:
            yield from self._leg(step, team, 0.7 / len(legs))
        if not legs and self.told.get("notes"):
            yield 0.3, self._note
        if is_remembered and self.chance.random() < 0.3:
            yield 0.02, self._take if legs else self._assign
        yield 0.25, self._close
        yield 0.3, self._afterwards

    def _first_words(self) -> Iterator[Deed]:
        if self.chance.random() < GREETED:
            yield self._at_once(), self._hello
        if "ask" in self.told and self.chance.random() < 0.4:
            question, answer = self.chance.choice(self.told["ask"])
            yield self._at_once(), lambda: self._ask(question)
            if self.chance.random() > SILENT or self.ends - self.at > RECENT:
                yield 0.12, lambda: self.case.hear(answer)

    def _at_once(self) -> float:
        """The first answer comes within some hours, however long the rest takes."""
        promise = self.case.edition.agreements["first_answer"]
        late = 1.6 if self.chance.random() < LATE else self.chance.triangular(0.1, 0.9, 0.3)
        return promise["amount"] * 60 * late / max(self._promised, 1)

    @cached_property
    def _promised(self) -> int:
        return self._span()

    def _steps(self) -> Iterator[tuple[dict, Team]]:
        """The steps another team does, if what was told calls for them."""
        answers = {fact.key: fact.value for fact in self.case.facts.all()}
        for step in self.case.edition.content["steps"]:
            condition = step.get("condition")
            if step.get("kind") == "message" or (self.case.team and step["team"] == self.case.team.slug):
                continue
            if condition and fields_of(condition) <= set(answers) and not holds(condition, answers):
                continue
            if condition and step["key"] not in self.told.get("work", {}):
                continue
            yield step, self.house.teams[step["team"]]

    def _leg(self, step: dict, team: Team, share: float) -> Iterator[Deed]:
        """Offered, perhaps returned and offered again, accepted, done; whoever has the case already just does it."""
        held: list = []
        question = step.get("question") or f"{step['name']}."
        kind = "transfer" if team.slug == self.case.service.owner.slug else "subtask"

        def offer():
            if self.case.team_id != team.pk:
                held.append(hand_over(self.case, team, question, kind=kind, by=self.case.guide))

        yield share * 0.2, offer
        by = self._member(team)
        if self.chance.random() < RETURNED and team.kind != "outside":
            reason = self.chance.choice(step.get("return_reasons") or self.case.edition.content["return_reasons"])
            yield share * 0.2, lambda: held and held[-1].send_back(reason, by=by)
            yield share * 0.1, offer
        yield share * 0.2, lambda: held and held[-1].accept(by=by)
        done = self.chance.choice(self.told.get("work", {}).get(step["key"], ["Geprüft und erledigt."]))
        yield share * 0.5, lambda: held[-1].finish(done, by=by) if held else self.case.note(done, by=by)

    # --- the deeds

    def _member(self, team: Team) -> Person:
        """Whoever answers for this team; for a body outside the guide writes down what it said."""
        here = self.house.staff.get(team.slug) or [
            self.case.guide or self.house.staff[self.case.service.intake.slug][0]
        ]
        return self.chance.choice(here)

    def _colleague(self) -> Person:
        """Somebody of the team that has it now."""
        return self._member(self.case.team or self.case.service.owner)

    def _hello(self):
        words = self.chance.choice(self.told.get("hello", HELLO))
        name = self.case.citizen.name if self.case.citizen else ""
        greeting = f"Guten Tag {name}," if name else "Guten Tag,"
        self.case.tell(f"{greeting}\n\n{words}", by=self.case.guide)
        facts = {fact.key: fact.value for fact in self.case.facts.all()}
        if any(facts.get(key) == value for key, value in DANGER.items()):
            self.case.raise_urgency("high", by=self.case.guide)

    def _called_out(self):
        """Whoever is on call goes at once, at night too."""
        for leg in self.case.legs.select_related("team"):
            by = self.house.staff[leg.team.slug][0]
            finish = partial(leg.finish, "Das Tier ist versorgt und beim Tierarzt.", by=by)
            for minutes, deed in ((8, partial(leg.accept, by=by)), (70, finish)):
                at = self.at + timedelta(minutes=minutes)
                if at < self.ends:
                    with moved_to(at):
                        deed()

    def _ask(self, question: str):
        self.case.ask(question, by=self.case.guide)

    def _note(self):
        self.case.note(self.chance.choice(self.told["notes"]), by=self._colleague())

    def _watch(self):
        """The guide lays it before herself again in some days."""
        day = self.at.date() + timedelta(days=self.chance.choice([1, 3, 3, 5, 7]))
        self.case.follow_up(day, self.chance.choice(REMINDERS), by=self.case.guide)
        self._take()

    def _take(self):
        """The guide does it herself, as far as she may read it."""
        if self.case.service.is_open_circle:
            self.case.assign(self.case.guide, by=self.case.guide)

    def _assign(self):
        to = self._colleague()
        self.case.assign(to, by=to)

    def _withdraw(self):
        withdraw(self.case, "Es hat sich erledigt.", by=self.case.citizen)
        self.is_open = False

    def _close(self):
        """End it with the usual result, sometimes with another."""
        ends = self.told["ends"]
        result = next(iter(ends)) if self.chance.random() < 0.65 else self.chance.choice(list(ends))
        act = self.case.edition.content["decision"] == "administrative_act"
        notice = {"date": f"{self.at:%Y-%m-%d}", "team": self.case.service.owner.slug, "notified_by": "post"}
        by = self.case.guide if self.case.service.is_open_circle else self._colleague()
        self._tick_all(by)
        close(
            self.case, result, self.chance.choice(ends[result]), by=by, notice=notice if act else None,
            passed_to=COUNTY if result == PASSED_ON else "",
        )  # fmt: skip

    def _tick_all(self, by):
        """What the checklists want is done by the end, except what another department does."""
        for step in self.case.edition.process.steps:
            for item in step.checklist:
                if not item.service:
                    tick(self.case, step.key, item.key, by=by)

    def _afterwards(self):
        """Some say whether it is solved; a few of those say no, and their guide goes on."""
        if self.chance.random() > 0.4 or self.case.service.audience != "citizen":
            return
        solved = self.chance.random() > 0.08
        comment = "" if solved else self.chance.choice(NOT_SOLVED)
        rate(self.case, is_solved=solved, was_told_twice=self.chance.random() < 0.07, comment=comment)
        if not solved:
            self._again()
        elif self.chance.random() < 0.15:
            self.case.hear(self.chance.choice(THANKS))

    def _again(self):
        """The guide takes it up once more and closes it, unless that is still to come."""
        for hours, deed in ((3, self._sorry), (9, self._close)):
            self.at = self.calendar.after(self.at, hours * 60)
            if self.at >= self.ends:
                return
            with moved_to(self.at):
                deed()

    def _sorry(self):
        noun = yours(self.case.service.kind, "accusative")
        self.case.tell(f"Es tut mir leid. Ich sehe mir {noun} noch einmal an.", by=self.case.guide)
