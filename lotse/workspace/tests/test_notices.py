"""What somebody must tell bodies outside that read no e-mail: who finds it, and that it goes when it is said."""

import pytest
from django.utils.translation import override

from lotse.cases.closing import close
from lotse.cases.correcting import correct
from lotse.cases.handing_over import hand_over
from lotse.mailroom.models import Notice
from lotse.people.models import Department
from lotse.privacy.erasure import erase

NOTICES = "/arbeit/hinweise/"
SAY_IT, ASK_TO_ERASE = "Eine Angabe ist berichtigt.", "Bitten Sie am Telefon oder per Brief"


@pytest.fixture
def shelter(town):
    """The animal shelter, to which no mail can go."""
    Department.objects.filter(pk=town.tierheim.department.pk).update(email="")
    town.tierheim.department.refresh_from_db()
    return town.tierheim


@pytest.fixture
def packed(make_case, town, shelter):
    """Frau Ahlers guides a case whose place was packed for the shelter."""
    case = make_case(by=town.ahlers)
    hand_over(case, shelter, "Sichern?", kind="subtask", facts=["ort"], by=town.ahlers)
    return case


def test_who_guides_tells_a_body_without_an_address_what_was_put_right(browser, town, packed, shelter):
    correct(packed, "ort", "Marktplatz", by=town.ahlers)
    me = browser(town.ahlers)
    page = me.get(NOTICES)
    assert SAY_IT in page.text
    assert packed.number in page.text
    assert shelter.name in page.text

    said = me.post(f"{NOTICES}{Notice.objects.open().get(subject=packed.pk).pk}/mitteilung/", follow=True)

    assert f"Zu {packed.number} ist vermerkt, dass es gesagt ist." in said.text
    assert SAY_IT not in said.text
    entry = packed.entries.get(kind="told_outside")
    assert (entry.by, entry.data) == (town.ahlers, {"about": "tell_corrected"})


def test_the_lead_of_the_guides_team_finds_it_too_and_nobody_else(browser, town, packed):
    correct(packed, "ort", "Marktplatz", by=town.ahlers)
    address = f"{NOTICES}{Notice.objects.open().get(subject=packed.pk).pk}/mitteilung/"

    assert SAY_IT in browser(town.lueders).get(NOTICES).text
    for stranger in (town.brandt, town.cetin, town.engel, town.janssen):
        assert SAY_IT not in browser(stranger).get(NOTICES).text
        assert browser(stranger).post(address).status_code == 404
    assert Notice.objects.open().filter(subject=packed.pk).exists()


def test_each_reads_it_in_their_language_whoever_corrected(browser, town, packed):
    with override("en"):
        correct(packed, "ort", "Marktplatz", by=town.ahlers)

    assert SAY_IT in browser(town.ahlers).get(NOTICES).text
    assert "A fact was corrected." in browser(town.ahlers).get(f"/en{NOTICES}").text


def test_a_later_correction_names_whom_it_concerns_alone(browser, town, packed, shelter):
    correct(packed, "ort", "Marktplatz", by=town.ahlers)
    me = browser(town.ahlers)
    me.post(f"{NOTICES}{Notice.objects.open().get(subject=packed.pk).pk}/mitteilung/")

    correct(packed, "name", "Selin Öztürk-Demir", by=town.ahlers)

    assert SAY_IT not in me.get(NOTICES).text


def test_what_was_erased_is_asked_of_a_body_without_an_address_too(browser, town, packed, shelter):
    correct(packed, "ort", "Marktplatz", by=town.ahlers)
    packed.legs.get().send_back("Kein Platz.", by=town.ahlers)
    close(packed, "erledigt", "Sie ist gefangen.", by=town.ahlers)

    erase(packed.citizen, by=town.albrecht)

    page = browser(town.ahlers).get(NOTICES)
    assert ASK_TO_ERASE in page.text
    assert shelter.name in page.text
    assert SAY_IT not in page.text


def test_a_body_with_an_address_is_written_to_and_nobody_has_to_call(browser, town, make_case):
    case = make_case(by=town.ahlers)
    hand_over(case, town.tierheim, "Sichern?", kind="subtask", facts=["ort"], by=town.ahlers)

    correct(case, "ort", "Marktplatz", by=town.ahlers)

    assert SAY_IT not in browser(town.ahlers).get(NOTICES).text
