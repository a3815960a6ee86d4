from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from lotse.people.models import Person
from lotse.tenants.models import Row

from ..refusals import AlreadyClosed, TaskEnded, UnknownValue
from ..verb import verb
from .case import Case
from .entry import Entry
from .visibility import task_sight


class TaskQuerySet(models.QuerySet):
    def to_do(self):
        """Tasks of their own, no items of checklists, that are still to be done in an open case."""
        return self.filter(item="", done_at=None, dropped_at=None, case__closed_at=None)

    def waiting(self, rule, person, **more):
        """The tasks for which a rule of `waiting.py` holds, for this person; `more` are values it names."""
        return self.filter(task_sight(rule, person, **more))


class Task(Row):
    """What is to be done in a case (Aufgabe): by whom, until when; or one item of a step's checklist.

    A task of its own has its words in the entry that set it. An item of a checklist is named by the edition; it gets
    a row when it is ticked, or when an internal request does it (`child`): then that case says whether it is done.
    """

    class Told(models.IntegerChoices):
        """How much of it was told by mail to whoever does it; each only once."""

        NOTHING = 0
        NEW = 1
        DUE = 2
        OVERDUE = 3

    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, related_name="task")
    step = models.CharField(max_length=40, blank=True)
    item = models.CharField(max_length=40, blank=True)
    child = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    is_required = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)  # no longer needed
    dropped_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    told = models.PositiveSmallIntegerField(choices=Told, default=Told.NOTHING)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "step", "item"], condition=~Q(item=""), name="task_item_once"),
            models.CheckConstraint(
                name="task_is_of_its_own_or_an_item",
                condition=Q(item="", step="", entry__isnull=False) | ~Q(item="") & ~Q(step="") & Q(entry=None),
            ),
            models.CheckConstraint(
                name="task_end_names_who_and_when",
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["to", "due_on", "id"], condition=Q(done_at=None, dropped_at=None, item=""), name="task_to_do"
            )
        ]

    @property
    def the_case(self):
        return self.case

    @property
    def text(self):
        return self.entry.text if self.entry else ""

    @verb
    def finish(self, *, by):
        """Say that it is done: whoever it is for, or who carries the case."""
        self._must_be_open_for(by)
        entry = self.case.record("task_done", by=by, data={"task": str(self.pk)})
        self.done_at, self.done_by = entry.at, by
        self.save(update_fields=["done_at", "done_by"])
        return entry

    @verb
    def drop(self, reason, *, by):
        """Say that it is no longer needed, and why."""
        self._must_be_open_for(by)
        if not reason.strip():
            raise UnknownValue(_("Schreiben Sie, warum."), field="text")
        entry = self.case.record("task_dropped", by=by, data={"task": str(self.pk)}, content={"text": reason})
        self.dropped_at, self.dropped_by = entry.at, by
        self.save(update_fields=["dropped_at", "dropped_by"])
        return entry

    def _must_be_open_for(self, person):
        if not self.case.is_open:
            raise AlreadyClosed(self.case)
        if self.to_id not in person.acts_for_ids:
            self.case.must_be_carried_by(person)
        if self.done_at or self.dropped_at:
            raise TaskEnded(self)
