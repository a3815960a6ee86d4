"""Statement budgets (house rule 4): what a deed may ask of the database, savepoints left out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotse.cases.closing import close
from lotse.cases.handing_over import hand_over
from lotse.cases.intake import open_case
from lotse.cases.models import Case
from lotse.catalogue.models import Service


@pytest.fixture
def statements():
    """Count the statements of a deed and show them when there are too many."""

    def count(deed):
        with CaptureQueriesContext(connection) as captured:
            deed()
        sql = [query["sql"] for query in captured.captured_queries]
        return [line for line in sql if "SAVEPOINT" not in line]

    return count


def test_a_plain_creation_needs_at_most_16_statements(town, cat_answers, statements):
    service = Service.objects.select_related("owner__department", "intake__department").get(slug="streunende-katze")

    asked = statements(lambda: open_case(service, cat_answers, channel="portal"))

    assert len(asked) <= 16, "\n".join(asked)


def test_the_number_is_taken_last_and_the_case_row_written_last(town, cat_answers, statements):
    asked = statements(lambda: open_case(town.cat, cat_answers, channel="portal"))

    assert "cases_numberseries" in asked[-2]
    assert asked[-1].startswith('INSERT INTO "cases_case"')


@pytest.mark.parametrize("deed", [
    lambda case, town: case.tell("Wir kommen.", by=town.ahlers),
    lambda case, town: case.note("Am Lindenweg.", by=town.ahlers),
    lambda case, town: case.ask("Wann?", by=town.ahlers),
    lambda case, town: case.hear("Um 19 Uhr."),
    lambda case, town: case.assign(town.lueders, by=town.ahlers),
    lambda case, town: case.follow_up(None, by=town.ahlers),
])  # fmt: skip
def test_a_verb_needs_at_most_12_statements(make_case, town, statements, deed):
    case = Case.objects.get(pk=make_case().pk)
    assert town.ahlers.team_ids  # the person of the request is known already
    assert town.ahlers.acts_for_ids

    asked = statements(lambda: deed(case, town))

    assert len(asked) <= 12, "\n".join(asked)


@pytest.mark.parametrize(("deed", "limit"), [
    (lambda case, town: hand_over(case, town.strassenunterhaltung, "Falle?", kind="subtask", by=town.ahlers), 20),
    (lambda case, town: close(case, "erledigt", "Fertig.", by=town.ahlers), 16),
])  # fmt: skip
def test_deeds_of_several_nouns_stay_bounded(make_case, town, statements, deed, limit):
    case = Case.objects.get(pk=make_case().pk)
    assert town.ahlers.team_ids
    assert town.ahlers.acts_for_ids

    asked = statements(lambda: deed(case, town))

    assert len(asked) <= limit, "\n".join(asked)


def test_a_list_is_one_statement_however_many_rows(make_case, town, statements):
    for _ in range(4):
        make_case()
    assert town.ahlers.team_ids
    assert town.ahlers.acts_for_ids
    assert town.ahlers.role_names

    asked = statements(
        lambda: [(c.guide.name, c.team.name) for c in Case.objects.visible_to(town.ahlers).for_list()[:25]]
    )

    assert len(asked) == 1, "\n".join(asked)
