"""Who may order an internal service is kept in its draft, and only if somebody in this house is meant by it."""

import pytest

from lotse.catalogue.models import Draft, Service
from lotse.catalogue.ordering import in_words, rule_of, with_orderers
from lotse.catalogue.refusals import UnfitOrderers
from lotse.people.models import Department

LEADS_OR_BAUHOF = {"leads": True, "roles": [], "departments": ["bauhof"]}


@pytest.fixture
def fault(town):
    """The internal service „Störung melden“, which everybody may order."""
    return Service.objects.get(slug="it-stoerung")


@pytest.fixture
def next_edition(town, fault):
    return Draft.begin(fault, dict(fault.running().content), by=town.petersen)


def test_a_rule_is_kept_in_the_draft_and_holds_once_it_is_published(town, fault, next_edition):
    next_edition.change("orderers", LEADS_OR_BAUHOF, by=town.petersen, seen=0)
    next_edition.ask_approval(by=town.petersen).vote(by=town.lueders, yes=True)

    assert fault.running().orderers == {}
    next_edition.publish(by=town.lueders, team=town.prozesse)

    assert fault.running().orderers == LEADS_OR_BAUHOF


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("alle", "Leitungen, Rollen oder Fachbereiche"),
        ({"teams": ["servicedesk"]}, "Leitungen, Rollen oder Fachbereiche"),
        ({"leads": "nein"}, "Leitungen, Rollen oder Fachbereiche"),
        ({"roles": "reporting"}, "Leitungen, Rollen oder Fachbereiche"),
        ({"departments": [1]}, "Leitungen, Rollen oder Fachbereiche"),
        ({"leads": False, "roles": [], "departments": []}, "niemand"),
        ({"roles": ["kaiserin"]}, "„kaiserin“"),
        ({"roles": ["lead"]}, "„lead“"),
        ({"departments": ["bauhof", "mondfahrt"]}, "nicht: mondfahrt."),
    ],
)
def test_a_wrong_rule_changes_nothing_and_names_its_part(town, next_edition, rule, sentence):
    before = Draft.objects.values().get(pk=next_edition.pk)

    with pytest.raises(UnfitOrderers, match=sentence) as refused:
        next_edition.change("orderers", rule, by=town.petersen, seen=0)

    assert refused.value.field == "orderers"
    assert Draft.objects.values().get(pk=next_edition.pk) == before


def test_a_body_outside_the_house_orders_nothing(town, next_edition):
    outside = Department.objects.filter(kind="outside").first()

    with pytest.raises(UnfitOrderers, match=outside.slug):
        next_edition.change("orderers", {"departments": [outside.slug]}, by=town.petersen, seen=0)


def test_a_service_for_citizens_never_says_who_orders_it(town):
    content = dict(town.cat.running().content)
    draft = Draft.begin(town.cat, content, by=town.petersen)

    with pytest.raises(UnfitOrderers, match="Bürgerinnen und Bürger"):
        draft.change("orderers", LEADS_OR_BAUHOF, by=town.petersen, seen=0)
    with pytest.raises(UnfitOrderers, match="Bürgerinnen und Bürger"):
        Draft.begin(town.cat, content | {"orderers": LEADS_OR_BAUHOF}, by=town.petersen)

    assert "orderers" not in Draft.objects.get(pk=draft.pk).content


def test_a_rule_is_made_of_words_and_told_in_words(town):
    rule = rule_of(["leads", "role:process_owner", "department:sport", "department:bauhof", "leads"])

    assert rule == {"leads": True, "roles": ["process_owner"], "departments": ["sport", "bauhof"]}
    assert in_words(rule) == "Leitungen, Prozessverantwortung, Bauhof, Sport und Bäder"


def test_where_everybody_orders_nobody_is_named():
    before = {"title": "Störung", "ordered_by": "Leitungen", "orderers": {"leads": True}}

    assert with_orderers(before, rule_of(["everybody"])) == {"title": "Störung"}


@pytest.mark.parametrize("words", [["everybody", "leads"], ["bauhof"], ["role:"], ["team:servicedesk"], [""]])
def test_other_words_say_nothing_about_who_orders(words):
    with pytest.raises(UnfitOrderers):
        rule_of(words)
