"""What goes wrong with cases below cases at the peers (docs/pitfalls.md), and does not here."""

import pytest

from lotse.cases.closing import close
from lotse.cases.models import Case
from lotse.cases.refusals import Missing
from lotse.cases.requesting import request_within
from lotse.catalogue.models import Service
from lotse.mailroom.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(make_case, town, answers_of):
    """A required request to the service desk, asked from within a case."""
    case = make_case(by=town.ahlers)
    service = Service.objects.get(slug="it-stoerung")
    told = answers_of("it-stoerung")
    return request_within(case, service, told, by=town.ahlers, team=town.telefon_empfang, is_required=True)


def test_28_a_case_does_not_close_over_a_required_request(asked, town):
    with pytest.raises(Missing) as refused:
        close(asked.case.parent, "erledigt", "Fertig.", by=town.ahlers)

    assert [item["id"] for item in refused.value.items] == [asked.case.number]


def test_29_notes_of_the_house_go_neither_to_the_parent_nor_to_the_child(asked, town, work_off):
    parent, child = asked.case.parent, asked.case
    parent.note("Die Nachbarin hat Angst vor Hunden.", by=town.ahlers)
    child.note("Das Kennwort steht im Tresor.", by=town.cetin)
    asked.accept(by=town.cetin)
    work_off()

    said = {case.pk: str([entry.words for entry in case.entries.select_related("content")]) for case in (parent, child)}
    assert "Kennwort" not in said[parent.pk]
    assert "Nachbarin" not in said[child.pk]


def test_29_closing_one_closes_no_other_and_writes_nobody_in_its_name(asked, town, work_off):
    close(asked.case, "erledigt", "Das Kennwort war alt.", by=town.cetin)
    work_off()

    parent = Case.objects.get(pk=asked.case.parent_id)
    assert parent.is_open
    assert not Letter.objects.filter(about=parent.pk, text__contains="Kennwort").exists()
