"""What of a case reaches whom, as a matrix: one rule for the desk, programs, packets and disclosure."""

from importlib import import_module
from io import BytesIO

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lotse.approvals.models import Ask
from lotse.cases.approving import ask_approval, vote
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case
from lotse.cases.reading import knows_the_citizen, reading
from lotse.cases.refusals import UnknownValue
from lotse.files.models import keep
from lotse.people.models import Person

MATTER = {"ort", "zeitpunkt"}
PERSON = {"name", "email"}
WORDS = {
    "opened": "Ich bin Selin Öztürk.", "note early": "Ruft oft an.", "message": "Guten Tag, Frau Öztürk.",
    "answer": "Um sieben, Ihre Öztürk.", "note late": "Leiter mitnehmen.", "result": "Falle steht.",
}  # fmt: skip


@pytest.fixture
def story(town, make_case):
    """A cat that went to the Ordnungsamt, with a task for the Bauhof and an opinion that came back at once."""
    case = make_case(text=WORDS["opened"], by=town.ahlers)
    case.learn("zeitpunkt", "Wann", "gestern", by=town.ahlers)
    case.learn("name", "Name", "Selin Öztürk", data_class="person", by=town.ahlers)
    case.learn("email", "E-Mail", "s.oeztuerk@example.org", data_class="person", by=town.ahlers)
    case.note(WORDS["note early"], by=town.ahlers)
    hand_over(case, town.allgemeine_ordnung, "Bitte entscheiden.", by=town.ahlers).accept(by=town.oezdemir)
    asked = hand_over(case, town.baumpflege, "Eure Linde?", kind="consult", facts=["ort", "name"], reason="Ortstermin",
                      by=town.ahlers)  # fmt: skip
    asked.send_back("Nicht unsere.", by=town.brandt)
    task = hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", facts=["ort"], by=town.ahlers)
    task.accept(by=town.janssen)
    case.tell(WORDS["message"], by=town.ahlers)
    case.hear(WORDS["answer"])
    case.note(WORDS["note late"], by=town.ahlers)
    case.learn("farbe", "Farbe", "grau", by=town.ahlers)
    case.learn("iban", "Konto", "DE02", data_class="person", by=town.ahlers)
    task.finish(WORDS["result"], by=town.janssen)
    return Case.objects.with_neighbours().get(pk=case.pk)


def keys(case, person):
    return {fact.key for fact in reading(case, person).facts()}


def words(case, person):
    said = {entry.text for entry in reading(case, person).entries()}
    return {name for name, text in WORDS.items() if text in said}


@pytest.mark.parametrize(("who", "there", "hidden"), [
    ("ahlers", MATTER | PERSON | {"farbe", "iban"}, set()),
    ("lueders", MATTER | PERSON | {"farbe", "iban"}, set()),
    ("oezdemir", MATTER | {"farbe"}, PERSON | {"iban"}),  # responsible by a transfer: the packet, and what came later
    ("janssen", {"ort", "farbe"}, PERSON | {"zeitpunkt", "iban"}),  # a task with chosen facts
    ("brandt", {"ort", "name"}, {"zeitpunkt", "email", "farbe", "iban"}),  # gave it back: what it had
])  # fmt: skip
def test_facts_reach_whom_they_were_packed_for(story, town, who, there, hidden):
    told = keys(story, getattr(town, who))

    assert there <= told
    assert not hidden & told


@pytest.mark.parametrize(("who", "expected"), [
    ("ahlers", set(WORDS)),
    ("lueders", set(WORDS)),
    ("oezdemir", {"note late", "result"}),
    ("janssen", {"result"}),  # the service's owner sends the Bauhof no notes
    ("brandt", set()),
])  # fmt: skip
def test_the_citizens_words_messages_and_older_notes_stay_with_the_guide(story, town, who, expected):
    assert words(story, getattr(town, who)) == expected


@pytest.mark.parametrize(("who", "knows"), [
    ("ahlers", True), ("lueders", True), ("oezdemir", False), ("janssen", False), ("brandt", False),
])  # fmt: skip
def test_the_name_stands_where_the_guide_is(story, town, who, knows):
    assert knows_the_citizen(story, getattr(town, who)) is knows


def test_a_team_reads_its_own_hand_overs_and_no_others(story, town):
    def legs(person):
        return {entry.leg.team.slug for entry in reading(story, person).entries().filter(leg__isnull=False)}

    assert legs(town.janssen) == {town.strassenunterhaltung.slug}
    assert legs(town.brandt) == {town.baumpflege.slug}
    assert town.strassenunterhaltung.slug in legs(town.oezdemir)  # the responsible team reads what was asked for it
    assert len(legs(town.ahlers)) == 3


def test_nobody_passes_on_what_did_not_reach_them(story, town):
    with pytest.raises(UnknownValue):
        hand_over(
            story, town.baumpflege, "Wer ist das?", kind="consult", facts=["email"], reason="Anruf",
            by=town.oezdemir,
        )  # fmt: skip


def test_a_citizen_reads_every_fact_of_the_own_case(story):
    assert keys(story, story.citizen) >= MATTER | PERSON


def test_behind_a_wall_the_deciding_team_reads_it_whole(town, make_case):
    case = make_case("reisepass")

    assert reading(case, town.yilmaz).is_whole
    assert {entry.kind for entry in reading(case, town.yilmaz).entries()} == {"opened"}


def test_a_lead_who_was_only_asked_about_a_complaint_reads_the_packet(town, make_case):
    case = make_case("beschwerde", text="Frau X war grob.")
    hand_over(case, town.allgemeine_ordnung, "Stellungnahme?", kind="consult", by=town.vogt)

    assert reading(case, town.vogt).is_whole
    assert not reading(case, town.oezdemir).is_whole
    assert "opened" not in {entry.kind for entry in reading(case, town.oezdemir).entries()}


def test_whoever_had_it_from_the_opening_reads_it_as_it_was_when_they_gave_it_away(town, make_case):
    case = make_case("reisepass")
    hand_over(case, town.allgemeine_ordnung, "Bitte übernehmen.", by=town.yilmaz).accept(by=town.oezdemir)
    case.learn("farbe", "Farbe", "grau", by=town.oezdemir)

    assert "farbe" not in keys(case, town.yilmaz)
    assert "farbe" in keys(case, town.oezdemir)


@pytest.mark.parametrize("who", ["ahlers", "lueders", "yilmaz", "oezdemir", "janssen", "brandt", "engel", "cetin"])
def test_words_are_searched_only_where_nothing_is_held_back(story, town, who):
    person = getattr(town, who)
    can_read = Case.objects.readable_by(person).filter(pk=story.pk).exists()
    told = reading(story, person)

    searched = Case.objects.wholly_read_by(person).filter(pk=story.pk).exists()

    assert searched == (can_read and told.is_whole and not told.left_at)


def test_behind_a_wall_the_team_that_decides_searches(town, make_case):
    case = make_case("reisepass", by=town.yilmaz)

    assert Case.objects.wholly_read_by(town.yilmaz).filter(pk=case.pk).exists()
    assert not Case.objects.wholly_read_by(town.ahlers).filter(pk=case.pk).exists()


def test_who_asked_for_a_decision_reads_question_and_outcome_and_no_other_teams(story, town):
    round = ask_approval(story, "Kastration?", by=town.oezdemir, steps=[Ask([town.lohse])])
    vote(story, round, yes=True, by=town.lohse)
    ask_approval(story, "Tierarzt für Selin Öztürk?", by=town.ahlers, steps=[Ask([town.lohse])])

    def read(person):
        return list(reading(story, person).entries().filter(kind__startswith="approval").values_list("kind", flat=True))

    assert read(town.oezdemir) == ["approval_asked", "approval_voted", "approval_decided"]
    assert read(town.janssen) == []
    assert len(read(town.ahlers)) == 4


def test_who_stands_in_for_somebody_reads_what_their_team_was_handed(story, town):
    story.assign(town.oezdemir, by=town.ahlers)
    town.brandt.stands_in.create(person=town.oezdemir)
    story.involvements.filter(team=town.baumpflege).delete()
    deputy = Person.objects.get(pk=town.brandt.pk)
    town.cetin.stands_in.create(person=town.oezdemir)
    it = Person.objects.get(pk=town.cetin.pk)

    for person in (deputy, it):
        told = reading(Case.objects.get(pk=story.pk), person)
        assert Case.objects.readable_by(person).filter(pk=story.pk).exists()
        assert not told.is_whole
        assert words(story, person) == {"note late", "result"}
        assert not Case.objects.wholly_read_by(person).filter(pk=story.pk).exists()


def test_who_stands_in_for_the_guide_reads_it_whole(story, town):
    town.cetin.stands_in.create(person=town.ahlers)
    it = Person.objects.get(pk=town.cetin.pk)

    assert reading(story, it).is_whole
    assert Case.objects.wholly_read_by(it).filter(pk=story.pk).exists()


@pytest.fixture
def photo(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    bytes_ = BytesIO()
    Image.new("RGB", (40, 30), "grey").save(bytes_, "JPEG")
    return keep(SimpleUploadedFile("katze.jpg", bytes_.getvalue()))


@pytest.fixture
def without_pictures(make_case, town):
    """A cat with a task for the Bauhof, which by the edition gets no pictures."""
    case = make_case(by=town.ahlers)
    hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", facts=["ort"], by=town.ahlers).accept(
        by=town.janssen
    )
    return case


@pytest.mark.parametrize("asked", [None, ["ort"], ["foto"]])
def test_a_picture_sent_later_goes_where_pictures_go(without_pictures, town, photo, asked):
    case = without_pictures
    if asked:
        case.ask("Was sehen Sie?", facts=asked, reason="unclear", by=town.ahlers)

    entry = case.hear("So sieht sie aus.", files=[photo])

    assert entry.attachments.get().data_class == "picture"
    assert not reading(case, town.janssen).files().exists()
    assert reading(case, town.ahlers).files().exists()


def test_what_was_asked_for_has_the_class_its_question_has(make_case, town, photo):
    case = make_case("parkausweis-behinderung", answers={"name": "Selin Öztürk"}, incomplete=True, by=town.ahlers)
    case.ask("Schicken Sie uns den Ausweis?", facts=["kopie"], by=case.guide)

    assert case.hear("Hier.", files=[photo]).attachments.get().data_class == "person"


def test_what_came_before_becomes_a_picture_too(without_pictures, town, photo):
    case = without_pictures
    sent = case.hear("So sieht sie aus.", files=[photo]).attachments.get()
    case.attachments.update(data_class="matter")

    import_module("lotse.cases.migrations.0020_pictures_are_pictures").call_them_pictures(apps, None)

    sent.refresh_from_db()
    assert sent.data_class == "picture"


def test_a_photo_of_which_the_form_says_it_is_of_the_matter_stays(make_case, town, photo):
    case = make_case(by=town.ahlers)
    case.hear("So sieht sie aus.", files=[photo])
    case.attachments.update(data_class="matter")
    case.learn("foto", "Foto", [{"id": str(photo.pk), "name": photo.name}], by=town.ahlers)

    import_module("lotse.cases.migrations.0020_pictures_are_pictures").call_them_pictures(apps, None)

    assert case.attachments.get().data_class == "matter"
