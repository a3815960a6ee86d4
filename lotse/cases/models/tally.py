from django.db import models

from lotse.tenants.models import Row


class CaseTally(Row):
    """The counting card (Zählkarte) of a case: no person, no foreign key, outlives both."""

    case = models.UUIDField(unique=True)
    service = models.SlugField()
    channel = models.CharField(max_length=20)
    team = models.UUIDField()
    opened_at = models.DateTimeField()
    first_answer_at = models.DateTimeField(null=True)
    first_answer_due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    result = models.SlugField(blank=True)
    handovers = models.PositiveIntegerField(default=0)
    returns = models.PositiveIntegerField(default=0)
    questions = models.PositiveIntegerField(default=0)
    repeated_questions = models.PositiveIntegerField(default=0)
    reopenings = models.PositiveIntegerField(default=0)
    is_solved = models.BooleanField(null=True)  # the citizen's word after closing
    was_told_twice = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index(fields=["service", "opened_at"], name="tally_of_a_service")]


class LegTally(Row):
    """The counting card of a leg: teams by id, times, nobody's name."""

    leg = models.UUIDField(unique=True)
    case = models.UUIDField(db_index=True)
    service = models.SlugField()
    kind = models.CharField(max_length=10)
    from_team = models.UUIDField()
    to_team = models.UUIDField()
    offered_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)


class ShortAnswer(Row):
    """A question answered on the spot (Kurzauskunft): counted in two clicks, without personal data."""

    at = models.DateTimeField()
    team = models.UUIDField()
    topic = models.SlugField()
    channel = models.CharField(max_length=20)


class HoursTally(Row):
    """How many minutes a team booked in a month, for cases of one service: no person, no case."""

    team = models.UUIDField()
    service = models.SlugField()
    month = models.DateField()  # its first day
    minutes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "month", "service"], name="hours_tally_once")]
