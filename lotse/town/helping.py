"""What departments did for each other these days: a printer, a floor, a figure; hours missing and hours given."""

from datetime import timedelta

from django.utils.timezone import localdate

from lotse.cases.booking import book
from lotse.cases.closing import close
from lotse.cases.models import Case, InternalRequest
from lotse.cases.requesting import request_alone, request_within
from lotse.cases.tasking import set_task
from lotse.catalogue.models import Service

from .together import HOLE, Days
from .told import told

PRINTER, FIGURE, REPAIR = "it-stoerung", "it-auswertung", "hochbau-reparatur"
ORDERS_FIGURES = "lueders"  # of the guide's team, and responsible for processes
HELPED = 4  # cases that these days add
LATELY = timedelta(days=4)


class Help(Days):
    """Goes through the days on which one team asked another."""

    def all_of_it(self) -> None:
        """One request done, one that waits for hours, one with hours reserved, from within a case and alone."""
        self.begin(LATELY)
        services = {row.slug: row for row in Service.objects.filter(slug__in=[PRINTER, FIGURE, REPAIR])}
        desk, it = self.house.staff["telefon-empfang"][0], self.house.staff["servicedesk"][0]
        with self.then(20):
            hole = self.report(HOLE)
            by, team = hole.guide or desk, hole.guide_team
            printer = request_within(hole, services[PRINTER], told(PRINTER), by=by, team=team, is_required=True)
            owner = next(each for each in self.house.staff["telefon-empfang"] if each.login == ORDERS_FIGURES)
            figure = request_within(hole, services[FIGURE], told(FIGURE), by=owner, team=team)
            today = localdate(self.house.today)
            set_task(hole, "Anwohnerin anrufen, wenn die Absperrung steht.", by=by, to=by, due_on=today)
            set_task(hole, "Foto der Absperrung ablegen.", by=by, due_on=today + timedelta(days=1))
            book(hole, 25, by=by, team=team)
        with self.then(60):
            printer.accept(by=it)
            self.tell(printer, "accepted")
        with self.then(90):
            close(printer.case, "erledigt", "Der Drucker zieht wieder Papier ein.", by=it)
            book(printer.case, 40, by=it, team=self.house.teams["servicedesk"])
            self.tell(printer, "done")
        with self.then(30):
            repair = request_alone(services[REPAIR], told(REPAIR), by=by, team=team)
            self._lack(figure, 480, "Die Zahlen liegen in zwei Verfahren. Das sind zwei Tage.")
        with self.then(200):
            self._lack(repair, 180, "Die Leuchte hängt hoch. Wir brauchen zu zweit einen Vormittag.")
        with self.then(100):
            management = self.house.staff["buero-buergermeisterin"]
            repair.reserve(180, by=next(person for person in management if person.login == "engel"))

    def _lack(self, request: InternalRequest, minutes: int, words: str) -> None:
        request.lack_hours(minutes, words, by=self._who(request))
        self.tell(request, "short")

    def _who(self, request: InternalRequest):
        return self.house.staff[request.team.slug][0]

    @staticmethod
    def tell(request: InternalRequest, event: str) -> None:
        """The parent reads it at once; the job that is still to come finds it done."""
        case = Case.objects.get(pk=request.case.pk)
        if case.parent_id:
            request.case = case
            request.tell_parent(event=event, version=case.version)
