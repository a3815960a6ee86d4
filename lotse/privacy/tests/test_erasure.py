from datetime import timedelta
from io import BytesIO

import pytest
from django.apps import apps
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import connection

from lotse.cases.closing import withdraw
from lotse.cases.handing_over import hand_over
from lotse.cases.merging import hear, merge
from lotse.cases.models import Case, CaseTally, Content
from lotse.cases.requesting import request_within
from lotse.cases.verifying import verify
from lotse.catalogue.models import Service
from lotse.files.models import keep
from lotse.mailroom.models import Inbound, Letter
from lotse.people.models import LinkSession, Person
from lotse.privacy.erasure import HOLDINGS, disclose, erase
from lotse.tenants.clock import now

NAME, WORD = "Tordis Markerwort", "Markerwort"


def everything_stored():
    """Every row of every table as text."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'select t::text from "{table}" t')
            for (row,) in cursor.fetchall():
                yield table, row


def rows_with(*words):
    return [table for table, row in everything_stored() if any(word in row for word in words)]


@pytest.fixture
def concern(make_case, town, moment, tmp_path, settings):
    """A concern with the same word in every place that can hold words."""
    settings.MEDIA_ROOT = tmp_path
    upload = InMemoryUploadedFile(BytesIO(b"Markerwort"), "dateien", f"{WORD}.txt", "text/plain", 10, None)
    case = make_case(
        subject=f"Katze von {WORD}", text=f"Ich bin {NAME}.", files=[keep(upload, by=None)], for_whom={"name": NAME},
        contact={"name": NAME, "email": "markerwort@post.example", "phone": "0221 5550 199"},
    )  # fmt: skip
    case.tell(f"Guten Tag {NAME}.", by=town.ahlers)
    case.note(f"{WORD} ruft morgens an.", by=town.ahlers)
    leg = hand_over(case, town.allgemeine_ordnung, f"{WORD} fragt.", by=town.ahlers, facts=["ort", "name"], reason=WORD)
    leg.send_back(f"{WORD} wohnt hier nicht.", by=town.oezdemir)
    LinkSession.hand_out("case", case, until=moment)
    Inbound.objects.create(
        mailbox="buergerservice@musterhafen.example", raw=WORD.encode(), raw_hash="x", size=1, case=case.pk, reason=WORD
    )
    Letter.objects.filter(about=case.pk, to=case.citizen)[0].came_back(for_good=True, why="<markerwort@post.example>")
    withdraw(case, f"{WORD} ist zufrieden.")
    return case


def test_erasing_a_person_leaves_no_word_anywhere(concern, town):
    assert len(set(rows_with(WORD, "markerwort", "0221 5550 199"))) > 5

    erase(concern.citizen, by=town.albrecht)

    assert rows_with(WORD, "markerwort", "0221 5550 199") == []
    assert not LinkSession.objects.filter(subject=concern.pk).exists()
    assert [bytes(mail.raw) for mail in Inbound.objects.all()] == [b""]


def test_erasing_a_person_leaves_chain_and_figures_whole(concern, town):
    before = CaseTally.objects.values().get()

    erase(concern.citizen, by=town.albrecht)

    assert list(verify()) == []
    assert CaseTally.objects.values().get() == before
    case = Case.objects.get()
    assert (case.subject, case.entries.last().kind) == ("Streunende Katze melden", "erased")


@pytest.mark.usefixtures("serving_role")
def test_the_serving_role_may_erase(concern, town):
    erase(concern.citizen, by=town.albrecht)

    assert Person.objects.get(pk=concern.citizen.pk).name == ""


def test_erasing_one_person_leaves_the_others(concern, make_case, town):
    other = make_case(contact={"name": "Selin Öztürk", "email": "s.oeztuerk@example.org", "phone": ""})

    erase(concern.citizen, by=town.albrecht)

    assert other.facts.exists()
    assert Person.objects.get(pk=other.citizen.pk).name == "Selin Öztürk"


def test_a_person_reads_everything_the_house_holds_of_them(concern):
    told = disclose(concern.citizen)

    assert told["people"]["person"]["email"] == "markerwort@post.example"
    assert f"{WORD} ruft morgens an." in str(told["cases"])
    assert f"{WORD}.txt" in str(told["cases"])
    assert NAME in str(told["mailroom"]["letters"])


def test_a_person_does_not_read_what_a_fellow_reporter_told_the_house(concern, make_case, town):
    case = make_case()
    Case.objects.filter(pk=case.pk).update(guide=town.ahlers, citizen=concern.citizen)
    fellow = make_case(contact={"name": "Jonas Weber", "email": "weber@post.example", "phone": ""})
    merge(fellow, case, by=town.ahlers)
    upload = InMemoryUploadedFile(BytesIO(b"x"), "dateien", "weber.txt", "text/plain", 1, None)
    hear(Case.objects.get(pk=fellow.pk), "Ich, Jonas Weber, sehe sie auch.", files=[keep(upload, by=None)])

    [told] = [told for told in disclose(concern.citizen)["cases"] if told["number"] == case.number]

    assert "weber" not in str(told).lower()
    assert "sehe sie auch" in str(disclose(fellow.citizen)["cases"])
    assert "weber.txt" in str(disclose(fellow.citizen)["cases"])


def test_erasing_a_person_shuts_every_door_to_the_work_on_their_concern(make_case, town):
    case = make_case()
    leg = hand_over(case, town.tierheim, "Bitte sichern.", kind="subtask", by=town.ahlers)
    leg.send_back("Kein Platz.", by=town.ahlers)
    LinkSession.hand_out("leg", leg, until=now() + timedelta(days=9))
    LinkSession.hand_out("paper", leg, until=now() + timedelta(days=9))
    withdraw(case, by=case.citizen)

    erase(case.citizen, by=None)

    assert not LinkSession.objects.filter(subject__in=[case.pk, leg.pk]).exists()


def test_erasing_a_person_reaches_what_was_asked_for_below_a_request(make_case, answers_of, town):
    case = make_case()
    first = request_within(case, service("hochbau-reparatur"), answers_of("hochbau-reparatur"), by=town.ahlers,
                           team=town.telefon_empfang)  # fmt: skip
    second = request_within(first.case, service("beschaffung"), answers_of("beschaffung"), by=town.hochbau,
                            team=town.hausdienste, text=f"Für {case.citizen.name}.")  # fmt: skip
    withdraw(case, by=case.citizen)

    erase(case.citizen, by=None)

    assert not Content.objects.filter(entry__case=second.case).exclude(body=None).exists()


def service(slug):
    return Service.objects.get(slug=slug)


def test_every_table_that_points_at_a_person_is_held_by_a_room():
    pointing = {
        model
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.related_model is Person and model is not Person
    }
    held = {model for room in HOLDINGS for model in room.MODELS}

    missing = sorted(model.__name__ for model in pointing - held)
    assert missing == [], f"No holdings.py says how these are disclosed and erased: {', '.join(missing)}"


def test_a_body_outside_that_holds_a_packet_is_told_to_erase_it_too(make_case, town):
    case = make_case(contact={"name": NAME, "email": "markerwort@post.example"})
    leg = hand_over(case, town.tierheim, "Sichern?", kind="subtask", by=town.ahlers)
    leg.send_back("Kein Platz.", by=town.ahlers)
    hand_over(case, town.baumpflege, "Unsere Linde?", kind="consult", by=town.ahlers).send_back("Nein.", by=town.brandt)
    withdraw(case)
    Letter.objects.all().delete()

    erase(case.citizen, by=town.albrecht)

    letter = Letter.objects.get(to_address=town.tierheim.department.email)
    assert case.number in letter.subject
    assert "Art. 17 DSGVO" in letter.text
    assert WORD not in letter.text
    assert Letter.objects.filter(about=case.pk).count() == 1, "inside the packets are empty by themselves"
