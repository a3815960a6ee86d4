"""Kinds that are answered in words: text, names, ways to reach someone, numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from lotse.questionnaires import problems, tidy
from lotse.questionnaires.kinds.base import Kind, typed
from lotse.questionnaires.problems import Problem

if TYPE_CHECKING:
    from lotse.questionnaires.field import Field


class Text(Kind):
    """A line of text."""

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        if field.format == "postcode" and not re.fullmatch(r"[0-9]{5}", answer):
            return Problem(problems.POSTCODE)
        return self.too_long(field, answer)

    def schema(self, field: Field) -> dict[str, Any]:
        pattern = {"pattern": "^[0-9]{5}$"} if field.format == "postcode" else {}
        return super().schema(field) | pattern


class Textarea(Kind):
    """Text of several lines."""

    default_length = 2000
    control = "textarea"

    def normal(self, field: Field, value: Any) -> Any:
        return typed(value) if isinstance(value, (Mapping, list, tuple)) else tidy.prose(value) or None


class Name(Kind):
    """A person's name: any alphabet, no rule but its length."""

    person = True
    default_length = 100
    default_ask = "Ihren Namen"
    autocomplete = "name"


def mail_problem(address: str) -> Problem | None:
    """Say what an e-mail address lacks; whether it exists only a mail can tell."""
    if "@" not in address:
        return Problem(problems.MAIL_WITHOUT_AT)
    if any(letter.isspace() for letter in address):
        return Problem(problems.MAIL_WITH_SPACE)
    if address.count("@") > 1:
        return Problem(problems.MAIL_TWO_AT)
    local, _, domain = address.partition("@")
    labels = domain.split(".")
    if not local or len(labels) < 2 or not all(labels) or re.search(r'[,;:<>()"\[\]\\]', address):
        return Problem(problems.MAIL_HALF)
    return None


def phone_problem(number: str) -> Problem | None:
    """Telephone numbers are written in many ways; only the count of digits is judged."""
    digits = sum(letter.isdigit() for letter in number)
    if digits < 5:
        return Problem(problems.PHONE_SHORT)
    return Problem(problems.PHONE_LONG) if digits > 20 else None


class Email(Kind):
    """An e-mail address."""

    person = True
    default_length = 254
    default_ask = "Ihre E-Mail-Adresse"
    control, autocomplete, inputmode = "email", "email", "email"

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        return mail_problem(answer) or self.too_long(field, answer)

    def schema(self, field: Field) -> dict[str, Any]:
        return super().schema(field) | {"pattern": "@"}


class Phone(Kind):
    """A telephone number, kept as it was written."""

    person = True
    default_length = 50
    default_ask = "Ihre Telefonnummer"
    control, autocomplete, inputmode = "tel", "tel", "tel"

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        return self.too_long(field, answer) or phone_problem(answer)


class Contact(Kind):
    """An e-mail address or a telephone number, as people like."""

    person = True
    default_length = 254
    default_ask = "Ihre E-Mail-Adresse oder Ihre Telefonnummer"
    autocomplete = "email"

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        if "@" in answer:
            return mail_problem(answer) or self.too_long(field, answer)
        if not any(letter.isdigit() for letter in answer):
            return Problem(problems.NO_CONTACT)
        return self.too_long(field, answer) or phone_problem(answer)


class Iban(Kind):
    """A bank account."""

    person = True
    default_length = 42
    default_ask = "Ihre IBAN"

    def normal(self, field: Field, value: Any) -> Any:
        if isinstance(value, (Mapping, list, tuple)):
            return typed(value)
        written = tidy.line(value)
        packed = re.sub(r"[\s-]", "", written).upper()
        return packed if re.fullmatch(r"[A-Z0-9]{1,34}", packed) else written or None

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]*", answer):
            return Problem(problems.IBAN_LETTERS)
        if answer.startswith("DE") and len(answer) != 22:
            return Problem(problems.IBAN_LENGTH, count=len(answer))
        digits = "".join(str(int(letter, 36)) for letter in answer[4:] + answer[:4])
        return None if int(digits) % 97 == 1 else Problem(problems.IBAN_SUM)

    def text(self, field: Field, answer: Any) -> str:
        return " ".join(answer[at : at + 4] for at in range(0, len(answer), 4)) if answer.isalnum() else answer


class Number(Kind):
    """A number: an int, or its digits as text when it has decimals, since hashes know no floats."""

    default_length = 20
    control, inputmode = "text", "decimal"

    def normal(self, field: Field, value: Any) -> Any:
        if isinstance(value, (Mapping, list, tuple, bool)):
            return typed(value)
        written = tidy.line(value)
        number = _decimal(written)
        if number is None:
            return written or None
        return int(number) if number == number.to_integral_value() else format(number.normalize(), "f")

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        number = _decimal(str(answer))
        example = field.minimum if field.minimum is not None else 3
        if number is None:
            return Problem(problems.NO_NUMBER, example=example)
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > field.decimals:
            return Problem(problems.WHOLE_NUMBER if not field.decimals else problems.NO_NUMBER, example=example)
        if field.minimum is not None and number < field.minimum:
            return Problem(problems.TOO_SMALL, limit=problems.thousands(field.minimum))
        if field.maximum is not None and number > field.maximum:
            return Problem(problems.TOO_LARGE, limit=problems.thousands(field.maximum))
        return None

    def text(self, field: Field, answer: Any) -> str:
        written = str(answer).replace(".", ",") if _decimal(str(answer)) is not None else str(answer)
        return f"{written} {field.unit}".strip()

    def schema(self, field: Field) -> dict[str, Any]:
        if field.decimals:
            return {"type": ["integer", "string"], "pattern": "^-?[0-9]+([.][0-9]+)?$"}
        limits = {"minimum": field.minimum, "maximum": field.maximum}
        return {"type": "integer"} | {name: limit for name, limit in limits.items() if limit is not None}

    def to_form(self, field: Field, answer: Any) -> dict[str, Any]:
        plain = super().to_form(field, answer)[field.key]
        return {field.key: plain.replace(".", ",") if _decimal(plain) is not None else plain}


def _decimal(written: str) -> Decimal | None:
    """Read 3, 3,5, 1.234,50 and 3.5 as people here mean them."""
    if not re.fullmatch(r"-?[0-9.,]{1,15}", written, re.ASCII):
        return None
    if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?", written):
        written = written.replace(".", "")
    try:
        return Decimal(written.replace(",", "."))
    except InvalidOperation:
        return None
