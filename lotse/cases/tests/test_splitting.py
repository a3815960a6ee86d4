from datetime import timedelta

import pytest

from lotse.cases.closing import close
from lotse.cases.models import Case
from lotse.cases.refusals import AlreadyClosed, NotAllowed, UnknownValue
from lotse.cases.splitting import split
from lotse.cases.verifying import verify
from lotse.catalogue.models import Service
from lotse.mailroom.models import Letter
from lotse.tenants.clock import now


@pytest.fixture
def service():
    return lambda slug: Service.objects.select_related("owner__department", "intake__department").get(slug=slug)


@pytest.fixture
def letter(make_case, town):
    """A letter of last week that holds two concerns."""
    return make_case(by=town.ahlers, channel="letter", received_at=now() - timedelta(days=7))


def test_the_second_concern_keeps_person_channel_day_and_what_was_told(letter, service, town):
    opened = split(letter, service("schlagloch"), "Vor Nummer 4 ist ein Loch.", facts=["ort", "name"], by=town.ahlers)

    second = Case.objects.get(pk=opened.case.pk)
    assert (second.citizen, second.channel, second.received_at) == (letter.citizen, "letter", letter.received_at)
    first, ours = letter.facts.get(key="ort"), second.facts.get(key="ort")
    assert (ours.text, second.facts.get(key="name").text) == (first.text, "Selin Öztürk")
    assert letter.entries.get(kind="split").data == {"into": second.number}
    assert second.entries.get(kind="split").data == {"from": letter.number}
    assert second.entries.first().text == "Vor Nummer 4 ist ein Loch."
    assert f"[{second.number}]" in Letter.objects.filter(about=second.pk).get().subject
    assert list(verify()) == []


def test_into_another_circle_facts_go_for_a_recorded_reason_only(letter, service, town):
    with pytest.raises(UnknownValue, match="wechseln den Datenkreis"):
        split(letter, service("wohngeld"), "Auch Wohngeld.", facts=["name"], by=town.ahlers)
    assert Case.objects.count() == 1

    second = split(
        letter, service("wohngeld"), "Auch Wohngeld.", facts=["name"], reason="Einwilligung liegt bei.", by=town.ahlers
    ).case

    entry = second.entries.get(kind="split")
    assert (entry.text, entry.is_public) == ("Einwilligung liegt bei.", False)


@pytest.mark.parametrize(("slug", "text", "facts", "refusal"), [
    ("beschwerde", "Über den Ton.", [], NotAllowed),
    ("schlagloch", "  ", [], UnknownValue),
    ("schlagloch", "Loch.", ["gibtesnicht"], UnknownValue),
])  # fmt: skip
def test_what_cannot_be_split_changes_nothing(letter, service, town, slug, text, facts, refusal):
    with pytest.raises(refusal):
        split(letter, service(slug), text, facts=facts, by=town.ahlers)

    assert Case.objects.count() == 1
    assert not letter.entries.filter(kind="split").exists()


def test_only_who_carries_an_open_case_splits_it(letter, service, town):
    with pytest.raises(NotAllowed):
        split(letter, service("schlagloch"), "Loch.", by=town.brandt)
    close(letter, "erledigt", "Fertig.", by=town.ahlers)
    with pytest.raises(AlreadyClosed):
        split(letter, service("schlagloch"), "Loch.", by=town.ahlers)


def test_passed_on_the_other_authority_and_the_day_of_receipt_are_said(letter, town):
    close(letter, "abgegeben", "Dafür ist der Kreis da.", by=town.ahlers, passed_to="Kreis Ahrenfeld, Veterinäramt")

    entry = letter.entries.get(kind="closed")
    day = f"{letter.received_at.astimezone():%d.%m.%Y}"
    assert entry.data["passed_to"] == "Kreis Ahrenfeld, Veterinäramt"
    for words in ("Dafür ist der Kreis da.", "Kreis Ahrenfeld, Veterinäramt", day):
        assert words in entry.text
        assert words in Letter.objects.filter(about=letter.pk).latest("created_at").text
    assert Case.objects.get(pk=letter.pk).status == "passed_on"
