"""Six walls times everybody who might want to look over them, at every place where a case could show."""

import logging
import re
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Q

from lotse.cases.models import Case
from lotse.desk.models import Preference, SavedView
from lotse.desk.news import tell
from lotse.mailroom.models import Letter
from lotse.people.models import Person
from lotse.workspace.own_views import key_of
from lotse.workspace.queues import cases_of, views_for
from tests.circles import CIRCLES, NAMED_ONLY, PLACES, ROLES
from tests.circles_town import COMMON, FAMILY, becomes_guide, build, who
from tests.rights_town import NOBODY, Visitor
from tests.thirds import one_third

pytestmark = pytest.mark.django_db
NEEDS_MORE = {
    "notices",
    "news",
    "mails",
    "mentions",
    "order",
    "target",
    "bulk",
}  # a level is not enough: only who leads, guides, carries


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """The six cases, built once; what goes to the printer is read before it is set."""
    logging.getLogger("lotse.request").setLevel(logging.WARNING)
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("lotse.workspace.views.printing.report", lambda *told, **more: f"{told} {more}".encode())
        yield House()
        transaction.set_rollback(True)


class House:
    """The six cases, and what each role finds where."""

    def __init__(self):
        self.town, self.walled = build()
        people = {who(self.town, role, walled) for role in ROLES for walled in self.walled.values()}
        self.looks = {person: Look(person, self.walled) for person in people - {self.town.innen}}

    @contextmanager
    def seen_by(self, role):
        """Yield the looks of this role by circle: one person for all, or one for each."""
        people = {circle: who(self.town, role, walled) for circle, walled in self.walled.items()}
        if role != "guide_inside":
            yield {circle: self.looks[person] for circle, person in people.items()}
            return
        with transaction.atomic():
            becomes_guide(self.town.innen, self.walled)
            yield dict.fromkeys(people, Look(self.town.innen, self.walled))
            transaction.set_rollback(True)


class Look:
    """Everything one person can ask; what concerns all cases is asked once."""

    def __init__(self, person, walled):
        self.person, self.walled, self.visitor = person, walled, Visitor("", person)
        self.is_staff = bool(person and person.is_staff_member)
        self.everywhere = self._everywhere()

    def page(self, where, body=None, method="GET", **headers):
        return self._asked(where, body, method, by_token=False, **headers)

    def call(self, where, body=None, method="GET"):
        return self._asked(where, body, method, by_token=True)

    def _asked(self, where, body, method, by_token, **headers):
        with transaction.atomic():
            answer = self.visitor.ask(method, where, body or {}, by_token=by_token, **headers)
            text = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        return answer.status_code, text.decode("utf-8", "replace")

    def _everywhere(self):
        """What is asked once for all cases: place -> text."""
        numbers = [each.number for each in self.walled.values()]
        return {
            "word": self.page("/arbeit/suche/", {"q": COMMON})[1],
            "name": self.page("/arbeit/suche/", {"q": FAMILY})[1],
            "palette": self.page("/arbeit/suche/", {"q": COMMON}, hx_request="true", hx_target="treffer")[1],
            "mentions": self.page("/arbeit/", {"ansicht": "erwaehnungen"})[1],
            "bulk": self.page("/arbeit/sammelaktion/", {"nummer": numbers})[1],
            "notices": self.page("/arbeit/hinweise/")[1],
            "news": self.page("/arbeit/aktuelles/")[1] + self._mails_of_news(),
            "mails": self._mails() if self.is_staff else "",
            "views": self._lists(),
            "rest_list": self.call("/api/v1/cases", {"limit": 100})[1],
            "rest_word": self.call("/api/v1/cases", {"q": COMMON})[1],
            "mine": "" if self.is_staff else self.page("/meine/")[1],
        }

    def _lists(self):
        if not self.is_staff:
            return self.page("/arbeit/")[1]
        mine = SavedView.objects.create(person=self.person, name="Alles")
        assert self.page("/arbeit/")[0] == 200, "signed in"
        return self.page("/arbeit/", {"ansicht": key_of(mine)})[1]

    def _mails(self, *, but=()):
        """What the house wrote to them, and to their mailbox under whatever name."""
        theirs = Q(to=self.person) | Q(to_address=self.person.email) if self.person.email else Q(to=self.person)
        return " ".join(f"{mail.subject} {mail.text}" for mail in Letter.objects.filter(theirs).exclude(pk__in=but))

    def _mails_of_news(self):
        if not self.is_staff:
            return ""
        with transaction.atomic():
            before = list(Letter.objects.values_list("pk", flat=True))
            Preference.objects.update_or_create(person=self.person, defaults={"news": "at_once"})
            tell("at_once")
            mails = self._mails(but=before)
            transaction.set_rollback(True)
        return mails

    def places(self, walled):
        """Yield (place, found, text, echoed) for one case."""
        number, at = walled.number, f"/arbeit/a/{walled.number}/"
        for place in (
            "word",
            "name",
            "palette",
            "mentions",
            "bulk",
            "notices",
            "news",
            "mails",
            "views",
            "rest_list",
            "rest_word",
            "mine",
        ):
            yield place, number in self.everywhere[place], self._hides_what_was_asked(place), ""
        for place, where in {"case": at, "paper": f"{at}akte/?notizen=mit",
                             "order": f"{at}etappe/{walled.leg.pk}/arbeitsauftrag/"}.items():  # fmt: skip
            status, text = self.page(where)
            yield place, status == 200, text, where
        ending = number[-6:]  # a whole number leads to the case itself, where it is found by it
        text = self.page("/arbeit/suche/", {"q": ending})[1]
        yield "number", at in text, text, ending
        text = self.page(f"/arbeit/person/{walled.case.citizen_id}/")[1]
        yield "person", number in text, text, ""
        text, is_target = self._from_another(walled) if self.is_staff else ("", False)
        yield "near", number in text, without_the_other(text, walled), ""
        yield "target", is_target, "", ""
        for place, where in {"rest": f"/api/v1/cases/{number}",
                             "rest_timeline": f"/api/v1/cases/{number}/timeline"}.items():  # fmt: skip
            status, text = self.call(where)
            yield place, status == 200, text, where

    def _hides_what_was_asked(self, place):
        """The bulk page is told the numbers; what it may show of them is asked by `found` alone."""
        return "" if place == "bulk" else self.everywhere[place]

    def _from_another(self, walled):
        """Read another case of the same citizen as its guide, and try to let it follow this one."""
        where = f"/arbeit/a/{walled.other.number}/"
        with transaction.atomic():
            Case.objects.filter(pk=walled.other.pk).update(guide=self.person)
            shown = self.page(where)[1]
            there, nobodys = (plain(self.page(f"{where}zusammenfuehrung/", {"number": number}, "POST")[1], number)
                              for number in (walled.number, NOBODY))  # fmt: skip
            transaction.set_rollback(True)
        return shown, there != nobodys


def plain(text, number):
    """The page without the number that was asked for and one-time tokens."""
    return re.sub(r'(value|content)="\w{64}"', "", text).replace(number, "…")


def without_the_other(text, walled):
    """The everyday case of the same citizen names them; that is its own matter."""
    for word in (walled.case.citizen.name, *walled.person):
        text = text.replace(word, "…")
    return text


@pytest.mark.parametrize("role", one_third(ROLES, always=("barred", "former", "specialist", "support")))
def test_behind_the_walls(house, role):
    with house.seen_by(role) as looks:
        wrong = [line for circle, walled in house.walled.items() for line in compared(role, walled, looks[circle])]

    assert not wrong, "\n".join(wrong)


def compared(role, walled, look):
    """Say where this role finds the case though it must not, does not though it must, or reads too much."""
    level = ROLES[role][1][walled.circle]
    for place, is_found, text, echoed in look.places(walled):
        may = level in PLACES[place][1]
        if is_found and not may:
            yield f"{walled.circle}, {place}: found, though {role} has {level}"
        if may and not is_found and place not in NEEDS_MORE:
            yield f"{walled.circle}, {place}: not found, though {role} has {level}"
        leaked = [word for word in walled.kept_from(level) if word in text and word not in echoed]
        if leaked:
            yield f"{walled.circle}, {place}: gives away {leaked}, {role} has {level}"


def test_who_leads_the_deciding_team_has_the_notices(house):
    with house.seen_by("lead") as looks:
        assert all(walled.number in looks[circle].everywhere["notices"] for circle, walled in house.walled.items())


def test_who_is_complained_about_does_not_even_learn_that_there_is_something(house):
    with house.seen_by("barred") as looks:
        assert "Eine Zusage ist nicht gehalten" not in looks["complaint"].everywhere["notices"]


def test_the_guide_hears_what_is_new(house):
    with house.seen_by("guide_inside") as looks:
        assert all(walled.number in looks[circle].everywhere["news"] for circle, walled in house.walled.items())


@pytest.mark.parametrize("role", ["guide_outside", "support", "lead", "former", "barred"])
def test_the_number_beside_a_list_counts_what_stands_in_it(house, role):
    person = who(house.town, role, house.walled["complaint"])

    views = [view for _heading, group in views_for(person) for view in group if not view.is_of_tasks]

    assert [view.count for view in views] == [len(cases_of(view, person).cases) for view in views]


@pytest.mark.parametrize("role", ["guide_outside", "support", "specialist", "lead", "former", "asked", "it", "barred"])
def test_the_count_of_what_is_new_holds_only_what_one_may_see(house, role):
    person = who(house.town, role, house.walled["complaint"])
    visible = Case.objects.visible_to(person).exclude(circle__in=NAMED_ONLY).count()

    text = house.looks[person].page("/arbeit/neues/", {"seit": "1"})[1]

    assert int((text or "0").split()[0]) <= visible


def test_nothing_is_new_for_whom_all_of_it_is_about(house):
    look = house.looks[house.town.beklagt]

    assert look.page("/arbeit/neues/", {"seit": "1"})[1] == ""
    assert not Letter.objects.filter(to=house.town.beklagt).exists()


def test_no_figure_holds_a_person(house):
    tallies = [model for model in apps.get_models() if model.__name__.endswith("Tally")]
    people = {str(pk) for pk in Person.objects.values_list("pk", flat=True)}

    found = {model.__name__: people & {str(value) for row in model.objects.values_list() for value in row}
             for model in tallies}  # fmt: skip

    assert len(tallies) >= 3
    assert not any(found.values()), found
    assert not [field for model in tallies for field in model._meta.get_fields() if field.is_relation]


def test_every_circle_and_role_has_its_word():
    assert all(levels.keys() == CIRCLES.keys() for _words, levels in ROLES.values())
