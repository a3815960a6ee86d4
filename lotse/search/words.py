"""What people type, made comparable: no accents, no marks, no operator ever reaches the database."""

import re
import unicodedata

MOST_WORDS, LONGEST_WORD, LONGEST_QUESTION, LONGEST_TEXT = 8, 60, 500, 100_000
SUBSTRING_FROM, TYPO_FROM = 4, 5  # shorter parts occur in everything
ENDINGS = ("ern", "en", "er", "es", "em", "e", "n", "s")
TWO_LETTERS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
# Little words that carry no meaning; the German list of PostgreSQL spells them with umlauts.
LITTLE_WORDS = """
    aber als am an auch auf aus bei bin bis da das dass dem den der des die dies diese ein eine einem einen einer
    es fur fuer hat habe haben hier ich ihr im in ist kann konnen koennen man mein meine meinen mich mir mit mochte
    moechte muss nach nicht noch nur oder sich sie sind so uber ueber um und uns vom von vor war was weil wenn wer
    wie wird wo zu zum zur
"""
LITTLE = frozenset(LITTLE_WORDS.split())


def folded(text: str) -> str:
    """Return the text in small letters without accents: „Straße“ is „strasse“, „Müll“ is „mull“."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST_TEXT].casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter) and letter != "\0")


def typed_words(typed: str) -> list[str]:
    """Return what to look for, at most eight words; little words only if there are no others."""
    if len(typed) > LONGEST_QUESTION:
        typed = typed[:LONGEST_QUESTION].rsplit(maxsplit=1)[0]
    words = [word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", folded(typed))]
    telling = [word for word in words if word not in LITTLE]
    return list(dict.fromkeys(telling or words))[:MOST_WORDS]


def spellings(word: str) -> list[str]:
    """Return the word and how it reads if its ae, oe, ue were umlauts: „muell“ is „mull“ too."""
    short = word
    for two, one in TWO_LETTERS:
        short = short.replace(two, one)
    return [word] if short == word else [word, short]


def root(word: str) -> str:
    """Return the word without its ending, to look for inside compounds: „laternen“ lives in „strassenlaterne“."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= TYPO_FROM:
            return word[: -len(ending)]
    return word


def swapped(word: str) -> list[str]:
    """Return the word with two neighbours changed, the typing error that likeness of parts does not see."""
    pairs = range(len(word) - 1)
    return [word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in pairs if word[i] != word[i + 1]]
