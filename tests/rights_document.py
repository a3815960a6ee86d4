"""Writes the table of rights for readers: who is what to which case, and what each address answers."""

from tests import circles
from tests.addresses import all_addresses
from tests.rights import ALL, CASES, LOGIN, ROLES, STANDINGS, expected, is_call, standing

ANSWERS = {
    LOGIN: "login", 200: "yes", 201: "done", 302: "led on", 303: "done", 401: "401", 403: "refused", 404: "404",
    405: "–", 409: "conflict", 422: "asked again",
}  # fmt: skip
HEAD = """# Who may do what

This page is written by `python -m tests.rights > docs/rights.md` from the table in `tests/rights.py`, and
`tests/test_rights_matrix.py` asks the running house for every line of it: every address, every method, every role.
The rule behind it stands in [architecture.md](architecture.md#rights). English pages are the same under `/en/`.

A case that is not yours and one that is not there give the same answer to the letter. No answer holds a number, a
subject, a name or a word of a case that the asking person may not read; that too is checked on every answer.

`yes` the page or answer · `done` the deed is done · `led on` led to another page · `login` led to the login ·
`asked again` what was sent does not fit (422) · `refused` seen, but not theirs to do (403) · `conflict` not in this
state (409) · `404` not there for them · `401` no key · `–` the address knows no such method (405)
"""


def document():
    """Yield the lines of the page."""
    yield from HEAD.split("\n")
    yield from _who()
    yield from ["", *circles.document()]
    for title, keys in (("Pages about a case", _pages(True)), ("Calls of programs about a case", _calls(True))):
        yield from ["", f"## {title}", ""]
        yield from _by_standing(keys)
    for title, keys in (("Other pages", _pages(False)), ("Other calls of programs", _calls(False))):
        yield from ["", f"## {title}", ""]
        yield from _by_role(keys)


def _pages(is_about_a_case):
    return [a for a in all_addresses() if not is_call(a.key) and ALL[a.key].is_about_a_case == is_about_a_case]


def _calls(is_about_a_case):
    return [a for a in all_addresses() if is_call(a.key) and ALL[a.key].is_about_a_case == is_about_a_case]


def _who():
    yield from ["## Who is what to which case", "", *_table(["", *CASES])]
    for role, words in ROLES.items():
        yield _row([f"**{role}**, {words}", *(standing(role, case) for case in CASES)])
    yield ""
    yield from (f"- *{name}*: {words}" for name, (words, _who) in CASES.items())
    yield ""
    yield from (f"- *{name}*: {words}" for name, words in STANDINGS.items())
    yield "- whoever has no account is led from the desk to the login; without a key a program reads 401"


def _by_standing(addresses):
    yield from _table(["address", "method", *STANDINGS, "except"])
    for address in addresses:
        for method, answers in ALL[address.key].answers.items():
            shown = [ANSWERS[answers[name]] for name in STANDINGS]
            if address.key.startswith("workspace:"):
                shown[0] = "login"
            yield _row([f"`{address.path}`", method, *shown, _exceptions(address.key, method)])


def _exceptions(key, method):
    but = ALL[key].but.items()
    return ", ".join(f"{case}, {who}: {ANSWERS[status]}" for (at, case, who), status in but if at == method)


def _by_role(addresses):
    yield from _table(["address", "method", *ROLES])
    for address in addresses:
        for method in ALL[address.key].answers:
            shown = [ANSWERS[expected(address.key, method, role)] for role in ROLES]
            yield _row([f"`{address.path}`", method, *shown])


def _table(heads):
    return [_row(heads), _row(["---"] * len(heads))]


def _row(cells):
    return "| " + " | ".join(cells) + " |"


def write():
    """Print the page."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotse.project.settings")
    django.setup()
    print("\n".join(document()))
