"""What the desk did these days with more than one case, or with more than one head.

Neighbours report the same cat and are answered together, one report turns out to be another cat, a colour is put
right, a decision is made and another waits, two concerns in one report go their own ways. Herr Demir, who has an
account, finds his own concern under „Meine Anliegen“.
"""

from contextlib import AbstractContextManager
from datetime import timedelta
from random import Random

from lotse.approvals.models import Ask
from lotse.cases.approving import ask_approval, vote
from lotse.cases.broadcasting import broadcast
from lotse.cases.closing import close, rate
from lotse.cases.correcting import correct
from lotse.cases.intake import open_case
from lotse.cases.merging import merge, take_apart
from lotse.cases.models import Case
from lotse.cases.splitting import split
from lotse.catalogue.models import Service
from lotse.people.models import Person
from lotse.tenants.clock import moved_to

from .names import somebody
from .story import House
from .told import told

CAT, HOLE, LAMP = "streunende-katze", "schlagloch", "strassenlaterne"
PLAYGROUND = {"text": "Spielplatz Lindenweg", "lat": "50.938600", "lon": "6.946600"}
HEDGE = {"text": "Lindenweg 18, an der Hecke", "lat": "50.938750", "lon": "6.947100"}
TOLD = 8  # cases that these days add
THESE_DAYS, BEFORE = timedelta(days=6), timedelta(days=27)
DECIDES = "allgemeine-ordnung"


def share(house: House, chance: Random) -> None:
    """Let it all happen, each deed at work hours of the desk and before today."""
    days = Days(house, chance)
    days.one_cat_of_many()
    days.decided_in_time()
    days.two_in_one()
    days.by_account()


class Days:
    """Goes through some days of the desk; each deed happens some open minutes after the one before."""

    def __init__(self, house: House, chance: Random):
        self.house, self.chance = house, chance
        self.open = house.days.calendar(house.teams["telefon-empfang"].service_hours)
        self.services = {row.slug: row for row in Service.objects.filter(slug__in=[CAT, HOLE, LAMP])}
        self.head = next(person for person in house.staff[DECIDES] if person.login == "oezdemir")
        self.at = house.today

    def begin(self, ago: timedelta) -> None:
        """Go to the first open moment after so long ago."""
        self.at = self.open.after(self.house.today - ago, 1)

    def then(self, minutes: int) -> AbstractContextManager:
        """Some open minutes later."""
        self.at = self.open.after(self.at, minutes)
        return moved_to(self.at)

    def report(self, slug: str, text: str = "", **answers) -> Case:
        """Somebody writes by the portal."""
        who = somebody(self.chance)
        answers = told(slug, self.chance.randint(1, 999), who) | answers
        return open_case(
            self.services[slug], answers, channel="portal", contact=who, text=text, confirm=bool(who["email"]),
            incomplete=True,
        ).case  # fmt: skip

    def one_cat_of_many(self) -> None:
        """Three neighbours, one cat; the fourth saw another. All read of the trap; the cost waits for a yes."""
        self.begin(THESE_DAYS)
        with self.then(5):
            first = self.report(CAT, ort=PLAYGROUND, aussehen="schwarz, sehr dünn")
        with self.then(40):
            second = self.report(CAT, ort=HEDGE)
            first.tell("Danke für Ihre Meldung. Ich frage beim Bauhof nach einer Falle.", by=first.guide)
        with self.then(50):
            third = open_case(
                self.services[CAT], told(CAT, 0, None) | {"ort": PLAYGROUND}, channel="portal", contact=None,
                incomplete=True, same_as=first,
            ).case  # fmt: skip
        with self.then(15):
            fourth = self.report(CAT, ort=HEDGE, aussehen="rot, mit Halsband")
        with self.then(30):
            for other in (second, third, fourth):
                merge(other, first, by=first.guide)
        with self.then(90):
            take_apart(fourth, by=first.guide)
            fourth.tell("Ihre Meldung betrifft eine andere Katze. Ich bearbeite sie für sich.", by=fourth.guide)
        with self.then(25):
            correct(first, "aussehen", "schwarz mit weißer Brust, sehr dünn", by=first.guide, reason="Anruf")
            broadcast(first, "Am Spielplatz Lindenweg steht jetzt eine Falle. Bitte nicht füttern.", by=first.guide)
        with self.then(200):
            ask_approval(
                first, "Soll das Tierheim die Katze kastrieren lassen?", by=first.guide, steps=[Ask([self.head])],
                cost="etwa 180 Euro", due_at=self.house.today + timedelta(days=3),
            )  # fmt: skip

    def decided_in_time(self) -> None:
        """A cat was neutered: asked, approved with a reason, closed, and solved for the reporter."""
        self.begin(BEFORE)
        with self.then(20):
            cat = self.report(CAT)
        with self.then(60):
            cat.tell("Danke. Das Tierheim hat die Katze schon gesehen.", by=cat.guide)
            round = ask_approval(
                cat, "Darf das Tierheim die Katze kastrieren und zurücksetzen?", by=cat.guide,
                steps=[Ask([self.head])], cost="180 Euro",
            )  # fmt: skip
        with self.then(400):
            vote(cat, round, yes=True, reason="Im Haushalt vorgesehen.", by=self.head)
        with self.then(900):
            answer = "Die Katze wurde untersucht, kastriert und an ihren Platz zurückgebracht."
            close(cat, "kastriert_zurueckgesetzt", answer, by=cat.guide)
        with self.then(300):
            rate(cat, is_solved=True, was_told_twice=False)

    def two_in_one(self) -> None:
        """A hole in the road, and the lamp above it: the lamp becomes a case of its own, nothing is told again."""
        self.begin(THESE_DAYS)
        with self.then(70):
            hole = self.report(HOLE, "Die Laterne direkt davor ist auch aus.", ort=HEDGE)
        with self.then(35):
            split(hole, self.services[LAMP], "Laterne vor Lindenweg 18 ist aus.", by=hole.guide, facts=["ort"])

    def by_account(self) -> None:
        """Who has an account reports a lamp, and reads there what became of it."""
        self.begin(THESE_DAYS)
        demir = Person.objects.get(login="demir")
        who = {"name": demir.name, "email": demir.email, "phone": demir.phone}
        with self.then(100):
            lamp = open_case(
                self.services[LAMP], told(LAMP, 3, who) | {"ort": HEDGE}, channel="portal", citizen=demir,
                contact=who, incomplete=True,
            ).case  # fmt: skip
        with self.then(45):
            lamp.tell("Danke für Ihre Meldung. Die Stadtwerke sehen sich die Laterne diese Woche an.", by=lamp.guide)
