"""Time booked at the desk: one's own, and the team's sum."""

from lotse.cases.booking import book
from lotse.cases.models import HoursTally, TimeBooking
from lotse.cases.requesting import request_alone
from lotse.catalogue.models import Service
from lotse.people.models import Team


def test_time_is_booked_seen_and_deleted_by_its_person(browser, town, make_case, page_of):
    case, me = make_case(by=town.ahlers), browser(town.ahlers)
    team = str(town.telefon_empfang.pk)

    assert me.post(page_of(case, "zeit/"), {"hours": "lange", "team": team}).status_code == 422
    assert me.post(page_of(case, "zeit/"), {"hours": "1:30", "team": team}).status_code == 303

    booking = TimeBooking.objects.get()
    assert booking.minutes == 90
    there = f"zeit/{booking.pk}/ende/"
    assert there in me.get(page_of(case, "zeit/")).text
    assert there not in browser(town.lueders).get(page_of(case, "zeit/")).text
    assert browser(town.lueders).post(page_of(case, there)).status_code == 404
    assert "1,5 Stunden" in me.get("/arbeit/intern/").text

    assert me.post(page_of(case, there)).status_code == 303
    assert HoursTally.objects.get().minutes == 0


def test_the_sum_of_a_small_team_is_not_shown(browser, town, make_case, page_of):
    case, me = make_case(by=town.ahlers), browser(town.ahlers)
    town.telefon_empfang.heads = 4
    town.telefon_empfang.save()
    me.post(page_of(case, "zeit/"), {"hours": "1,5", "team": str(town.telefon_empfang.pk)})
    me.get(page_of(case))  # reads the message of what was booked

    page = me.get("/arbeit/intern/").text

    assert "zu klein" in page
    assert "1,5 Stunden" not in page


def test_hours_are_summed_by_service_beside_what_the_team_gives_for_it(browser, town, answers_of):
    case = request_alone(
        Service.objects.get(slug="it-stoerung"), answers_of("it-stoerung"), by=town.ahlers, team=town.telefon_empfang
    ).case  # fmt: skip
    book(case, 90, by=town.cetin, team=town.servicedesk)
    book(case, 30, by=town.ahlers, team=town.telefon_empfang)
    heads = Team.objects.filter(pk__in=[town.servicedesk.pk, town.telefon_empfang.pk])
    heads.update(heads=5)

    theirs, asking = (" ".join(browser(who).get("/arbeit/intern/").text.split()) for who in (town.cetin, town.ahlers))

    assert "Störung melden: 1,5 Stunden, zugesagt sind 60 im Monat" in theirs
    assert "Störung melden: 0,5 Stunden" in asking
    assert "zugesagt sind" not in asking
    heads.update(heads=4)
    assert "Störung melden: " not in browser(town.cetin).get("/arbeit/intern/").text
