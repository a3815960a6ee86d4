"""Tasks and checklists: what is required keeps a case from closing, and an item may be a request of its own."""

from datetime import timedelta

import pytest

from lotse.cases.closing import close, what_is_missing
from lotse.cases.models import Case, Task
from lotse.cases.refusals import Missing, NotAllowed, TaskEnded, UnknownValue
from lotse.cases.requesting import request_within
from lotse.cases.taking_back import take_back
from lotse.cases.tasking import set_task, tick
from lotse.cases.verifying import verify
from lotse.catalogue.models import Edition, Service
from lotse.processes import Process, ProcessRefused

LIST = [
    {"key": "falle", "text": "Falle ist aufgestellt", "required": True},
    {"key": "foto", "text": "Foto ist gemacht"},
    {"key": "rechner", "text": "Rechner geht", "required": True, "service": "it-stoerung"},
]

STEP = {"key": "pruefen", "name": "Prüfen", "team": "telefon-empfang", "checklist": LIST}


@pytest.fixture
def listed(make_case, town):
    """A case whose edition has a checklist in its first step."""
    case = make_case(by=town.ahlers)
    content = case.edition.content | {"steps": [STEP]}
    people = {"edited_by": town.petersen, "published_by": town.lueders, "published_for": town.prozesse}
    case.edition = Edition.objects.create(
        service=case.service, number=99, content=content, content_hash="x", publisher_kind="business", **people
    )
    case.save()
    return Case.objects.get(pk=case.pk)


def missing(case):
    return [(item["kind"], item["text"]) for item in what_is_missing(case)]


def test_a_task_says_who_and_until_when_and_is_done_by_whom_it_is_for(make_case, town, today):
    case = make_case(by=town.ahlers)

    task = set_task(case, "Nachbarn anrufen", by=town.ahlers, to=town.lueders, due_on=today + timedelta(days=2))
    task.finish(by=town.lueders)

    assert (task.text, task.done_by) == ("Nachbarn anrufen", town.lueders)
    assert list(case.entries.values_list("kind", flat=True))[-2:] == ["task_set", "task_done"]
    assert not list(verify(case.number))


def test_a_required_task_keeps_the_case_from_closing_until_it_is_done_or_dropped(make_case, town):
    case = make_case(by=town.ahlers)
    first = set_task(case, "Nachbarn anrufen", by=town.ahlers, is_required=True)
    second = set_task(case, "Schild abnehmen", by=town.ahlers, is_required=True)
    set_task(case, "Danke sagen", by=town.ahlers)

    with pytest.raises(Missing):
        close(case, "erledigt", "Sie ist gefangen.", by=town.ahlers)
    assert missing(case) == [("task", "Aufgabe: Nachbarn anrufen"), ("task", "Aufgabe: Schild abnehmen")]
    first.finish(by=town.ahlers)
    second.drop("Das Schild ist fort.", by=town.ahlers)

    close(case, "erledigt", "Sie ist gefangen.", by=town.ahlers)


def test_a_task_ends_once(make_case, town):
    task = set_task(make_case(by=town.ahlers), "Nachbarn anrufen", by=town.ahlers)
    task.finish(by=town.ahlers)

    with pytest.raises(TaskEnded):
        task.drop("Doch nicht.", by=town.ahlers)


def test_nobody_gets_a_task_in_a_case_they_may_not_read(make_case, town):
    with pytest.raises(NotAllowed):
        set_task(make_case(by=town.ahlers), "Bitte ansehen", by=town.ahlers, to=town.brandt)


def test_strangers_set_and_end_no_tasks(make_case, town):
    case = make_case(by=town.ahlers)
    task = set_task(case, "Nachbarn anrufen", by=town.ahlers)

    with pytest.raises(NotAllowed):
        set_task(case, "Noch etwas", by=town.brandt)
    with pytest.raises(NotAllowed):
        task.finish(by=town.brandt)


def test_required_items_of_a_checklist_are_missing_until_they_are_ticked(listed, town):
    assert missing(listed) == [
        ("item", "Checkliste: Falle ist aufgestellt"), ("item", "Checkliste: Rechner geht"),
    ]  # fmt: skip

    tick(listed, "pruefen", "falle", by=town.ahlers)
    tick(listed, "pruefen", "rechner", by=town.ahlers)
    assert missing(listed) == []

    tick(listed, "pruefen", "falle", by=town.ahlers, is_done=False)
    assert missing(listed) == [("item", "Checkliste: Falle ist aufgestellt")]


def test_a_checklist_is_of_the_work_and_keeps_nobody_from_refusing_it(listed, town):
    with pytest.raises(Missing):
        close(listed, "erledigt", "Fertig.", by=town.ahlers)
    listed.refresh_from_db()

    close(listed, "nicht_moeglich", "Die Katze ist fort.", by=town.ahlers)


def test_a_second_press_ticks_once(listed, town):
    tick(listed, "pruefen", "falle", by=town.ahlers)

    assert tick(listed, "pruefen", "falle", by=town.ahlers) is None
    assert Task.objects.filter(case=listed).count() == 1


def test_an_item_that_is_not_on_the_list_is_refused(listed, town):
    with pytest.raises(UnknownValue):
        tick(listed, "pruefen", "gibt-es-nicht", by=town.ahlers)


def test_an_item_may_be_a_child_case_and_then_nobody_ticks_it_by_hand(listed, town, answers_of):
    service = Service.objects.get(slug="it-stoerung")
    asked = {"by": town.ahlers, "team": town.telefon_empfang, "item": ("pruefen", "rechner")}
    request = request_within(listed, service, answers_of("it-stoerung"), **asked)

    with pytest.raises(NotAllowed):
        tick(listed, "pruefen", "rechner", by=town.ahlers)
    assert ("item", "Checkliste: Rechner geht") in missing(listed)
    close(request.case, "erledigt", "Er geht wieder.", by=town.cetin)

    assert missing(listed) == [("item", "Checkliste: Falle ist aufgestellt")]


def test_an_item_whose_request_was_taken_back_is_open_again_and_ticked_by_hand(listed, town, answers_of):
    service = Service.objects.get(slug="it-stoerung")
    asked = {"by": town.ahlers, "team": town.telefon_empfang, "item": ("pruefen", "rechner")}
    request = request_within(listed, service, answers_of("it-stoerung"), **asked)

    take_back(request, "Wir holen selbst einen.", by=town.ahlers)

    assert ("item", "Checkliste: Rechner geht") in missing(listed)
    with pytest.raises(Missing):
        close(listed, "erledigt", "Fertig.", by=town.ahlers)
    listed.refresh_from_db()
    tick(listed, "pruefen", "rechner", by=town.ahlers)
    assert missing(listed) == [("item", "Checkliste: Falle ist aufgestellt")]


@pytest.mark.parametrize("told", [
    "keine Liste", [{"key": "falle"}], [{"key": "a", "text": "A"}, {"key": "a", "text": "B"}],
    [{"key": "Groß geschrieben", "text": "A"}], [{"key": "a", "text": "A", "farbe": "rot"}],
])  # fmt: skip
def test_a_checklist_nobody_can_read_is_refused(told):
    with pytest.raises(ProcessRefused):
        Process.read([{"key": "pruefen", "name": "Prüfen", "team": "servicedesk", "checklist": told}])
