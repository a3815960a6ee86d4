"""What another team asks of us: in our list as long as there is something to answer, with all that came along."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lotse.cases.closing import withdraw
from lotse.cases.handing_over import hand_over
from lotse.files.models import keep
from lotse.workspace.queues import views_for


def offered_to(person):
    return next(view.count for _name, group in views_for(person) for view in group if view.key == "uebergaben")


def test_what_was_withdrawn_before_anybody_took_it_waits_for_nobody(make_case, town):
    case = make_case("hundesteuer")
    hand_over(case, town.strassenunterhaltung, "Ist der Hund bekannt?", kind="consult", by=town.lohse)
    assert offered_to(town.janssen) == 1

    withdraw(case)

    assert not case.is_open
    assert offered_to(town.janssen) == 0


@pytest.fixture
def handed_with_a_plan(make_case, town, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    case = make_case()
    case.hear("Anbei.", files=[keep(SimpleUploadedFile("plan.txt", b"Plan"))])
    hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers)
    return case


def test_who_received_a_packet_opens_the_files_that_came_with_it(handed_with_a_plan, browser, town, page_of):
    address = page_of(handed_with_a_plan, f"datei/{handed_with_a_plan.attachments.get().pk}/")
    receiver = browser(town.oezdemir)

    assert f'href="{address}"' in receiver.get(page_of(handed_with_a_plan)).text
    assert receiver.get(address).status_code == 200


def test_a_file_stands_once_where_the_entry_that_brought_it_is_read(handed_with_a_plan, browser, town, page_of):
    assert browser(town.ahlers).get(page_of(handed_with_a_plan)).text.count("plan.txt</a>") == 1
