"""The tablet on the wall: what waits for a team, due ones first, and one press that says who."""

from datetime import timedelta

import pytest
from django.test import Client

from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case, Leg
from lotse.people.models import Team
from lotse.people.refusals import PersonRefused
from lotse.people.team_screens import name_crews, set_up, take_down
from lotse.tenants.clock import moved_to, now


@pytest.fixture
def bauhof(town):
    name_crews(town.strassenunterhaltung, ["Kolonne 1", " AB ", "AB", ""], by=town.janssen)
    return town.strassenunterhaltung


@pytest.fixture
def path(bauhof, town):
    return f"/auftragstafel/{set_up(bauhof, by=town.janssen)}/"


@pytest.fixture
def ask(make_case, town):
    def make(question, team=None, days=2):
        to = team or town.strassenunterhaltung
        due = now() + timedelta(days=days)
        return hand_over(make_case(), to, question, kind="subtask", by=town.ahlers, due=due)

    return make


def test_due_ones_first_and_of_this_team_alone(client, path, ask, town):
    ask("Später.", days=5)
    ask("Zuerst.", days=1)
    ask("Fremd.", town.sportstaetten)

    page = client.get(path).text

    assert page.index("Zuerst.") < page.index("Später.")
    assert "Fremd." not in page
    assert "Stadtpark" in page
    assert not [name for name in ("Öztürk", "Ahlers", "Janssen") if name in page]


def test_one_press_takes_the_order_and_says_who(client, path, ask):
    leg = ask("Falle bringen.")

    page = client.post(f"{path}{leg.pk}/", {"schritt": "angenommen", "wer": "AB"}, follow=True)

    entry = leg.case.entries.get(kind="accepted")
    assert (entry.by, entry.data["door"], entry.words) == (None, "screen", {"crew": "AB"})
    assert "AB" in page.text.split("genommen")[-1]


def test_nobody_is_taken_for_somebody(client, path, ask):
    leg = ask("Falle bringen.")

    page = client.post(f"{path}{leg.pk}/", {"schritt": "angenommen", "wer": "Fremder Name"})

    assert page.status_code == 422
    assert "Wählen Sie aus, wer" in page.text
    leg.refresh_from_db()
    assert leg.state == Leg.State.OFFERED


def test_done_at_the_screen_leads_back_to_the_others(client, path, ask):
    leg = ask("Falle bringen.")

    page = client.post(f"{path}{leg.pk}/", {"schritt": "erledigt", "wer": "Kolonne 1", "text": "Steht."}, follow=True)

    assert f'href="{path}"' in page.text
    assert leg.case.entries.get(kind="result").words == {"text": "Steht.", "crew": "Kolonne 1"}
    assert "Ihre Antwort ist da" in client.get(f"{path}{leg.pk}/").text
    assert Client().get(f"{path}{leg.pk}/").status_code == 404


def test_the_order_of_another_team_is_not_there(client, path, ask, town):
    other = ask("Fremd.", town.sportstaetten)

    assert client.get(f"{path}{other.pk}/").status_code == 404
    assert client.post(f"{path}{other.pk}/", {"schritt": "angenommen", "wer": "AB"}).status_code == 404


@pytest.mark.parametrize("circle", ["confidential", "social"])
def test_nothing_from_behind_a_wall_hangs_on_the_wall(client, path, ask, circle):
    leg = ask("Vertraulich holen.")
    Case.objects.filter(pk=leg.case.pk).update(circle=circle)

    assert "Vertraulich holen." not in client.get(path).text
    assert client.get(f"{path}{leg.pk}/").status_code == 404


def test_the_lead_takes_the_key_back_and_a_new_one_voids_the_old(client, path, bauhof, town):
    newer = f"/auftragstafel/{set_up(bauhof, by=town.janssen)}/"
    assert (client.get(path).status_code, client.get(newer).status_code) == (404, 200)

    take_down(bauhof, by=town.janssen)

    assert client.get(newer).status_code == 404


def test_the_key_runs_out_after_a_year(client, path):
    with moved_to(now() + timedelta(days=366)):
        assert client.get(path).status_code == 404


def test_only_the_lead_arranges_the_screen(bauhof, town):
    for deed in (lambda: set_up(bauhof, by=town.ahlers), lambda: name_crews(bauhof, ["X"], by=town.cetin)):
        with pytest.raises(PersonRefused):
            deed()
    assert Team.objects.get(pk=bauhof.pk).crew_names == ["Kolonne 1", "AB"]


def test_a_wall_full_of_orders_is_one_list(client, path, ask, django_assert_max_num_queries):
    for n in range(6):
        ask(f"Auftrag {n}.")

    with django_assert_max_num_queries(6):
        client.get(path)
