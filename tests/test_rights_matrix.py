"""Every address times every role times five cases, fully asserted against the table of rights."""

import logging
import re
from pathlib import Path

import pytest
from django.db import transaction

from tests.addresses import all_addresses, calls_in_the_resolver
from tests.rights import ALL, CASES, LOGIN, ROLES, expected, needs_a_leg, standing
from tests.rights_document import document
from tests.rights_town import build, visitors, where_is
from tests.thirds import one_third

FRONTS = ("workspace:case", "portal:case", "GET /api/v1/cases/{number}")
pytestmark = pytest.mark.django_db

ADDRESSES = {address.key: address for address in all_addresses()}
ABOUT_A_CASE = [key for key in ADDRESSES if key in ALL and ALL[key].is_about_a_case]
OTHERS = [key for key in ADDRESSES if key in ALL and not ALL[key].is_about_a_case]


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory):
    """Musterhafen with the five cases, built once; every request is taken back."""
    from django.conf import settings

    logging.getLogger("lotse.request").setLevel(logging.WARNING)
    with django_db_blocker.unblock(), transaction.atomic():
        kept, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path_factory.mktemp("files")
        yield House()
        settings.MEDIA_ROOT = kept
        transaction.set_rollback(True)


class House:
    """The five cases, and everybody who comes to their doors."""

    def __init__(self):
        self.town, self.known = build()
        self.visitors = visitors(self.town, self.known)

    def answer(self, key, method, role, case=None, *, somewhere=False):
        """Ask as this role; `somewhere` asks the same of a case that does not exist."""
        rule, address = ALL[key], ADDRESSES[key]
        known = self.known.get(case)
        sent = rule.sent.get(method, {})
        body = sent(self.town, known) if callable(sent) else sent
        where = where_is(address, rule, self.town, known, somewhere=somewhere)
        is_call = address.path.startswith("/api/")
        with transaction.atomic():
            answer = self.visitors[role].ask(method, where, body, by_token=is_call)
            text = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        return Answer(answer, text.decode("utf-8", "replace"), where, body)


class Answer:
    """What came back, and what of it may be compared."""

    def __init__(self, response, text, where, body):
        self.status, self.text, self.where, self.body = response.status_code, text, where, body
        self.location = response.get("Location", "")
        self.is_login = self.status == 302 and self.location.split("?")[0] == "/anmelden/"

    @property
    def outcome(self):
        return LOGIN if self.is_login else self.status

    @property
    def plain(self):
        """Status, where it leads and what is written, without the address that was asked and one-time tokens."""
        text = re.sub(r'(value|content)="\w{64}"', "", self.text)  # tokens against forged forms
        for part in filter(None, self.where.split("/")):
            if re.search(r"\d{4}-|-7\d{3}-", part):
                text = text.replace(part, "…")
        return self.status, self.location, text


def given_away(house, role, answer):
    """The words of cases that this role must not read, yet stand in the answer."""
    echoed = answer.where + str(answer.body)
    found = []
    for name, known in house.known.items():
        found += [word for word in secrets_of(known, role, name) if word in answer.text and word not in echoed]
    return found


def secrets_of(known, role, case):
    mine = standing(role, case)
    number = [] if mine != "stranger" else [known.number]
    return number + {
        "stranger": known.matter + known.person + known.inside + known.later,
        "surface": known.matter + known.person + known.inside + known.later,
        "own": known.inside + known.later,
        "leg": known.person,
        "former": known.person + known.later,
    }.get(mine, [])


def test_every_address_has_a_row_in_the_table_of_rights():
    missing = sorted(ADDRESSES.keys() - ALL.keys())

    assert not missing, f"Nobody has said who may do what here, write it into tests/rights.py: {', '.join(missing)}"


def test_no_row_of_the_table_is_left_over():
    stale = sorted(ALL.keys() - ADDRESSES.keys())

    assert not stale, f"These addresses are gone, take their rows out of tests/rights.py: {', '.join(stale)}"


def test_every_call_of_the_rest_door_is_walked():
    walked = {(address.path, address.name) for address in ADDRESSES.values() if address.name.startswith("rest:")}

    assert walked == calls_in_the_resolver()


@pytest.mark.parametrize("key", one_third(ABOUT_A_CASE))
def test_about_a_case(house, key):
    wrong = [line for method in ALL[key].answers for role in ROLES for line in compared(house, key, method, role)]

    assert not wrong, "\n".join(wrong)


def compared(house, key, method, role):
    """Ask about the cases; say what differs from the table, from „not there“, or is given away."""
    nobodys = None
    for case in cases_for(key, method, role):
        answer = house.answer(key, method, role, case)
        want = expected(key, method, role, case)
        who = f"{method} {answer.where} ({case}) as {role} ({standing(role, case)})"
        if answer.outcome != want:
            yield f"{who}: {answer.outcome} instead of {want}"
        if leaked := given_away(house, role, answer):
            yield f"{who}: {answer.outcome} gives away {leaked}"
        if standing(role, case) == "stranger" and not answer.is_login and is_compared(key, method, role):
            nobodys = nobodys or house.answer(key, method, role, case, somewhere=True)
            if answer.plain != nobodys.plain:
                yield f"{who}: not the answer to a number that does not exist"


def is_compared(key, method, role):
    """Where an address has two methods, one is compared with „not there“: half of the roles by GET, half by POST."""
    methods = list(ALL[key].answers)
    return key in FRONTS or method == methods[sum(map(ord, key + role)) % len(methods)]


def cases_for(key, method, role):
    """All cases at their own address; elsewhere one of each standing, in turn, and every exception."""
    if key in FRONTS:
        return list(CASES)
    turn = sum(map(ord, key + method + role)) % len(CASES)
    names = list(CASES)[turn:] + list(CASES)[:turn]
    if needs_a_leg(key):
        names.sort(key=lambda name: name not in ("open", "transferred"))
    one_each = {standing(role, name): name for name in reversed(names)}
    special = {case for (at, case, _who) in ALL[key].but if at == method and standing(role, case) != "stranger"}
    return sorted(special | set(one_each.values()), key=list(CASES).index)


@pytest.mark.parametrize("key", one_third(OTHERS))
def test_about_no_case(house, key):
    wrong = []
    for method in ALL[key].answers:
        for role in ROLES:
            answer, want = house.answer(key, method, role), expected(key, method, role, None)
            who = f"{method} {answer.where} as {role}"
            if answer.outcome != want:
                wrong.append(f"{who}: {answer.outcome} instead of {want}")
            if leaked := given_away(house, role, answer):
                wrong.append(f"{who}: {answer.outcome} gives away {leaked}")

    assert not wrong, "\n".join(wrong)


def test_the_published_table_is_the_one_that_is_checked():
    told = (Path(__file__).parents[1] / "docs" / "rights.md").read_text("utf-8")

    assert told == "\n".join(document()) + "\n", "Write it anew: python -m tests.rights > docs/rights.md"
