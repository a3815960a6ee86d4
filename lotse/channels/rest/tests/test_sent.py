"""What programs send: objects where objects belong, null for what is not told, moments a calendar reaches."""

import pytest

NO_OBJECTS = ["Erika", [1], 5, 1e308, True, []]


@pytest.fixture
def new_case(cat_answers):
    return {"service": "streunende-katze", "answers": cat_answers, "channel": "api"}


def errors(answer):
    assert answer.status_code == 422, answer.content
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


@pytest.mark.parametrize("value", NO_OBJECTS)
@pytest.mark.parametrize("member", ["citizen", "place"])
def test_what_is_no_object_is_refused_and_not_dropped(program, town, new_case, member, value):
    answer = program(town.ahlers).post("/cases", new_case | {member: value})

    assert errors(answer) == {member: "Hier erwarten wir ein Objekt."}


@pytest.mark.parametrize("value", NO_OBJECTS)
def test_a_body_that_is_no_object_is_refused(program, town, make_case, value):
    answer = program(town.ahlers)("POST", f"/cases/{make_case().number}/notes", value)

    assert errors(answer) == {"": "Hier erwarten wir ein Objekt."}


def test_null_means_that_nothing_is_told(program, town, new_case):
    contact = {"name": "Erika Muster", "email": None, "phone": None}
    place = {"lat": None, "lon": None, "address": None}
    told = {"subject": None, "text": None, "place": place, "citizen": contact, "incomplete": None}

    answer = program(town.ahlers).post("/cases", new_case | told)

    assert answer.status_code == 201


def test_what_must_be_told_may_not_be_null(program, town, make_case):
    answer = program(town.ahlers).post(f"/cases/{make_case().number}/notes", {"text": None})

    assert errors(answer) == {"text": "Hier erwarten wir Text."}


@pytest.mark.parametrize("point", [{"lat": 51.5}, {"lon": 7.1, "address": "Hafen"}])
def test_half_a_point_is_refused(program, town, new_case, point):
    answer = program(town.ahlers).post("/cases", new_case | {"place": point})

    assert errors(answer) == {"place": "Zu einem Punkt gehören Breite und Länge."}


@pytest.mark.parametrize("value", [5, 1e308, True])
def test_a_number_is_no_place(program, town, new_case, value):
    answers = new_case["answers"] | {"ort": value}

    answer = program(town.ahlers).post("/cases", new_case | {"answers": answers})

    assert "können wir nicht lesen" in errors(answer)["answers.ort"]


@pytest.mark.parametrize(
    ("due", "sentence"),
    [
        ("9999-12-31T23:59:59Z", "bis zum Jahr 2199"),
        ("9999-12-31T23:59:59-12:00", "bis zum Jahr 2199"),
        ("2200-01-01T00:00:00Z", "bis zum Jahr 2199"),
        ("0001-01-01T00:00:00+14:00", "vor dem Jahr 1991"),
        ("2020-01-01T00:00:00Z", "schon vorbei"),
    ],
)
def test_a_moment_no_calendar_reaches_is_refused_in_words(program, town, make_case, due, sentence):
    told = {"to": "bauhof", "kind": "consult", "question": "Falle da?", "due": due}

    answer = program(town.ahlers).post(f"/cases/{make_case().number}/handovers", told)

    assert sentence in errors(answer)["due"]


def test_a_leg_with_a_moment_agreed_by_hand_explains_that_moment(program, town, make_case, moment):
    ahlers, case = program(town.ahlers), make_case()
    due = f"{moment.year + 1}-01-15T12:00:00+01:00"
    ahlers.post(f"/cases/{case.number}/handovers", {"to": "bauhof", "kind": "consult", "question": "?", "due": due})

    clock = next(one for one in ahlers.get(f"/cases/{case.number}").json()["clocks"] if one["kind"] == "ola")

    assert clock["due_at"].startswith(f"{moment.year + 1}-01-15T11:00")
    assert clock["why"][0].startswith("Vereinbart für diese Übergabe. Fällig: ")
    assert "15. Januar, 12:00" in clock["why"][0]


@pytest.mark.parametrize("day", ["9999-12-31", "2200-01-01", "0001-01-01"])
def test_a_task_is_due_on_a_day_the_calendar_reaches(program, town, make_case, day):
    answer = program(town.ahlers).post(f"/cases/{make_case().number}/tasks", {"text": "Anrufen", "due": day})

    assert "rechnet der Kalender nicht" in errors(answer)["due"]
