import pytest

from lotse.cases.broadcasting import broadcast, followers_of
from lotse.cases.closing import close, withdraw
from lotse.cases.merging import merge, rate
from lotse.cases.models import Case
from lotse.cases.refusals import NamesReporter, NotClosed, ThroughTheGuide, UnknownValue
from lotse.cases.verifying import verify
from lotse.mailroom.models import Letter

NEIGHBOUR = {"name": "Kim Sommer", "email": "kim@example.org"}


def fresh(case):
    return Case.objects.get(pk=case.pk)


def letters_to(address):
    return list(Letter.objects.filter(to_address=address).order_by("created_at").values_list("text", flat=True))


@pytest.fixture
def swarm(make_case, town):
    """The leading report of Frau Öztürk; Kim's follows it, and one follows by way of Kim's."""
    last = make_case(contact={"name": "Robin Adler", "email": "robin@example.org"}, by=town.ahlers)
    kim, leading = make_case(contact=NEIGHBOUR, by=town.ahlers), make_case(by=town.ahlers)
    merge(last, kim, by=town.ahlers)
    merge(fresh(kim), leading, by=town.ahlers)
    return fresh(leading), fresh(kim), fresh(last)


def test_one_text_reaches_everybody_in_their_own_case(swarm, town):
    leading, kim, last = swarm

    assert broadcast(leading, "Die Falle steht seit heute.", by=town.ahlers) == 3

    for case in swarm:
        told = case.entries.filter(kind="message").get()
        assert (told.is_public, told.text) == (True, "Die Falle steht seit heute.")
    for address in ("s.oeztuerk@example.org", "kim@example.org", "robin@example.org"):
        assert "Die Falle steht seit heute." in letters_to(address)[-1]
    assert leading.entries.filter(kind="broadcast").get().data == {"numbers": [last.number, kim.number]}
    assert list(verify()) == []


@pytest.mark.parametrize("text", ["Frau Öztürk hat Recht.", "Danke, Kim Sommer!", "Anruf bei robin@example.org"])
def test_a_text_for_many_names_nobody(swarm, town, text):
    before = Letter.objects.count()

    with pytest.raises(NamesReporter, match="wer das gemeldet hat"):
        broadcast(swarm[0], text, by=town.ahlers)

    assert Letter.objects.count() == before
    assert not swarm[0].entries.filter(kind__in=["message", "broadcast"]).exists()


def test_only_the_guides_side_writes_to_all_and_not_nothing(swarm, town):
    with pytest.raises(ThroughTheGuide):
        broadcast(swarm[0], "Wir kommen.", by=town.oezdemir)
    with pytest.raises(UnknownValue):
        broadcast(swarm[0], "  ", by=town.ahlers)


def test_the_answer_goes_to_the_leading_reporter_and_the_others_read_their_own_text(swarm, town):
    leading, kim, _last = swarm

    close(
        leading, "erledigt", "Guten Tag Frau Öztürk, die Katze ist da.", by=town.ahlers, to_others="Die Katze ist da."
    )

    (answer,) = kim.entries.filter(kind="message")
    assert answer.text == "Die Katze ist da."
    assert "Öztürk" not in letters_to("kim@example.org")[-1]
    assert "Ist Ihr Anliegen gelöst?" in letters_to("kim@example.org")[-1]


def test_without_a_text_the_others_read_the_result_and_never_the_answer(swarm, town):
    close(swarm[0], "erledigt", "Guten Tag Frau Öztürk.", by=town.ahlers)

    result = swarm[0].edition.results["erledigt"]
    assert swarm[1].entries.get(kind="message").text == f"Das Ergebnis zu Ihrer Meldung: {result}."


def test_a_name_in_the_text_for_the_others_closes_nothing(swarm, town):
    with pytest.raises(NamesReporter):
        close(swarm[0], "erledigt", "Fertig.", by=town.ahlers, to_others="Frau Öztürk war zuerst da.")

    assert fresh(swarm[0]).is_open


def test_a_fellow_reporter_who_is_not_content_opens_the_leading_case(swarm, town):
    leading, kim, _last = swarm
    with pytest.raises(NotClosed):
        rate(kim, is_solved=True)
    close(leading, "erledigt", "Fertig.", by=town.ahlers)

    rate(fresh(kim), is_solved=False, comment="Sie ist wieder da, sagt Kim.")

    leading = fresh(leading)
    assert leading.is_open
    public = [entry.text for entry in leading.entries.public()]
    assert "Eine andere meldende Person sagt: nicht gelöst." in public
    assert not any("Kim" in text for text in public)
    assert leading.entries.get(kind="told", is_public=False).text == "Sie ist wieder da, sagt Kim."


def test_work_on_a_swarm_goes_on_when_its_first_reporter_withdraws(swarm):
    withdraw(swarm[0])

    assert fresh(swarm[0]).is_open


def test_a_case_alone_has_no_followers(make_case):
    assert followers_of(make_case()) == []
