"""Every service of Musterhafen is found in citizens' words, opened, carried through its steps and closed."""

import re

import pytest

from lotse.cases.closing import close
from lotse.cases.handing_over import hand_over
from lotse.catalogue.models import Service
from lotse.people.models import Person, Team
from lotse.questionnaires import Form
from lotse.search.models import found, relevance
from lotse.tenants.clock import now
from lotse.town.content.editions import content_of, rows
from lotse.town.told import told

ALL = sorted(rows())
CITIZENS = sorted(slug for slug, row in rows().items() if "art" in row)
FILLED = {"first_answer", "result", "team", "guide", "body", "appointment", "bring", "date", "datum", "abschlussart"}
TYPED = [  # as people type, with the slips they make
    ("Auswies", "personalausweis"),
    ("perso verlängern", "personalausweis"),
    ("Lampe kaputt", "strassenlaterne"),
    ("Laterne aus", "strassenlaterne"),
    ("neue Wohnung anmelden", "wohnsitz-anmelden"),
    ("umelden", "wohnsitz-anmelden"),
    ("muell abgeladen", "wilder-muell"),
    ("Tonne nicht geleert", "muelltonne"),
    ("Sofa abholen", "sperrmuell"),
    ("heiraten", "eheschliessung"),
    ("Wongeld", "wohngeld"),
    ("Hund anmelden", "hundesteuer"),
    ("Anwohnerparken", "bewohnerparken"),
    ("Halteverbot Umzug", "sondernutzung"),
    ("Angelschein", "fischereischein"),
    ("Portemonnaie verloren", "fundsache"),
    ("Kitaplatz", "kita-platz"),
    ("Nachbar laut", "ruhestoerung"),
    ("neue IBAN", "lastschrift"),
    ("Carport", "baugenehmigung"),
    ("rosa Führerschein", "fuehrerschein-umtausch"),
    ("Vater gestorben", "sterbefall"),
    ("Zeugnis beglaubigen", "beglaubigung"),
    ("unfreundlich", "dienstaufsichtsbeschwerde"),
]


@pytest.mark.parametrize("slug", ALL)
def test_every_form_can_be_answered(slug):
    form = Form.read(content_of(slug)["form"])

    for seed in range(6):
        answers = told(slug, seed)
        assert form.ending(answers) or not form.check(answers), (seed, form.check(answers))


@pytest.mark.parametrize("slug", ALL)
def test_every_placeholder_of_a_message_is_one_we_fill(slug):
    content = content_of(slug)

    words = [*content["messages"].values(), *(step["text"] for step in content["text"]["next"])]
    words += [step.get("citizen_text", "") for step in content["steps"]]

    assert {name for text in words for name in re.findall(r"\{(\w*)\}", text)} <= FILLED


def first_three(typed):
    services = Service.objects.running().for_citizens().filter(pk__in=found("service", typed))
    best = services.annotate(fits=relevance("service", typed)).order_by("-fits", "-yearly", "title")
    return [service.slug for service in best[:3]]


def test_citizens_find_every_service_by_its_title(town):
    assert not [slug for slug in CITIZENS if slug not in first_three(rows()[slug]["titel"])]


def test_the_words_of_the_town_lead_to_the_service(town):
    lost = [(word, slug) for slug in CITIZENS for word in rows()[slug]["suchworte"] if slug not in first_three(word)]

    assert not lost


@pytest.mark.parametrize(("typed", "slug"), TYPED)
def test_citizens_find_it_as_they_type_it(town, typed, slug):
    assert slug in first_three(typed)


def member_of(team):
    """Whoever answers for this team; for a body outside, whoever answers for the case."""
    return Person.objects.filter(memberships__team=team, is_active=True).order_by("login").first()


@pytest.mark.parametrize("slug", ALL)
def test_every_service_can_be_carried_to_its_end(town, make_case, slug):
    case = make_case(slug)
    for step in case.edition.content["steps"]:
        team = Team.objects.get(slug=step["team"])
        if step.get("kind") != "message" and team != case.team:
            carry(case, team, step)
    act = case.edition.content["decision"] == "administrative_act"
    notice = {"date": str(now().date()), "team": case.team.slug, "notified_by": "post"} if act else None
    result = next(iter(case.edition.results))

    close(case, result, "Es ist erledigt.", by=case.guide, notice=notice)

    assert case.closed_at
    assert case.result == result
    assert case.phase == case.edition.results[result]


def carry(case, team, step):
    """Hand over for this step, let the team accept and finish."""
    kind = "subtask" if team.kind == "outside" else "transfer"
    leg = hand_over(case, team, step.get("question") or step["name"], kind=kind, by=case.guide)
    by = member_of(team) or case.guide
    leg.accept(by=by)
    leg.finish("Erledigt.", by=by)
