"""What goes wrong with keys on paper and by link at the peers (docs/pitfalls.md), and does not here."""

import pytest
from django.test import Client

from lotse.cases.handing_over import hand_over
from lotse.cases.work_orders import print_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def leg(make_case, town):
    return hand_over(make_case(), town.strassenunterhaltung, "Falle?", kind="subtask", by=town.ahlers)


def test_46_a_paper_opens_one_order_and_ends_with_it(client, leg, make_case, town):
    other = hand_over(make_case(), town.strassenunterhaltung, "Leiter?", kind="subtask", by=town.ahlers)
    one, two = (f"/arbeitsauftrag/{print_order(each, by=town.janssen)}/" for each in (leg, other))

    client.post(one, {"schritt": "erledigt", "text": "Steht."})

    assert Client().get(one).status_code == 404
    assert leg.question not in client.get(one).text  # whoever answered reads the thanks again, and no more
    assert client.get(f"/arbeit/a/{leg.case.number}/").status_code == 302
    assert "Leiter?" in client.get(two).text


def test_links_that_programs_look_at_change_nothing(client, leg, town):
    path = f"/arbeitsauftrag/{print_order(leg, by=town.janssen)}/"

    for _ in range(3):
        client.get(path)
        client.head(path)

    leg.refresh_from_db()
    assert leg.state == "offered"
