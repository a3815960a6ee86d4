from django.db import models

from lotse.cases.models import Case
from lotse.people.models import Person
from lotse.tenants.models import Row


class ReadMark(Row):
    """How far one person has read a case; it tells them alone what is new."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="read_marks")
    version = models.PositiveIntegerField()
    told = models.PositiveIntegerField(default=0)  # up to which version a mail told of it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "case"], name="read_mark_once")]

    @classmethod
    def lay(cls, person, case):
        """This person has now read the case to its last entry."""
        cls._lay(person, case, version=case.version)

    @classmethod
    def has_told(cls, person, case):
        """A mail has told this person of the case up to its last entry."""
        cls._lay(person, case, told=case.version)

    @classmethod
    def _lay(cls, person, case, **marks):
        """One statement, also where the same person opens the case twice at once."""
        mark = ReadMark(person=person, case=case, **{"version": 0} | marks)
        ReadMark.objects.bulk_create(
            [mark], update_conflicts=True, unique_fields=["person", "case"], update_fields=list(marks)
        )
