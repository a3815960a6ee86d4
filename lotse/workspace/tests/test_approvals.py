from lotse.approvals.models import Ask, Round
from lotse.cases.approving import ask_approval


def test_an_approval_goes_from_the_case_to_the_list_and_back(browser, make_case, town, page_of):
    case = make_case()
    told = {"text": "Kastration: ja oder nein?", "cost": "120 €", "rule": "any", "people": [str(town.oezdemir.pk)]}

    assert browser(town.ahlers).post(page_of(case, "freigabe/"), told).status_code == 303
    round = Round.objects.get(subject=case.pk)
    theirs = browser(town.oezdemir)
    assert "Kastration" in theirs.get("/arbeit/freigaben/").text
    assert "120 €" in theirs.get(f"/arbeit/freigaben/{round.pk}/").text
    refused = theirs.post(f"/arbeit/freigaben/{round.pk}/", {"answer": "no", "reason": ""})
    assert refused.status_code == 422
    assert "warum Sie ablehnen" in refused.text
    assert theirs.post(f"/arbeit/freigaben/{round.pk}/", {"answer": "yes"}).status_code in (302, 303)

    assert "Das ist freigegeben." in browser(town.ahlers).get(page_of(case)).text


def test_who_is_not_asked_finds_no_question(browser, make_case, town, page_of):
    case = make_case()
    round = ask_approval(case, "Kastration?", by=town.ahlers, steps=[Ask([town.oezdemir])])

    assert browser(town.brandt).get(f"/arbeit/freigaben/{round.pk}/").status_code == 404
    assert "Offene Freigaben" in browser(town.ahlers).get(page_of(case)).text
