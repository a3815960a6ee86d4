"""Whether words that leave the house give away who told us (practice 1.8: names leak in greetings, not in fields)."""

import re

SHORTEST = 3  # letters of a family name; shorter ones stand in half of all words


def who_is_named(case, texts):
    """Return what of the citizen's name, mail and phone stands in these texts, as it was told to us; else nothing."""
    citizen = case.citizen
    if citizen is None:
        return []
    words = " ".join(text for text in texts if text)
    found = [name for name in _names(citizen.name) if re.search(rf"\b{re.escape(name)}\b", words)]
    if citizen.email and citizen.email.casefold() in words.casefold():
        found.append(citizen.email)
    phone = _digits(citizen.phone)[-7:]
    if len(phone) == 7 and phone in _digits(words):
        found.append(citizen.phone)
    return found


def _names(name):
    """The whole name and the family name; „Frau Sperling“ is as telling as both."""
    parts = name.split()
    return [each for each in dict.fromkeys((name.strip(), *parts[-1:])) if len(each) >= SHORTEST]


def _digits(text):
    return "".join(sign for sign in text if sign.isdigit()).removeprefix("0")
