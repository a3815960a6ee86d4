"""How citizens ask for a service: its words in their sentences, with the slips of thumbs on small keyboards."""

from lotse.search.words import LITTLE, folded, root

FRAMES = (
    "{}", "{} melden", "ich brauche hilfe wegen {}", "wo geht das mit {}", "guten tag, es geht um {}",
    "frage zu {}", "hallo {}", "wer kümmert sich um {}", "{} was tun", "wie ist das mit {}?",
)  # fmt: skip
LONG_ENOUGH = 6  # a slip in a shorter word makes another word


def slips(word):
    """The same word as it comes out of a hurry: small, loud, without umlauts, a letter lost, doubled, changed."""
    yield from (word, word.lower(), word.upper())
    yield from ({word.translate(UMLAUTS), word.translate(BARE)} - {word})
    tail = word.rsplit(maxsplit=1)[-1]
    if len(tail) < LONG_ENOUGH:
        return
    head, middle = word[: len(word) - len(tail)], len(tail) // 2
    yield f"{head}{tail[:middle]}{tail[middle + 1 :]}"
    yield f"{head}{tail[:middle]}{tail[middle]}{tail[middle:]}"
    yield f"{head}{tail[: middle - 1]}{tail[middle]}{tail[middle - 1]}{tail[middle + 1 :]}"


UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
BARE = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U", "ß": "s"})


def vocabulary(row):
    """The words citizens have for a service, and its name."""
    return [row["titel"], *row["suchworte"]]


def phrasings(row, common):
    """At least sixty ways to ask; a single word that several services share is no way to ask for one of them."""
    told = [words for words in vocabulary(row) if not (set(_stems(words)) <= common)]
    asked = [frame.format(slip) for words in told for slip in slips(words) for frame in FRAMES]
    return list(dict.fromkeys(asked))


def shared(rows, most=3):
    """The stems that more services use than a short list of answers has room for."""
    used = [{stem for words in vocabulary(row) for stem in _stems(words)} for row in rows]
    return {stem for stems in used for stem in stems if sum(stem in other for other in used) > most}


def _stems(words):
    plain = "".join(sign if sign.isalnum() else " " for sign in folded(words))
    return [root(word) for word in plain.split() if word not in LITTLE]
