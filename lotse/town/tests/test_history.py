from collections import Counter

import pytest
from django.db.models import F
from django.utils.timezone import localtime

from lotse.approvals.models import Round
from lotse.cases.models import Case, Entry, Leg
from lotse.cases.verifying import verify
from lotse.tenants.clock import now
from lotse.town.colleagues import arrive
from lotse.town.content.editions import rows
from lotse.town.helping import HELPED
from lotse.town.history import live
from lotse.town.together import TOLD
from lotse.town.told import form_of, story_of, told

FEW = 70


@pytest.fixture
def lived(town):
    """Musterhafen with a small history."""
    arrive()
    live(FEW)
    return town


def nobody_worked_at_night():
    """Whether all deeds of the house lie in its day; citizens write at any hour."""
    hours = Counter(localtime(at).hour for at in Entry.objects.exclude(kind="opened").values_list("at", flat=True))
    return set(hours) <= set(range(6, 20))


def test_the_history_of_musterhafen_holds_and_uses_every_service(lived):
    assert Case.objects.count() == FEW + TOLD + HELPED
    assert list(verify()) == []
    assert set(Case.objects.values_list("service__slug", flat=True)) == set(rows())
    done = set(Entry.objects.values_list("kind", flat=True))
    assert {"opened", "message", "question", "answer", "offered", "accepted", "result", "closed", "rated"} <= done
    assert set(Case.objects.values_list("status", flat=True)) >= {"received", "in_progress", "closed", "passed_on"}
    assert set(Case.objects.values_list("channel", flat=True)) >= {"portal", "phone", "counter", "mail", "letter"}
    assert Leg.objects.filter(team__kind="outside").exists()
    assert not Leg.objects.filter(team=F("from_team")).exists(), "nobody hands over to themselves"
    assert {"merged", "unmerged", "broadcast", "corrected", "split", "approval_asked", "approval_decided"} <= done
    assert Case.objects.exclude(merged_into=None).count() == 2
    assert Round.objects.open().filter(kind="case").count() == 1
    assert Entry.objects.filter(kind="closed", data__passed_to__isnull=False).exists()
    assert Case.objects.filter(citizen__login="demir", closed_at=None).exists(), (
        "whoever tries „Meine Anliegen“ reads one"
    )
    assert nobody_worked_at_night()
    assert not Entry.objects.filter(at__gt=now()).exists()


def test_the_same_seed_tells_the_same():
    assert told("wohngeld", 4) == told("wohngeld", 4)
    assert told("wohngeld", 4) != told("wohngeld", 5)


@pytest.mark.parametrize("slug", sorted(rows()))
def test_every_story_answers_questions_that_are_asked_and_ends_as_the_service_may(slug):
    story, form = story_of(slug), form_of(slug)
    results = rows()[slug].get("abschlussarten", ["erledigt"])

    assert {key for each in story["told"] for key in each} <= {field.key for field in form.fields}
    assert set(story["ends"]) <= set(results)
    for seed in range(1, 20):
        assert not form.wrong(told(slug, seed))
