"""Whether words that leave the house give away who told us (practice 1.8: names leak in greetings, not in fields).

German writes names like everyday words: „im Winter“ does not name Frau Winter, „Frau winter“ and „bei Winters“ do.
"""

import re

from lotse.search.words import folded, spellings

SHORTEST = 3  # letters of a family name that stands alone; shorter ones are half of all words
WORD = re.compile(r"[^\W\d_]+")
ADDRESSES = frozenset(["frau", "fr", "herr", "herrn", "hr", "fam", "familie", "eheleute", "kollegin", "kollege"])
BEFORE_A_THING = frozenset([
    "im", "am", "vom", "zum", "zur", "beim", "ins", "ans", "den", "dem", "des", "ein", "eine", "einem", "einen",
    "einer", "eines", "kein", "keine", "keinen", "jeden", "jedem", "jeder", "diesen", "diesem", "dieser",
    "dieses", "nachsten", "letzten", "kommenden", "vorigen", "vergangenen", "ganzen", "mehrere", "viele",
    "alle", "zwei", "drei",
])  # fmt: skip


def who_is_named(case, texts, files=()):
    """Return what of the citizen's name, mail and phone stands in these texts and names of files; else nothing.

    It is returned as it was told to us. Names of files are read without regard to capitals, as nobody minds them there.
    """
    citizen = case.citizen
    if citizen is None:
        return []
    texts = [text for text in texts if text] + [name.title() for name in files]
    words = " ".join([*texts, *files])
    found = _names_in(citizen.name, texts)
    if citizen.email and citizen.email.casefold() in words.casefold():
        found.append(citizen.email)
    phone = _digits(citizen.phone)[-7:]
    if len(phone) == 7 and phone in _digits(words):
        found.append(citizen.phone)
    return found


def _names_in(name, texts):
    """The whole name, or the family name or a part of it where it means the person."""
    whole = WORD.findall(name)
    if not whole:
        return []
    family = WORD.findall(name.split()[-1]) or whole[-1:]
    given = {_key(word) for word in whole[: -len(family)]}
    for text in texts:
        words = WORD.findall(text)
        if len(whole) > 1 and _stands_in([_key(word) for word in whole], words):
            return [name.strip()]
        for part in family:
            if any(_means(part, words, place, given) for place in range(len(words))):
                return [part if len(family) == 1 else name.split()[-1]]
    return []


def _stands_in(sequence, words):
    keys = [_key(word) for word in words]
    starts = range(len(keys) - len(sequence) + 1)
    return any(
        keys[i : i + len(sequence) - 1] == sequence[:-1] and _is(sequence[-1], keys[i + len(sequence) - 1])
        for i in starts
    )


def _means(part, words, place, given):
    """Whether the word at this place is the family name, and not the everyday word that is written like it."""
    if not _is(_key(part), _key(words[place])):
        return False
    before = _key(words[place - 1]) if place else ""
    if before in ADDRESSES | given:
        return True
    return len(part) >= SHORTEST and words[place][0].isupper() and before not in BEFORE_A_THING


def _is(name, word):
    """The name itself, or „Sperlings“."""
    return word in (name, f"{name}s")


def _key(word):
    """„Öztürk“, „OEZTUERK“ and „Ozturk“ are one name."""
    return spellings(folded(word))[-1]


def _digits(text):
    return "".join(sign for sign in text if sign.isdigit()).removeprefix("0")
