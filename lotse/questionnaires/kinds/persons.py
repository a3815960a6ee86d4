"""Kinds about people: another person, and for whom one speaks (Für wen?)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from lotse.questionnaires import problems, tidy
from lotse.questionnaires.field import Option, Part
from lotse.questionnaires.kinds.base import TYPED, Get, Kind, part_of, typed, unanswered
from lotse.questionnaires.kinds.days import day_problem, long_day, read_day
from lotse.questionnaires.kinds.words import mail_problem, phone_problem
from lotse.questionnaires.problems import Problem, gettext_noop

if TYPE_CHECKING:
    from lotse.questionnaires.field import Field

WHOM = (Option("self", gettext_noop("Für mich")), Option("other", gettext_noop("Für eine andere Person oder Firma")))
ROLES = (
    Option("parent", gettext_noop("Ich bin Mutter, Vater oder sorgeberechtigt")),
    Option("carer", gettext_noop("Ich betreue die Person rechtlich")),
    Option("power", gettext_noop("Ich habe eine Vollmacht")),
    Option("company", gettext_noop("Ich spreche für eine Firma oder einen Verein")),
    Option("helper", gettext_noop("Ich helfe nur beim Ausfüllen")),
)
PROOFS = (
    Option("bring", gettext_noop("Ich bringe den Nachweis mit oder schicke ihn")),
    Option("held", gettext_noop("Der Nachweis liegt der Stadt schon vor")),
    Option("none", gettext_noop("Ich habe keinen Nachweis")),
)
MAIL_TO = (
    Option("me", gettext_noop("An mich")),
    Option("them", gettext_noop("An die Person oder Firma")),
    Option("both", gettext_noop("An uns beide")),
)


class Several(Kind):
    """A question of several named words."""

    person = True
    default_length = 254
    names: tuple[str, ...] = ()

    def from_form(self, field: Field, get: Get) -> Any:
        return {name: part_of(get, field, name) for name in self.names}

    def to_form(self, field: Field, answer: Any) -> dict[str, Any]:
        told = answer if isinstance(answer, Mapping) else {}
        words = {name: told.get(name, "") for name in self.names}
        if TYPED in told:
            words["name"] = told[TYPED]
        return {f"{field.key}-{name}": word for name, word in words.items()}

    def normal(self, field: Field, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return typed(value)
        words = {name: tidy.line(value.get(name) or "") for name in self.names}
        return {name: word for name, word in words.items() if word} or None

    def schema(self, field: Field) -> dict[str, Any]:
        words = {name: {"type": "string", "maxLength": self.limit(field)} for name in self.names}
        return {"type": "object", "properties": words, "additionalProperties": False}


class Person(Several):
    """Another person: `{"name", "email", "phone"}`."""

    names = ("name", "email", "phone")

    def parts(self, field: Field) -> tuple[Part, ...]:
        name = Part(f"{field.key}-name", "text", gettext_noop("Name"), max_length=100)
        mail = Part(
            f"{field.key}-email", "email", gettext_noop("E-Mail"), inputmode="email", max_length=254, is_optional=True
        )
        phone = Part(
            f"{field.key}-phone", "tel", gettext_noop("Telefon"), inputmode="tel", max_length=50, is_optional=True
        )
        return (name, mail, phone, *self._unknown_part(field))

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        if not answer.get("name"):
            return Problem(problems.EMPTY_PERSON).at("name")
        if mail := mail_problem(answer["email"]) if answer.get("email") else None:
            return mail.at("email")
        if phone := phone_problem(answer["phone"]) if answer.get("phone") else None:
            return phone.at("phone")
        return self.longest(field, answer, self.names)

    def empty(self, field: Field) -> Problem:
        if not field.ask:
            return Problem(problems.EMPTY_PERSON).at("name")
        return unanswered(field, problems.EMPTY_TEXT, problems.EMPTY_TEXT_PLAIN).at("name")

    def text(self, field: Field, answer: Any) -> str:
        return ", ".join(answer[name] for name in self.names if answer.get(name))


class ForWhom(Several):
    """For oneself, or for someone else with the reason, the proof, the period and who gets mail."""

    names = ("whom", "name", "role", "proof", "until", "mail_to")

    def parts(self, field: Field) -> tuple[Part, ...]:
        key = field.key
        return (
            Part(f"{key}-whom", "radio", "", field.hint, WHOM),
            Part(f"{key}-name", "text", gettext_noop("Name der Person oder Firma"), max_length=100, only_with="other"),
            Part(
                f"{key}-role",
                "radio",
                gettext_noop("Warum handeln Sie für diese Person?"),
                options=ROLES,
                only_with="other",
            ),
            Part(f"{key}-proof", "radio", gettext_noop("Haben Sie einen Nachweis?"), options=PROOFS, only_with="other"),
            Part(
                f"{key}-until",
                "text",
                gettext_noop("Bis wann gilt das?"),
                gettext_noop("Zum Beispiel: 31.12.2026"),
                max_length=30,
                is_optional=True,
                only_with="other",
            ),
            Part(
                f"{key}-mail_to",
                "radio",
                gettext_noop("Wem schreiben wir?"),
                options=MAIL_TO,
                is_optional=True,
                only_with="other",
            ),
        )

    def normal(self, field: Field, value: Any) -> Any:
        told = super().normal(field, {"whom": value} if isinstance(value, str) else value)
        if not told or TYPED in told:
            return told
        if told.get("whom") == "self":
            return {"whom": "self"}
        day = read_day(told["until"]) if "until" in told else ""
        return told | ({"until": day.isoformat()} if isinstance(day, date) else {})

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        if "whom" not in answer:
            return Problem(problems.EMPTY_WHOM)
        if answer["whom"] == "self":
            return None
        lists = {"whom": WHOM, "role": ROLES, "proof": PROOFS, "mail_to": MAIL_TO}
        if any(answer[n] not in {o.value for o in options} for n, options in lists.items() if n in answer):
            return Problem(problems.NO_SUCH_OPTION, label=field.label)
        if not answer.get("name"):
            return Problem(problems.EMPTY_WHOM_NAME).at("name")
        if not answer.get("role"):
            return Problem(problems.EMPTY_WHOM_ROLE).at("role")
        until = day_problem(field, answer["until"], today) if answer.get("until") else None
        return until.at("until") if until else self.longest(field, answer, self.names)

    def empty(self, field: Field) -> Problem:
        return Problem(problems.EMPTY_WHOM)

    def text(self, field: Field, answer: Any) -> str:
        if answer.get("whom") == "self":
            return "für mich"
        words = {option.value: option.label for option in (*ROLES, *PROOFS)}
        until = f"gilt bis {long_day(answer['until'])}" if answer.get("until") else ""
        mail = {option.value: option.label for option in MAIL_TO}.get(answer.get("mail_to", ""), "")
        told = [words.get(answer.get(name, ""), answer.get(name, "")) for name in ("role", "proof")]
        post = f"Post: {mail[0].lower()}{mail[1:]}" if mail else ""
        return ". ".join(filter(None, [f"für {answer.get('name', 'eine andere Person')}", *told, until, post]))

    def schema(self, field: Field) -> dict[str, Any]:
        schema = super().schema(field)
        for name, options in {"whom": WHOM, "role": ROLES, "proof": PROOFS, "mail_to": MAIL_TO}.items():
            schema["properties"][name] = {"oneOf": [{"const": o.value, "title": o.label} for o in options]}
        return schema | {"required": ["whom"]}
