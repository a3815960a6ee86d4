from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotse.cases.closing import withdraw
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case


def test_all_cases_are_met_once_page_by_page_newest_first(program, town, make_case):
    numbers = [make_case().number for _ in range(7)]
    ahlers, met, cursor = program(town.ahlers), [], ""

    while True:
        answer = ahlers.get("/cases", limit=3, cursor=cursor).json()
        met += [item["number"] for item in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break

    assert met == numbers[::-1]


def test_a_timeline_is_read_page_by_page_oldest_first(program, town, make_case):
    case = make_case()
    for n in range(4):
        case.note(f"Notiz {n}", by=town.ahlers)
    ahlers = program(town.ahlers)

    first = ahlers.get(f"/cases/{case.number}/timeline", limit=3).json()
    second = ahlers.get(f"/cases/{case.number}/timeline", limit=3, cursor=first["next"]).json()

    assert [entry["text"] for entry in (first["items"] + second["items"])[1:]] == [f"Notiz {n}" for n in range(4)]
    assert second["next"] is None


def test_lists_can_be_narrowed(program, town, make_case):
    open_one, closed_one = make_case(), make_case("schlagloch")
    withdraw(closed_one, "Doch nicht.")
    Case.objects.filter(pk=open_one.pk).update(assignee=town.ahlers)
    ahlers = program(town.ahlers)

    def numbers(**query):
        return {item["number"] for item in ahlers.get("/cases", **query).json()["items"]}

    assert numbers(service="schlagloch") == {closed_one.number}
    assert numbers(assigned="me") == {open_one.number}
    assert numbers(department="buergerservice") == {open_one.number, closed_one.number}
    assert numbers(status="withdrawn") == {closed_one.number}
    assert numbers(status="open") == {open_one.number}
    assert numbers(q=open_one.number) == {open_one.number}
    assert open_one.number in numbers(q="Stadtpark")


def test_no_list_is_narrowed_to_the_work_of_a_colleague(program, town, make_case):
    """Whoever counts what it gives would count a person (practice 1.1): one's own work is all one can ask for."""
    mine, hers = make_case(), make_case()
    Case.objects.filter(pk=mine.pk).update(assignee=town.lueders, guide=town.lueders)
    Case.objects.filter(pk=hers.pk).update(assignee=town.ahlers, guide=town.ahlers)
    lueders = program(town.lueders)

    assert lueders.get("/cases", assigned="ahlers").status_code == 422
    for name in ("guide", "assignee", "by", "person", "offered_by"):
        items = lueders.get("/cases", **{name: "ahlers"}).json()["items"]
        assert {item["number"] for item in items} == {mine.number, hers.number}, name


def test_a_team_with_a_part_of_the_work_confirms_no_hidden_word(program, town, make_case):
    case = make_case(text="Selin Öztürk bittet darum.", contact={"name": "Selin Öztürk", "email": "", "phone": ""})
    hand_over(case, town.strassenunterhaltung, "Falle?", kind="subtask", facts=["ort"], by=town.ahlers)

    def found(person, q):
        return [item["number"] for item in program(person).get("/cases", q=q).json()["items"]]

    assert found(town.ahlers, "Öztürk") == [case.number]
    assert found(town.janssen, "Öztürk") == []
    assert found(town.janssen, case.number) == [case.number]


@pytest.fixture
def statements():
    """Count what is asked of the database, without the marks of transactions."""

    @contextmanager
    def count():
        asked = []
        with CaptureQueriesContext(connection) as captured:
            yield asked
        asked += [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]

    return count


@pytest.mark.parametrize("address", ["/cases", "/services"])
def test_a_first_page_needs_three_statements_whatever_its_length(program, town, make_case, address, statements):
    for _ in range(5):
        make_case()
    ahlers = program(town.ahlers)
    ahlers.get(address)

    with statements() as asked:
        assert ahlers.get(address).json()["items"]

    assert len(asked) <= 3


def test_a_case_is_read_with_few_statements(program, town, make_case, statements):
    case = make_case()
    ahlers = program(town.ahlers)

    with statements() as of_the_case:
        ahlers.get(f"/cases/{case.number}")
    with statements() as of_the_timeline:
        ahlers.get(f"/cases/{case.number}/timeline")

    # seven for the case; why a clock runs out then asks for what happened to it, the town and its free days
    assert len(of_the_case) <= 7 + 4
    assert len(of_the_timeline) <= 4


@pytest.mark.parametrize("cursor", ["x", "AAAA", "W10", "WyJhIl0", "bnVsbA", "é", "%00"])
def test_a_cursor_we_never_gave_is_refused(program, town, cursor):
    answer = program(town.ahlers).get("/cases", cursor=cursor)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "cursor"


def test_a_service_brings_its_form_as_a_schema(program, town):
    service = program(town.ahlers).get("/services/streunende-katze").json()

    assert service["form"]["$schema"].endswith("2020-12/schema")
    assert "ort" in service["form"]["properties"]
    assert service["agreements"]
    assert {"erledigt", "dublette"} <= {result["slug"] for result in service["results"]}
