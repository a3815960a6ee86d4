"""What went wrong with processes, forms and fixed rows elsewhere (docs/pitfalls.md, 33 to 53), and does not here."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lotse.approvals.models import Ask
from lotse.approvals.refusals import AlreadyDecided
from lotse.cases import stepping, watchdogs
from lotse.cases.approving import ask_approval, take_back, vote
from lotse.cases.models import Case, Clock
from lotse.catalogue.models import Draft
from lotse.jobs.worker import overdue
from lotse.processes import Process
from lotse.tenants.clock import moved_to, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(town):
    client = Client()
    client.force_login(town.ahlers, backend="django.contrib.auth.backends.ModelBackend")
    return client


def published(town, change):
    """Publish the next edition of the cat's service, as two people do."""
    content = deepcopy(town.cat.running().content)
    change(content)
    draft = Draft.begin(town.cat, content, by=town.petersen)
    draft.ask_approval(by=town.petersen).vote(by=town.lueders, yes=True)
    return draft.publish(by=town.lueders, team=town.prozesse)


def test_33_a_forbidden_field_in_a_form_sets_nothing(desk, make_case, town):
    case = make_case()
    before = Case.objects.values("guide", "team", "circle", "citizen", "closed_at", "opened_at").get(pk=case.pk)
    more = {
        "guide": str(town.cetin.pk),
        "team": str(town.servicedesk.pk),
        "circle": "general",
        "closed_at": "2020-01-01",
    }
    more |= {"closed_at": "2020-01-01", "is_public": "on", "by": str(town.cetin.pk), "kind": "message", "citizen": ""}

    answer = desk.post(f"/arbeit/a/{case.number}/notiz/", {"text": "Nur im Haus."} | more)

    assert answer.status_code == 303
    assert Case.objects.values(*before).get(pk=case.pk) == before
    note = case.entries.order_by("seq").last()
    assert (note.kind, note.is_public, note.by) == ("note", False, town.ahlers)


def test_34_an_approval_taken_back_leaves_no_answer_and_takes_none(make_case, town):
    case = make_case()
    round = ask_approval(case, "Kastration?", by=town.ahlers, steps=[Ask([town.oezdemir, town.janssen], "all")])
    vote(case, round, yes=True, by=town.oezdemir)

    take_back(case, round, by=town.ahlers)

    round.refresh_from_db()
    assert (round.is_open, round.approved) == (False, None)
    with pytest.raises(AlreadyDecided):
        vote(case, round, yes=True, by=town.janssen)
    round.refresh_from_db()
    assert round.approved is None


def test_35_no_step_begins_because_time_goes_by(make_case):
    case = make_case()
    before = Case.objects.values("step", "status", "phase", "team", "assignee", "closed_at").get(pk=case.pk)

    with moved_to(now() + timedelta(days=60)):
        stepping.take_steps()
        watchdogs.look()

    assert Case.objects.values(*before).get(pk=case.pk) == before
    assert not case.legs.exists()


def test_36_changing_a_word_keeps_every_condition_of_form_and_steps(town):
    had = {part: town.cat.running().content[part] for part in ("form", "steps")}
    assert "condition" in str(had)

    edition = published(town, lambda content: content["messages"].update(received="Ihre Meldung ist bei uns."))

    assert {part: edition.content[part] for part in had} == had


def test_38_steps_follow_in_the_order_they_stand_in_whatever_they_are_called():
    names = ["zuletzt", "mitte", "anfang"]
    process = Process.read([{"key": name, "name": name, "team": f"team-{name}", "phase": name} for name in names])

    taken, order = set(), []
    while step := process.next_step(taken, lambda _condition: True):
        order.append(step.key)
        taken.add(step.key)

    assert order == names


def test_49_looking_after_the_jobs_searches_no_words():
    with CaptureQueriesContext(
        connection,
    ) as asked:
        overdue()

    assert not [query["sql"] for query in asked if "like" in query["sql"].lower()]
    assert len(asked) <= 2


def test_53_a_new_promise_moves_no_clock_that_runs(make_case, town):
    case = make_case()
    before = list(Clock.objects.filter(case=case).order_by("pk").values("kind", "due_at", "state"))

    published(town, lambda content: content["agreements"].update(first_answer={"amount": 1, "unit": "h"}))

    assert list(Clock.objects.filter(case=case).order_by("pk").values("kind", "due_at", "state")) == before
    assert make_case().due_at < before[0]["due_at"]
