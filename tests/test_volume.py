"""Bulk loading for the benchmark makes cases that are as whole as lived ones."""

import pytest
from django.contrib.auth.hashers import make_password
from django.db.models import Count

from lotse.cases.intake import open_case
from lotse.cases.models import Case, Entry
from lotse.cases.verifying import verify
from lotse.catalogue.models import Service
from lotse.people.models import Person
from lotse.project.bench.volume import RARE_TOGETHER, RARE_WORD, fill
from lotse.search.models import found
from tests import rights_town


@pytest.fixture
def lived(db):
    rights_town.build()
    for service in Service.objects.filter(audience="citizen")[:2]:
        contact = {"name": "Selin Öztürk", "email": "s.oeztuerk@example.org"}
        case = open_case(service, {}, channel="phone", contact=contact, incomplete=True).case
        case.tell("Wir kümmern uns darum.", by=case.guide)
    Person.objects.filter(pk=case.citizen_id).update(login="selin", password=make_password("Katze im Baum"))
    return Case.objects.count()


def test_every_copy_has_a_whole_timeline_a_number_and_a_citizen_of_its_own(lived):
    per_citizen = Case.objects.exclude(citizen=None).values("citizen").annotate(n=Count("pk"))
    before = max(row["n"] for row in per_citizen)
    fill(40)
    assert Case.objects.count() == lived + 40
    assert list(verify()) == []
    per_citizen = Case.objects.exclude(citizen=None).values("citizen").annotate(n=Count("pk"))
    assert max(row["n"] for row in per_citizen) == before
    mailboxes = list(Person.objects.filter(kind="citizen").exclude(email="").values_list("email", flat=True))
    assert len(set(mailboxes)) > 40 / 2
    assert Entry.objects.values("hash").distinct().count() == Entry.objects.count()


def test_a_rare_word_is_in_few_cases(lived):
    fill(RARE_TOGETHER + 3)
    fill(RARE_TOGETHER + 3)
    assert Case.objects.filter(pk__in=found("case", RARE_WORD)).count() == 2 * RARE_TOGETHER
