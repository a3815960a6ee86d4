"""Text and values as programs send them, made fit for the house: NFC, no NUL, nothing that is no number."""

import math
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from ninja import Schema
from ninja.errors import ValidationError as Unfit
from pydantic import AfterValidator, AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from lotse.calendars.berlin import end_of, on_our_clock
from lotse.calendars.holidays import check_year
from lotse.calendars.refusals import CannotReckon
from lotse.questionnaires.tidy import line, prose

DEEPEST = 20


def tidy(text: str) -> str:
    """Return the text as a form keeps it (NFC, plain line ends, no control characters); refuse half characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("Der Text enthält halbe Zeichen.")
    return prose(text)


def tidy_line(text: str) -> str:
    """Return the text as one line, else as it was told: the same rule as in a form."""
    return line(tidy(text))


def tidy_value(value: Any, depth: int = 0) -> Any:
    """Return a JSON value with every text in it tidied."""
    if depth > DEEPEST:
        raise ValueError("Die Angabe ist zu tief verschachtelt.")
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("Das ist keine Zahl.")
    if isinstance(value, dict):
        return {tidy(key): tidy_value(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [tidy_value(item, depth + 1) for item in value]
    return value


def address(text: str) -> str:
    """Return an e-mail address a letter can be sent to, or nothing."""
    told = tidy_line(text)
    if told:
        try:
            validate_email(told)
        except ValidationError:
            raise ValueError("Diese E-Mail-Adresse können wir nicht lesen. Beispiel: name@example.org")
    return told


def reckonable(at: datetime) -> datetime:
    """Return a moment the calendar reaches; beyond it nobody can say what is a holiday."""
    try:
        check_year(on_our_clock(at).year)
    except CannotReckon as refusal:
        raise ValueError(str(refusal))
    return at


def reckonable_day(day: date) -> date:
    """Return a day the calendar reaches: also the days after it are asked for, when it is overdue."""
    reckonable(end_of(min(day, date.max - timedelta(days=1))))
    return day


class Sent(Schema):
    """An object as a program sends it; anything else is refused, and `null` means that nothing is told.

    Ninja reads any value by its attributes: without this, a text where every member may be missing is an empty object.
    """

    @model_validator(mode="wrap")
    @classmethod
    def told_as_an_object(cls, values, handler):
        """Refuse what is no object; leave out what is null and need not be told."""
        if isinstance(values, cls):
            return handler(values)
        if not isinstance(values, Mapping):
            raise PydanticCustomError("dict_type", "no object")
        optional = {name for name, field in cls.model_fields.items() if not field.is_required()}
        return handler({key: value for key, value in values.items() if value is not None or key not in optional})


def refuse(field: str, sentence: str) -> NoReturn:
    """Refuse one value for a reason pydantic cannot know."""
    raise Unfit([{"type": "value_error", "loc": (field,), "ctx": {"error": sentence}}])


Until = Annotated[AwareDatetime, AfterValidator(reckonable)]
UntilDay = Annotated[date, AfterValidator(reckonable_day)]
Words = Annotated[str, Field(max_length=20_000), AfterValidator(tidy)]
Said = Annotated[str, Field(max_length=20_000), AfterValidator(tidy), Field(min_length=1)]
Line = Annotated[str, Field(max_length=200), AfterValidator(tidy_line)]
Name = Annotated[str, Field(max_length=100), AfterValidator(tidy_line)]
Phone = Annotated[str, Field(max_length=40), AfterValidator(tidy_line)]
Address = Annotated[str, Field(max_length=254), AfterValidator(address)]
Slug = Annotated[str, Field(max_length=60), AfterValidator(tidy_line)]
Key = Annotated[str, Field(max_length=80), AfterValidator(tidy_line)]
Answers = Annotated[dict[str, Any], AfterValidator(tidy_value)]
