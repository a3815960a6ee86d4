"""Who reads what behind the walls: six circles times the people of a town hall, each told in one word.

The whole house is asked for every cell by `test_circles.py`; `python -m tests.rights > docs/rights.md` prints it.
Practice 1.11: § 30 AO (tax), § 35 SGB I (social), § 61 PStG (registry), personnel files, complaints.
"""

# circle: words, service, the team that decides
CIRCLES = {
    "general": ("everyday concerns", "streunende-katze", "allgemeine_ordnung"),
    "tax": ("tax secrecy, § 30 AO", "hundesteuer", "steuern"),
    "social": ("social data, § 35 SGB I", "wohngeld", "wohnen"),
    "registry": ("civil status register, § 61 PStG", "urkunde", "beurkundung"),
    "complaint": ("a complaint: named persons only", "beschwerde", "ideen_beschwerden"),
    "personnel": ("a personnel file: named persons only", "dienstaufsichtsbeschwerde", "buero_buergermeisterin"),
}
NAMED_ONLY = ("complaint", "personnel")

LEVELS = {
    "own": "their own concern: the citizens' pages, never the desk",
    "whole": "all of it; only whoever reads it whole finds it by a word or by the citizen's name",
    "packed": "what was packed for the team, and what came later by its rule; not the citizen's name",
    "until": "what had been packed for the team, as it stood when the work ended",
    "surface": "number, service, status, guide, team, date",
    "nothing": "the answer to a number that does not exist",
}
WALLS = ("tax", "social", "registry")


def _row(general, walls, named):
    levels = {"general": general} | dict.fromkeys(WALLS, walls) | dict.fromkeys(NAMED_ONLY, named)
    return {circle: levels[circle] for circle in CIRCLES}


# role: words, and the level in each circle
ROLES = {
    "anonymous": ("somebody without an account", _row("nothing", "nothing", "nothing")),
    "teller": ("the citizen who told it", _row("own", "own", "own")),
    "neighbour": ("another citizen", _row("nothing", "nothing", "nothing")),
    "guide_inside": ("the guide, who also works in the team that decides", _row("whole", "whole", "whole")),
    "guide_outside": ("the guide from the Bürgerservice, whom the circle does not reach",
                      _row("whole", "surface", "nothing")),
    "support": ("another team of the Bürgerservice", _row("surface", "surface", "nothing")),
    "specialist": ("a specialist of the team that decides", _row("packed", "whole", "nothing")),
    "lead": ("the lead of the team that decides", _row("packed", "whole", "whole")),
    "neighbouring": ("a specialist who decides in another circle", _row("nothing", "nothing", "nothing")),
    "other": ("a specialist of another department", _row("nothing", "nothing", "nothing")),
    "former": ("the lead of a team that had it and gave it back", _row("until", "until", "nothing")),
    "asked": ("the lead of a team that was asked for advice and answered", _row("packed", "packed", "until")),
    "crew": ("the lead of a team that did its part of the work", _row("packed", "packed", "until")),
    "owner": ("process owner", _row("nothing", "nothing", "nothing")),
    "it": ("IT", _row("nothing", "nothing", "nothing")),
    "management": ("management", _row("nothing", "nothing", "nothing")),
    "protection": ("data protection officer", _row("nothing", "nothing", "nothing")),
    "barred": ("the person complained about: lead of the deciding team, deputy of the guide, and in the Bürgerservice",
               _row("nothing", "nothing", "nothing")),
}  # fmt: skip

# place: what is asked there, and from which levels on the case is found in the answer
PLACES = {
    "case": ("the page of the case", ("whole", "packed", "until", "surface")),
    "paper": ("print of the file", ("whole", "packed", "until")),
    "order": ("print of a work order", ("whole", "packed")),
    "number": ("search by its number", ("whole", "packed", "until", "surface")),
    "word": ("search by a word of it", ("whole",)),
    "palette": ("the palette, by a word of it", ("whole",)),
    "name": ("search by the citizen's name", ("whole",)),
    "person": ("page of the citizen", ("whole",)),
    "near": ("other cases of this citizen, beside a case one reads", ("whole", "packed", "until", "surface")),
    "bulk": ("a deed on many cases", ("whole", "packed", "until")),
    "target": ("as the case that another is to follow", ("whole", "packed", "until")),
    "views": ("the lists at the desk and their counts", ("whole", "packed", "until", "surface")),
    "mentions": ("where one was named in a note", ("whole", "packed", "until")),
    "notices": ("notices", ("whole", "packed", "until", "surface")),
    "news": ("what is new, on the page and by mail", ("whole",)),
    "mails": ("mails of the house to its people: the number alone", ("whole", "packed", "until", "surface")),
    "rest": ("program: the case", ("own", "whole", "packed", "until", "surface")),
    "rest_timeline": ("program: its timeline", ("own", "whole", "packed", "until")),
    "rest_list": ("program: the list of cases", ("own", "whole", "packed", "until", "surface")),
    "rest_word": ("program: the list, by a word of it", ("own", "whole")),
    "mine": ("my concerns, as a citizen", ("own",)),
}


def document():
    """Yield the lines of the chapter for readers."""
    yield from ["## Circles", "", "Walls that law draws inside the house. `tests/test_circles.py` asks every cell at "
                "every place below; nobody learns more of a case than its cell says.", ""]  # fmt: skip
    yield from _table(["", *(f"{name}: {words}" for name, (words, _service, _team) in CIRCLES.items())])
    for role, (words, levels) in ROLES.items():
        yield _line([f"**{role}**, {words}", *levels.values()])
    yield ""
    yield from (f"- *{name}*: {words}" for name, words in LEVELS.items())
    yield from ["", *_table(["where the case is found", *LEVELS])]
    for words, levels in PLACES.values():
        yield _line([words, *("yes" if level in levels else "–" for level in LEVELS)])
    yield from ["", "Counts hold what the reader may see, and no figure holds a person: the counting cards know teams "
                "alone. A notice about a case one may not see does not name it; the person complained about gets "
                "none."]  # fmt: skip


def _table(heads):
    return [_line(heads), _line(["---"] * len(heads))]


def _line(cells):
    return "| " + " | ".join(cells) + " |"
