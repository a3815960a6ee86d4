"""A questionnaire (Formular) as a value: pages of questions, and what can be asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from lotse.questionnaires import kinds
from lotse.questionnaires.conditions import holds
from lotse.questionnaires.difference import Change, changes
from lotse.questionnaires.field import DATA_CLASSES, Field, Part, is_empty, is_unknown
from lotse.questionnaires.kinds import KINDS
from lotse.questionnaires.problems import Problem
from lotse.questionnaires.reading import read_form_content
from lotse.questionnaires.schema import schema_of

BERLIN = ZoneInfo("Europe/Berlin")
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Notice:
    """Words that appear once certain answers were given: an emergency number, a better service, an end."""

    key: str
    text: str
    title: str = ""
    tone: str = "info"
    condition: Mapping[str, Any] | None = None
    page: str = ""
    service: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Page:
    """One page of a form. A page that ends explains where to go instead; nothing is sent from there."""

    key: str
    title: str
    fields: tuple[Field, ...] = ()
    intro: str = ""
    condition: Mapping[str, Any] | None = None
    ends: bool = False


@dataclass(frozen=True)
class Told:
    """One answer as the case learns it."""

    key: str
    label: str
    text: str
    value: Any
    data_class: str


@dataclass(frozen=True)
class Form:
    """A questionnaire. Answers are a plain mapping from a question's key to JSON."""

    pages: tuple[Page, ...]
    notices: tuple[Notice, ...] = ()

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Form:
        """Read a form from an edition's JSON; raises `FormRefused` for what we do not know."""
        read = read_form_content(content)
        pages = tuple(
            Page(**(page | {"fields": tuple(Field(**field) for field in page["fields"])})) for page in read["pages"]
        )
        return cls(pages, tuple(Notice(**notice) for notice in read["notices"]))

    # the questions
    @property
    def fields(self) -> tuple[Field, ...]:
        """All questions in their order."""
        return tuple(field for page in self.pages for field in page.fields)

    def field(self, key: str) -> Field:
        """The question with this key; KeyError if there is none."""
        return next((field for field in self.fields if field.key == key), None) or _missing(key)

    def page(self, key: str) -> Page:
        """The page with this key; KeyError if there is none."""
        return next((page for page in self.pages if page.key == key), None) or _missing(key)

    def pages_for(self, answers: Answers) -> tuple[Page, ...]:
        """The pages these answers lead through; after a page that ends comes none."""
        told, walked = self.told(answers), []
        for page in self.pages:
            if holds(page.condition, told):
                walked.append(page)
                if page.ends:
                    break
        return tuple(walked)

    def fields_for(self, answers: Answers, page: str | None = None) -> tuple[Field, ...]:
        """The questions these answers lead to, on one page or on all."""
        told = self.told(answers)
        pages = [each for each in self.pages_for(answers) if page in (None, each.key)]
        return tuple(field for each in pages for field in each.fields if holds(field.condition, told))

    def ending(self, answers: Answers) -> Page | None:
        """The page that sends people elsewhere, if these answers lead to one."""
        return next((page for page in self.pages_for(answers) if page.ends), None)

    def notices_for(self, answers: Answers, page: str | None = None) -> tuple[Notice, ...]:
        """What these answers call for: emergency numbers, better services."""
        told = self.told(answers)
        shown = (notice for notice in self.notices if page is None or notice.page in ("", page))
        return tuple(notice for notice in shown if holds(notice.condition, told))

    # the answers
    def parse(
        self, raw: Any, page: str | None = None, *, known: Answers | None = None, files: Answers | None = None
    ) -> dict[str, Any]:
        """Read posted controls (of one page) over the answers known before; never refuses.

        `files` holds the cards of stored files by question; a page posted without a file keeps the old ones.
        """
        answers = dict(known or {})
        for each in self.pages if page is None else (self.page(page),):
            for field in each.fields:
                if KINDS[field.kind] is KINDS["file"]:
                    answers[field.key] = (files or {}).get(field.key, answers.get(field.key))
                else:
                    answers[field.key] = kinds.read_form(KINDS[field.kind], field, lambda name: _values(raw, name))
        return self.told(answers)

    def told(self, answers: Answers) -> dict[str, Any]:
        """The answers as they are kept: tidy, in order, without hidden, unknown or empty ones."""
        kept: dict[str, Any] = {}
        for page in self.pages:
            if not holds(page.condition, kept):
                continue
            for field in page.fields:
                answer = kinds.read(KINDS[field.kind], field, answers.get(field.key))
                if answer is not None and holds(field.condition, kept):
                    kept[field.key] = answer
            if page.ends:
                break
        return kept

    def strangers(self, answers: Answers) -> list[str]:
        """The keys that this form does not ask for."""
        return sorted(str(key) for key in answers if key not in {field.key for field in self.fields})

    def to_form(self, answers: Answers, page: str) -> dict[str, Any]:
        """What stands in each control of a page: control name to text, or to a list for checkboxes."""
        filled: dict[str, Any] = {}
        for field in self.page(page).fields:
            answer = answers.get(field.key)
            unknown = kinds.declined(KINDS[field.kind], field, answer)
            as_option = KINDS[field.kind].unknown_as_option
            filled |= KINDS[field.kind].to_form(field, None if unknown and not as_option else answer)
            if field.allow_unknown and not as_option:
                filled[f"{field.key}-unknown"] = "yes" if unknown else ""
        return filled

    @staticmethod
    def parts(field: Field) -> tuple[Part, ...]:
        """The controls of one question."""
        return KINDS[field.kind].parts(field)

    def read_again(self, key: str, said: str, *, today: date) -> tuple[Any, str, Problem | None]:
        """Read the answer to one question anew from words: how it is kept, how people read it, what is wrong with it.

        What no question asks for is kept as it was said.
        """
        field = next((field for field in self.fields if field.key == key), None)
        if field is None:
            return said.strip(), said.strip(), None
        kind = KINDS[field.kind]
        answer = kinds.read(kind, field, said)
        if answer is None:
            return None, "", kind.empty(field)
        return answer, kinds.show(kind, field, answer), kinds.find_problem(kind, field, answer, today)

    # what is missing, what is wrong
    def check(self, answers: Answers, page: str | None = None, *, today: date | None = None) -> dict[str, Problem]:
        """What is missing or wrong, by question, in the order of the form."""
        lacking, wrong = self.missing(answers, page), self.wrong(answers, page, today=today)
        return {field.key: found for field in self.fields if (found := lacking.get(field.key) or wrong.get(field.key))}

    def missing(self, answers: Answers, page: str | None = None) -> dict[str, Problem]:
        """What was not answered. It never prevents filing (Trotzdem absenden)."""
        told = self.told(answers)
        asked = (field for field in self.fields_for(answers, page) if field.required)
        return {field.key: KINDS[field.kind].empty(field) for field in asked if field.key not in told}

    def wrong(self, answers: Answers, page: str | None = None, *, today: date | None = None) -> dict[str, Problem]:
        """What was answered in a way we cannot use; the words are kept all the same."""
        told, day = self.told(answers), today or datetime.now(BERLIN).date()
        found = {
            field.key: kinds.find_problem(KINDS[field.kind], field, told[field.key], day)
            for field in self.fields_for(answers, page)
            if field.key in told
        }
        return {key: problem for key, problem in found.items() if problem}

    # what people read
    def shown(self, answers: Answers, *, empty: str | None = None) -> list[tuple[Page, list[tuple[str, str, str]]]]:
        """Page by page: key, label and the answer in words. With `empty` also what was left out."""
        told, listed = self.told(answers), []
        for page in self.pages_for(answers):
            rows = [(f.key, f.label, self.text(f, told.get(f.key), empty)) for f in self.fields_for(answers, page.key)]
            listed.append((page, [row for row in rows if row[2]]))
        return [(page, rows) for page, rows in listed if rows]

    @staticmethod
    def text(field: Field, answer: Any, empty: str | None = None) -> str:
        """One answer in words."""
        return (empty or "") if is_empty(answer) else kinds.show(KINDS[field.kind], field, answer)

    def facts(self, answers: Answers) -> Iterator[Told]:
        """The answers as the case learns them."""
        for key, value in self.told(answers).items():
            field = self.field(key)
            yield Told(key, field.label, self.text(field, value), value, field.data_class)

    def file_classes(self, answers: Answers) -> dict[str, str]:
        """The data class of each stored file in the answers, by the file's id: its question says it."""
        told = self.told(answers)
        asked = [field for field in self.fields if field.kind == "file" and isinstance(told.get(field.key), list)]
        cards = ((field, card) for field in asked for card in told[field.key] if isinstance(card, Mapping))
        return {str(card.get("id")): field.data_class for field, card in cards}

    def file_class(self, keys: Iterable[str]) -> str:
        """The data class of a file that comes for these questions: the most careful of theirs, "" if none wants one."""
        wanted = set(keys)
        asked = [field.data_class for field in self.fields if field.key in wanted and field.kind == "file"]
        return max(asked, key=DATA_CLASSES.index, default="")

    def contact(self, answers: Answers) -> dict[str, str]:
        """Name, e-mail and telephone of the person who writes, as far as told."""
        told, found = self.told(answers), {"name": "", "email": "", "phone": ""}
        for field in self.fields:
            answer = told.get(field.key)
            if not isinstance(answer, str):
                continue
            if field.kind == "contact":
                found["email" if "@" in answer else "phone"] = answer
            elif field.kind in found and not found[field.kind]:
                found[field.kind] = answer
        return found

    def place(self, answers: Answers) -> dict[str, Any] | None:
        """The first place told: `{"address", "lat", "lon"}`, degrees as text or None."""
        told = self.told(answers)
        for field in self.fields:
            answer = told.get(field.key)
            if field.kind == "place" and isinstance(answer, Mapping) and not is_unknown(answer):
                address = answer.get("text", answer.get("typed", ""))
                return {"address": address, "lat": answer.get("lat"), "lon": answer.get("lon")}
        return None

    def for_whom(self, answers: Answers) -> dict[str, Any] | None:
        """Who is meant, with role and proof, when somebody acts for another; else None."""
        told = self.told(answers)
        for field in self.fields:
            answer = told.get(field.key)
            if field.kind == "for_whom" and isinstance(answer, Mapping) and answer.get("whom") == "other":
                return {key: value for key, value in answer.items() if key != "whom"}
        return None

    # other shapes
    def json_schema(self, title: str = "") -> dict[str, Any]:
        """The form as JSON Schema 2020-12 with German titles."""
        return schema_of(self.pages, title)

    def diff(self, newer: Form) -> list[Change]:
        """What a newer form asks differently."""
        return changes(self.fields, newer.fields)


def _missing(key: str) -> Any:
    raise KeyError(key)


def _values(raw: Any, name: str) -> list[str]:
    """All values of one control, from Django's QueryDict or a plain mapping."""
    if hasattr(raw, "getlist"):
        return list(raw.getlist(name))
    value = raw.get(name)
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
