from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.cases.closing import close
from lotse.cases.models import Case
from lotse.cases.refusals import Refused
from lotse.jobs import job, later
from lotse.people.models import Person
from lotse.tenants.clock import now
from lotse.tenants.models import Row

AT_A_TIME = 10  # cases in one transaction; the progress moves in such steps
MOST = 200


class Undone(Exception):
    """Takes a trial back."""


class BulkRun(Row):
    """One deed on many cases (Sammelaktion): each case by its own verb, with its own entry or its own refusal."""

    class Deed(models.TextChoices):
        ASSIGN = "assign", gettext_lazy("Zuweisen")
        GUIDE = "guide", gettext_lazy("Ansprechperson wechseln")
        FOLLOW_UP = "follow_up", gettext_lazy("Wiedervorlage setzen")
        URGENCY = "urgency", gettext_lazy("Dringlichkeit ändern")
        NOTE = "note", gettext_lazy("Interne Notiz schreiben")
        CLOSE = "close", gettext_lazy("Abschließen")

    person = models.ForeignKey(Person, models.CASCADE, related_name="bulk_runs")
    deed = models.CharField(max_length=12, choices=Deed)
    values = models.JSONField(default=dict)
    numbers = models.JSONField()  # of the cases that still wait
    total = models.PositiveIntegerField()
    refused = models.JSONField(default=list)  # pairs of number and reason
    begun_at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True)

    @classmethod
    def begin(cls, person, deed, values, numbers):
        """Do the first cases now and write down the rest for later."""
        numbers = list(dict.fromkeys(numbers))[:MOST]
        run = cls.objects.create(person=person, deed=deed, values=values, numbers=numbers, total=len(numbers))
        run.go_on()
        return run

    @property
    def done(self):
        """How many cases had their turn."""
        return self.total - len(self.numbers)

    @property
    def did(self):
        """How many cases it changed."""
        return self.done - len(self.refused)

    @job
    def go_on(self):
        """Take the next cases; whoever lost a right meanwhile is refused like anybody."""
        run = type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
        now_due, run.numbers = run.numbers[:AT_A_TIME], run.numbers[AT_A_TIME:]
        for number in now_due:
            if reason := run.try_one(number):
                run.refused.append([number, reason])
        if run.numbers:
            later(run.go_on)
        else:
            run.done_at, run.values = now(), {}  # the words stand in the cases now, and nowhere else
        run.save()
        self.refresh_from_db()

    def try_one(self, number, *, in_earnest=True):
        """Do the deed on one case, or only try it; return why not, or nothing."""
        case = Case.objects.readable_by(self.person).filter(number=number).first()
        if case is None:
            return _("Dieses Anliegen gibt es für Sie nicht.")
        try:
            with transaction.atomic():
                self._do(case)
                if not in_earnest:
                    raise Undone
        except Refused as refused:
            return str(refused)
        except Undone:
            return ""
        return ""

    def _do(self, case):
        told, by = self.values, self.person
        if self.deed == self.Deed.ASSIGN:
            case.assign(Person.objects.filter(pk=told["to"]).first() if told.get("to") else None, by=by)
        elif self.deed == self.Deed.GUIDE:
            case.change_guide(Person.objects.get(pk=told["to"]), by=by)
        elif self.deed == self.Deed.FOLLOW_UP:
            case.follow_up(date.fromisoformat(told["on"]), by=by)
        elif self.deed == self.Deed.URGENCY:
            case.must_be_carried_by(by)
            case.raise_urgency(told["urgency"], by=by)
        elif self.deed == self.Deed.NOTE:
            case.note(told["text"], by=by)
        else:
            close(case, told["result"], told["text"], by=by)
