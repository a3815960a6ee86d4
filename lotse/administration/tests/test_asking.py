"""The IT puts people down, the business lets them in: whoever keeps the keys reads no content by a second account."""

import pytest
from django.test import Client

from lotse.mailroom.models import Letter, Notice
from lotse.people.models import Person, RequestedAddress, RequestedMembership, Team

DOOR = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def browser(town):
    """Sign somebody in."""

    def sign_in(person):
        client = Client()
        client.force_login(Person.objects.get(pk=person.pk), backend=DOOR)
        return client

    return sign_in


@pytest.fixture
def put_down(browser, town):
    """Let the IT make a second account and put it into this team."""

    def put(team):
        told = {"login": "zweit", "name": "Frau Zweit", "email": "", "teams": [team.pk]}
        browser(town.cetin).post("/verwaltung/person/neu/", told)
        return Person.objects.get(login="zweit")

    return put


def answer(client, word="yes"):
    return client.post(f"/verwaltung/mitgliedschaft/{RequestedMembership.objects.get().pk}/", {"answer": word})


def account(person, *teams):
    told = {key: getattr(person, key) for key in ("name", "email", "phone", "job_title", "room")}
    return told | {"teams": [str(team.pk) for team in teams]}


def test_a_second_account_reads_nothing_before_a_lead_said_yes(browser, town, put_down, make_case):
    page = f"/arbeit/a/{make_case(by=town.ahlers).number}/"

    second = put_down(town.telefon_empfang)

    assert browser(second).get(page).status_code == 404
    assert "Frau Zweit (zweit) soll im Team" in browser(town.lueders).get("/verwaltung/").text
    assert answer(browser(town.lueders)).status_code == 302
    assert browser(second).get(page).status_code == 200


@pytest.mark.parametrize(
    ("who", "status"),
    [("janssen", 302), ("lueders", 302), ("brandt", 404), ("ahlers", 404), ("petersen", 404), ("cetin", 404),
     ("engel", 404), ("zweit", 404), ("demir", 404)],
)  # fmt: skip
def test_the_lead_of_the_team_or_of_the_citizen_service_answers(browser, town, put_down, who, status):
    second = put_down(town.strassenunterhaltung)
    person = second if who == "zweit" else getattr(town, who)

    assert answer(browser(person)).status_code == status

    assert second.memberships.exists() == (status == 302)


def test_a_no_leaves_nothing(browser, town, put_down):
    second = put_down(town.strassenunterhaltung)

    answer(browser(town.janssen), "no")

    assert not second.memberships.exists()
    assert not RequestedMembership.objects.exists()


def test_the_leads_are_told_until_somebody_answered(browser, town, put_down):
    put_down(town.strassenunterhaltung)

    assert Notice.objects.get(kind="membership_requested").owner == town.strassenunterhaltung
    assert set(Letter.objects.values_list("to_address", flat=True)) >= {town.janssen.email, town.lueders.email}

    answer(browser(town.janssen))
    assert Notice.objects.get(kind="membership_requested").settled_at


def test_the_it_takes_a_request_back_and_keeps_it_when_saving_something_else(browser, town, put_down):
    second, cetin = put_down(town.strassenunterhaltung), browser(town.cetin)

    cetin.post(f"/verwaltung/person/{second.pk}/", account(second, town.strassenunterhaltung) | {"phone": "12"})
    assert RequestedMembership.objects.count() == 1

    cetin.post(f"/verwaltung/person/{second.pk}/", account(second))
    assert not RequestedMembership.objects.exists()
    assert Notice.objects.get(kind="membership_requested").settled_at


def test_the_it_arranges_its_own_teams_alone(browser, town, put_down):
    team = Team.objects.filter(kind="it").first()

    assert list(put_down(team).teams.all()) == [team]


def test_a_led_team_stays_led(browser, town):
    cetin = browser(town.cetin)
    alone = town.janssen.memberships.filter(is_lead=True).first().team

    unled = cetin.post(f"/verwaltung/teams/{alone.slug}/", {"name": alone.name, "hours": "", "is_front": "on"})
    moved = cetin.post(f"/verwaltung/person/{town.janssen.pk}/", account(town.janssen))

    assert (unled.status_code, moved.status_code) == (422, 422)
    assert "Benennen Sie dort erst eine andere Leitung." in moved.text
    assert town.janssen.memberships.get(team=alone).is_lead


def test_an_account_without_a_team_of_the_business_stands_in_for_nobody_there(browser, town, put_down):
    second = put_down(town.telefon_empfang)
    told = {"vertretung-deputy": str(second.pk), "vertretung-begins_on": "", "vertretung-ends_on": ""}

    page = browser(town.cetin).post(f"/verwaltung/person/{town.ahlers.pk}/vertretung/", told)

    assert page.status_code == 422
    assert "arbeitet selbst in einem" in page.text


# --- another address: links go there


def readdressed(browser, town, person, email):
    told = account(person, *person.teams.all()) | {"email": email}
    return browser(town.cetin).post(f"/verwaltung/person/{person.pk}/", told)


def test_no_link_goes_to_an_address_that_the_it_entered_alone(browser, town):
    before = town.ahlers.email

    readdressed(browser, town, town.ahlers, "cetin-privat@example.org")
    browser(town.cetin).post(f"/verwaltung/person/{town.ahlers.pk}/link/")

    assert Person.objects.get(pk=town.ahlers.pk).email == before
    assert not Letter.objects.filter(to_address="cetin-privat@example.org").exists()
    assert Letter.objects.filter(to_address=before, subject="Ihre E-Mail-Adresse in Lotse").exists()


@pytest.mark.parametrize(("word", "email"), [("yes", "s.ahlers@musterhafen.example"), ("no", None)])
def test_the_lead_says_where_letters_to_a_colleague_go(browser, town, word, email):
    before = town.ahlers.email
    readdressed(browser, town, town.ahlers, "s.ahlers@musterhafen.example")

    page = browser(town.lueders).get("/verwaltung/")
    row = RequestedAddress.objects.get().pk
    browser(town.lueders).post(f"/verwaltung/adresse/{row}/", {"answer": word})

    assert "s.ahlers@musterhafen.example statt" in page.text
    assert Person.objects.get(pk=town.ahlers.pk).email == (email or before)
    assert not RequestedAddress.objects.exists()
    assert not Notice.objects.filter(kind="address_requested", settled_at=None).exists()


@pytest.mark.parametrize(("who", "status"), [("cetin", 404), ("ahlers", 404), ("brandt", 404), ("lueders", 302)])
def test_only_a_lead_decides_about_an_address(browser, town, who, status):
    readdressed(browser, town, town.ahlers, "s.ahlers@musterhafen.example")

    row = RequestedAddress.objects.get().pk

    assert browser(getattr(town, who)).post(f"/verwaltung/adresse/{row}/", {"answer": "yes"}).status_code == status


@pytest.mark.parametrize("in_one_step", [True, False])
def test_taking_somebody_out_of_all_teams_opens_no_other_way(browser, make_case, town, in_one_step):
    guided = make_case(by=town.ahlers)
    before, page = town.ahlers.email, f"/verwaltung/person/{town.ahlers.pk}/"
    steps = [{"email": "cetin-privat@example.org"}] if in_one_step else [{}, {"email": "cetin-privat@example.org"}]

    for step in steps:
        browser(town.cetin).post(page, account(town.ahlers) | step)
    browser(town.cetin).post(f"{page}link/")

    assert guided.guide == town.ahlers
    assert not town.ahlers.memberships.exists()
    assert Person.objects.get(pk=town.ahlers.pk).email == before
    assert RequestedAddress.objects.get().person == town.ahlers
    assert not Letter.objects.filter(to_address="cetin-privat@example.org").exists()
    assert RequestedAddress.objects.answered_by(town.lueders).exists()
