from lotse.desk import holdings
from lotse.desk.models import Preference, ReadMark, UnsentText


def test_what_an_agent_keeps_is_told_to_them_and_goes_with_them(make_case, town):
    case = make_case()
    UnsentText.objects.keep(town.ahlers, case, "note", {"text": "Nachfragen."}, seen=1)
    ReadMark.lay(town.ahlers, case)
    Preference.objects.create(person=town.ahlers, news="daily")

    told = holdings.disclose(town.ahlers)
    holdings.erase(town.ahlers)

    assert told["unsent_texts"][0]["told"] == {"text": "Nachfragen."}
    assert told["preferences"][0]["news"] == "daily"
    assert not any(noun.objects.filter(person=town.ahlers).exists() for noun in holdings.MODELS)


def test_what_others_began_about_a_citizen_goes_with_the_citizen(make_case, town):
    case = make_case()
    UnsentText.objects.keep(town.ahlers, case, "message", {"text": "Guten Tag"}, seen=1)

    holdings.erase(case.citizen)

    assert not UnsentText.objects.exists()
