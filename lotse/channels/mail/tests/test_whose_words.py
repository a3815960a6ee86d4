"""Letters about a case go to many; only the citizen's answer is the citizen's word."""

import pytest

from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case
from lotse.channels.mail.deciding import lay_to_case
from lotse.channels.mail.receive import receive
from lotse.mailroom.models import Inbound, Letter, post

pytestmark = pytest.mark.django_db
ERIKA = "erika@buerger.example"


@pytest.fixture(autouse=True)
def house(settings):
    settings.MAIL_FROM = "buergerservice@musterhafen.example"


@pytest.fixture
def asked(make_case, town):
    """A case in which the citizen owes an answer; its clock stands."""
    town.ahlers.email = "ahlers@musterhafen.example"
    town.ahlers.save()
    case = make_case(contact={"name": "Erika Mustermann", "email": ERIKA})
    case.ask("Wie sieht die Katze aus?", by=case.guide)
    return case


def answer(letter, sender, **headers):
    """This sender answers the letter, above our signature."""
    told = {"From": sender, "Subject": "Re: Katze", "Message-ID": "<1@x.example>"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    told.setdefault("To", letter.answer_address)
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return receive(f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\nDie ist doch bekannt.".encode())


def notice_to(person, case):
    """A machine's word to a colleague about the case, as „Übergabe wartet“."""
    return post(person.email, f"Übergabe wartet [{case.number}]", "Für Sie.", to=person, about=case, auto=True)


def states(case):
    """What an answer of the citizen would change."""
    clocks = list(case.clocks.order_by("kind").values_list("kind", "state"))
    return Case.objects.get(pk=case.pk).status, clocks, case.questions.filter(answered_at=None).count()


def last(case):
    return case.entries.order_by("-seq").first()


def is_for_the_house(case, sender):
    entry = last(case)
    told = "Von " + sender + ":\n\nDie ist doch bekannt."
    return (entry.kind, entry.is_public, entry.by, entry.text) == ("note", False, None, told)


def test_what_a_colleague_answers_to_a_notice_is_for_the_house_and_answers_no_question(asked, town):
    before = states(asked)

    found = answer(notice_to(town.ahlers, asked), town.ahlers.email)

    assert (found.outcome, found.case) == ("reply", asked.number)
    assert is_for_the_house(asked, town.ahlers.email)
    assert states(asked) == before


def test_a_forwarded_notice_makes_nobody_the_citizen(asked, town):
    answer(notice_to(town.ahlers, asked), ERIKA)

    assert is_for_the_house(asked, ERIKA)


def test_what_a_body_outside_answers_to_its_link_is_for_the_house(asked, town):
    body = town.tierheim.department
    body.email = "tierheim@verein.example"
    body.save()
    hand_over(asked, town.tierheim, "Ist Platz?", kind="consult", by=town.ahlers)
    before = states(asked)

    found = answer(Letter.objects.get(about=asked.pk, to_address=body.email), body.email)

    assert found.case == asked.number
    assert is_for_the_house(asked, body.email)
    assert states(asked) == before


def test_a_colleague_who_answers_the_citizens_letter_does_not_speak_for_the_citizen(asked, town):
    before = states(asked)

    answer(Letter.objects.filter(about=asked.pk, to=asked.citizen).latest("created_at"), "ahlers@musterhafen.example")

    assert is_for_the_house(asked, town.ahlers.email)
    assert states(asked) == before


def test_a_colleague_who_was_written_to_and_quotes_the_number_is_for_the_house(asked, town):
    letter = notice_to(town.ahlers, asked)
    subject = f"Re: {letter.subject}"

    found = answer(letter, town.ahlers.email, To="buergerservice@musterhafen.example", Subject=subject)

    assert (found.outcome, found.case) == ("reply", asked.number)
    assert is_for_the_house(asked, town.ahlers.email)


def test_the_citizen_is_heard(asked):
    answer(Letter.objects.filter(about=asked.pk, to=asked.citizen).latest("created_at"), ERIKA)

    assert last(asked).kind == "answer"
    assert last(asked).is_public
    assert states(asked)[2] == 0


@pytest.mark.parametrize(
    ("sender", "kind"), [("ahlers@musterhafen.example", "note"), ("neu@buerger.example", "answer")]
)
def test_laid_there_by_hand_a_colleagues_mail_stays_with_the_house(asked, town, sender, kind):
    raw = f"From: {sender}\r\nSubject: Fest\r\nList-Id: <a>\r\n\r\nDie ist doch bekannt.".encode()
    waiting = Inbound.objects.get(pk=receive(raw).stored)

    lay_to_case(waiting, asked, by=town.ahlers)

    laid = asked.entries.get(pk=Inbound.objects.get(pk=waiting.pk).entry)
    assert (laid.kind, laid.is_public) == (kind, kind == "answer")
