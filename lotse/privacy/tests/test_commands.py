import json
from datetime import timedelta
from zipfile import ZipFile

import pytest

from lotse.cases.closing import reopen, withdraw
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case
from lotse.cases.telling_outside import ERASED
from lotse.cases.verifying import verify
from lotse.mailroom.models import Letter, Notice
from lotse.people.models import Department, Person
from lotse.privacy.erasure import erase


@pytest.fixture
def closed(make_case, town):
    """A case of somebody who told their name, closed today."""
    case = make_case(text="Ich bin Selin.", contact={"name": "Selin Öztürk", "email": "s@example.org", "phone": ""})
    withdraw(case, "Die Katze ist da.")
    return Case.objects.get(pk=case.pk)


def test_a_person_gets_everything_as_json_and_pdf(closed, command, tmp_path):
    file = tmp_path / "auskunft.zip"

    command("privacy", "export", "S@example.org", str(file))

    with ZipFile(file) as archive:
        told = json.loads(archive.read("auskunft.json"))
        assert archive.read("auskunft.pdf").startswith(b"%PDF-")
    assert told["people"]["person"]["name"] == "Selin Öztürk"
    assert told["cases"][0]["number"] == closed.number
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(SystemExit, match="lässt sich nicht anlegen"):
        command("privacy", "export", "s@example.org", str(file))


def test_a_person_is_erased_when_nothing_is_open_any_more(closed, make_case, command):
    citizen = closed.citizen
    again = make_case(by=None, contact={"name": "Selin Öztürk", "email": "", "phone": ""})
    Case.objects.filter(pk=again.pk).update(citizen=citizen)

    with pytest.raises(SystemExit, match=f"noch offen: {again.number}"):
        command("privacy", "erase", str(citizen.pk))
    assert Person.objects.get(pk=citizen.pk).name == "Selin Öztürk"

    Case.objects.filter(pk=again.pk).update(citizen=None)
    command("privacy", "erase", str(citizen.pk))
    assert Person.objects.get(pk=citizen.pk).name == ""


def test_words_go_when_their_time_is_over_and_not_before(closed, command, town):
    assert "0 Anliegen" in command("privacy", "run")

    Case.objects.filter(pk=closed.pk).update(closed_at=closed.closed_at - timedelta(days=366 * 30))
    assert closed.number in command("privacy", "run", "--dry-run")
    assert closed.facts.exists()

    assert closed.number in command("privacy", "run")
    assert not closed.facts.exists()
    assert list(verify()) == []
    assert "0 Anliegen" in command("privacy", "run")


def test_bodies_outside_learn_that_words_went_at_the_end_of_their_time(make_case, command, town, moment):
    case = make_case(contact={"name": "Selin Öztürk", "email": "s@example.org", "phone": ""})
    for body in (town.tierheim, town.veterinaeramt):
        hand_over(case, body, "Sichern?", kind="subtask", by=town.ahlers).send_back("Kein Platz.", by=town.ahlers)
    Department.objects.filter(pk=town.veterinaeramt.department_id).update(email="")
    withdraw(case)
    Case.objects.filter(pk=case.pk).update(closed_at=moment - timedelta(days=366 * 30))
    Letter.objects.all().delete()

    command("privacy", "run", "--dry-run")
    assert not Letter.objects.exists()
    command("privacy", "run")

    letter = Letter.objects.get()
    assert letter.to_address == town.tierheim.department.email
    assert case.number in letter.subject
    assert Notice.objects.open().get(kind=ERASED).subject == case.pk, "who reads no mail is told by the guide"

    Notice.objects.all().delete()
    erase(case.citizen, by=town.albrecht)
    assert Letter.objects.count() == 1, "nobody is told twice"
    assert not Notice.objects.exists()


def test_a_case_that_was_emptied_opened_again_and_closed_again_is_emptied_again(closed, command, moment):
    Case.objects.filter(pk=closed.pk).update(closed_at=moment - timedelta(days=366 * 40))
    command("privacy", "run")
    closed = Case.objects.get(pk=closed.pk)
    closed.entries.filter(kind="erased").update(at=moment - timedelta(days=366 * 35))
    reopen(closed, "Die Katze ist wieder weg.")
    withdraw(closed, "Sie ist wieder da.")
    assert "0 Anliegen" in command("privacy", "run")
    Case.objects.filter(pk=closed.pk).update(closed_at=moment - timedelta(days=366 * 30))

    assert closed.number in command("privacy", "run")

    assert [entry.text for entry in closed.entries.all() if entry.text] == []
    assert "0 Anliegen" in command("privacy", "run")


def test_nobody_is_found_under_a_strange_word(town, command):
    with pytest.raises(SystemExit, match="gibt es nicht"):
        command("privacy", "erase", "niemand")


def test_who_wrote_twice_without_an_account_is_one_person(closed, make_case, command, tmp_path):
    second = make_case(text="Und noch eine.", contact={"name": "Selin Öztürk", "email": "s@example.org", "phone": ""})
    withdraw(second, "Auch die ist da.")
    file = tmp_path / "auskunft.zip"

    command("privacy", "export", "s@example.org", str(file))

    with ZipFile(file) as archive:
        told = json.loads(archive.read("auskunft.json"))
    assert {case["number"] for case in told["cases"]} == {closed.number, second.number}
    command("privacy", "erase", "s@example.org")
    assert not Person.objects.filter(email="s@example.org").exists()


def test_when_a_colleague_is_forgotten_the_open_concerns_get_another_guide(make_case, town, command):
    case = make_case()
    Case.objects.filter(pk=case.pk).update(guide=town.ahlers)

    command("privacy", "erase", "ahlers")

    case.refresh_from_db()
    assert case.guide not in (None, town.ahlers)
    assert case.guide.is_active
