from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.jobs import job, later
from lotse.mailroom.models import post
from lotse.people.models import Person, Role, Team
from lotse.tenants.models import Row

from .. import by_name
from ..refusals import AlreadyClosed, NotAllowed, RequestAnswered, UnknownValue
from ..verb import verb
from .case import Case

OTHERS_TURN = "team"  # why clocks stand while the team that asked is at its turn (PAUSE_REASONS)


class InternalRequest(Row):
    """What one department asks of another (interner Auftrag): who asked, and how far it came.

    The work is a case of its own with its own clocks. When it was asked from within another case, that one is its
    parent (`Case.parent`); `is_required` says whether the parent can close before.
    """

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("gestellt")
        ACCEPTED = "accepted", gettext_lazy("angenommen")
        SHORT = "short", gettext_lazy("Stunden fehlen")
        RESERVED = "reserved", gettext_lazy("Stunden reserviert")
        RETURNED = "returned", gettext_lazy("zurückgegeben")

    case = models.OneToOneField(Case, models.PROTECT, related_name="internal")
    from_team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    is_required = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    estimated_minutes = models.PositiveIntegerField(default=0)  # what the asking team thinks it takes; 0: not said
    missing_minutes = models.PositiveIntegerField(default=0)  # what the serving team lacks
    short_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    short_at = models.DateTimeField(null=True)
    reserved_minutes = models.PositiveIntegerField(default=0)
    reserved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reserved_at = models.DateTimeField(null=True)
    returned_for = models.CharField(max_length=120, blank=True)  # a reason of the service's list; empty: another one
    returned_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="internal_request_state_names_who_and_when",
                condition=Q(state="asked")
                | Q(state="accepted", accepted_by__isnull=False, accepted_at__isnull=False)
                | Q(state="short", short_by__isnull=False, short_at__isnull=False, missing_minutes__gt=0)
                | Q(state="reserved", reserved_by__isnull=False, reserved_at__isnull=False, reserved_minutes__gt=0)
                | Q(state="returned", returned_by__isnull=False, returned_at__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["from_team", "case"], name="internal_request_of_a_team"),
            models.Index(fields=["short_at"], condition=Q(state="short"), name="internal_request_lacks_hours"),
        ]

    @property
    def the_case(self):
        return self.case

    @property
    def team(self):
        """The team that serves it: a request is never without one."""
        return self.case.team or self.case.service.owner

    @property
    def where_it_stands(self):
        """Its state for whoever looks: what was taken back says so; how far it had come is kept for a reopening."""
        return Case.Status.WITHDRAWN if self.case.status == Case.Status.WITHDRAWN else self.State(self.state)

    def may_be_reserved_by(self, person):
        """Whoever leads the serving team, or the management: hours are theirs to give."""
        return self.case.team_id in person.led_team_ids or person.has_role(Role.MANAGEMENT)

    @verb
    def accept(self, *, by):
        """Say that the serving team does it; the first answer is thereby given."""
        self._must_be_served_by(by)
        if self.state != self.State.ASKED:
            raise RequestAnswered(self)
        entry = self.case.record("request_accepted", by=by, data={"team": self.team.slug})
        self._become(self.State.ACCEPTED, accepted_by=by, accepted_at=entry.at)
        self.case.begin_work()
        self.case.answered(entry.at, entry=entry)
        self._tell_the_parent("accepted")
        return entry

    @verb
    def lack_hours(self, minutes, reason, *, by):
        """Refuse for lack of hours: it waits until the lead or the management reserves some.

        The clocks run on: that we have no hours is no reason for others to wait longer without it being seen.
        """
        self._must_be_served_by(by)
        if self.state in (self.State.SHORT, self.State.RETURNED):
            raise RequestAnswered(self)
        if minutes < 1:
            raise UnknownValue(_("Geben Sie an, wie viele Stunden fehlen."), field="hours")
        if not reason.strip():
            raise UnknownValue(_("Schreiben Sie, wofür die Stunden gebraucht werden."), field="text")
        entry = self.case.record("hours_missing", by=by, data={"minutes": minutes}, content={"text": reason})
        self._become(self.State.SHORT, missing_minutes=minutes, short_by=by, short_at=entry.at)
        self.case.begin_work()
        self.case.answered(entry.at, entry=entry)
        self._tell_the_parent("short")
        return entry

    @verb
    def reserve(self, minutes, *, by):
        """Give hours for this request; the serving team goes on."""
        if not self.may_be_reserved_by(by):
            team = self.team.name
            raise NotAllowed(
                _("Stunden reserviert die Leitung von %(team)s oder die Verwaltungsleitung.") % {"team": team}
            )
        if not self.case.is_open:
            raise AlreadyClosed(self.case)
        if self.state != self.State.SHORT:
            raise RequestAnswered(self)
        if minutes < 1:
            raise UnknownValue(_("Geben Sie an, wie viele Stunden Sie reservieren."), field="hours")
        entry = self.case.record("hours_reserved", by=by, data={"minutes": minutes})
        self._become(self.State.RESERVED, reserved_minutes=minutes, reserved_by=by, reserved_at=entry.at)
        self._tell_the_parent("reserved")
        return entry

    @verb
    def send_back(self, text, *, by, reason=""):
        """Give it back to the team that asked: for a reason of the service's list, else in own words.

        It is their turn then: clocks stand where the agreement lets them wait for another team. Raises AlreadyClosed,
        NotAllowed, RequestAnswered, UnknownValue.
        """
        self._must_be_served_by(by)
        if self.state == self.State.RETURNED:
            raise RequestAnswered(self)
        known = self.case.edition.content.get("return_reasons", [])
        if reason and reason not in known:
            raise UnknownValue(_("Wählen Sie aus, warum Sie den Auftrag zurückgeben."), known, field="kind")
        if not (reason or text.strip()):
            raise UnknownValue(_("Schreiben Sie den Grund, warum Sie den Auftrag zurückgeben."), field="text")
        words = " ".join(filter(None, [f"{reason}." if reason else "", text.strip()]))
        entry = self.case.record("request_returned", by=by, data={"team": self.team.slug}, content={"text": words})
        self._become(self.State.RETURNED, returned_for=reason, returned_by=by, returned_at=entry.at)
        self.case.begin_work()
        self.case.answered(entry.at, entry=entry)
        self.case.clocks.pause(OTHERS_TURN, entry.at, entry=entry)
        self._tell_the_parent("returned")
        self.write(self.asked_by, _("Auftrag zurückgegeben"), entry)
        return entry

    @verb
    def ask_again(self, text, *, by):
        """Say what was missing; the serving team answers anew, and its clocks run on.

        Raises AlreadyClosed, NotAllowed, RequestAnswered, UnknownValue.
        """
        if not self.case.is_open:
            raise AlreadyClosed(self.case)
        if not self.is_asked_by(by):
            raise NotAllowed(_("Das sagt, wer den Auftrag gestellt hat: %(team)s.") % {"team": self.from_team.name})
        if self.state != self.State.RETURNED:
            raise RequestAnswered(self)
        if not text.strip():
            raise UnknownValue(_("Schreiben Sie, was gefehlt hat."), field="text")
        entry = self.case.record("request_again", by=by, content={"text": text})
        self._become(self.State.ASKED)
        self.case.clocks.resume(OTHERS_TURN, entry.at, entry=entry)
        self._tell_the_parent("again")
        self.write(self.returned_by, _("Auftrag noch einmal gestellt"), entry)
        return entry

    def tell_of_the_end(self, entry):
        """It was taken back: the parent reads it, whoever does it here, and who asked (inside a verb)."""
        self._tell_the_parent("withdrawn")
        worker = self.case.assignee or self.accepted_by or self.case.guide
        for reader in {worker, self.asked_by} - {None}:
            self.write(reader, _("Auftrag zurückgezogen"), entry)

    def is_asked_by(self, person):
        """Whether this person asked for it, stands in for who did, or works in the team that asked."""
        return self.asked_by_id in person.acts_for_ids or self.from_team_id in person.team_ids

    def write(self, reader, event, entry):
        """Tell somebody by mail, by number alone: nobody of their own deed, nor who may not hear of the case."""
        if reader.email and reader.is_active and reader != entry.by and by_name.may_hear(self.case, [reader]):
            said = {"event": event, "number": self.case.number}
            words, subject = _("%(event)s. Öffnen Sie %(number)s in Lotse.") % said, f"{event} [{self.case.number}]"
            post(reader.email, subject, words, to=reader, about=self.case, entry=entry, auto=True)

    @property
    def reason(self):
        """Why hours are missing, in the words of the serving team; read by whoever may reserve them."""
        entry = self.case.entries.filter(kind="hours_missing").select_related("content").last()
        return entry.text if entry else ""

    def _must_be_served_by(self, person):
        if not self.case.is_open:
            raise AlreadyClosed(self.case)
        if not self.case.is_carried_by(person):
            raise NotAllowed(_("Diesen Auftrag beantwortet das Team %(team)s.") % {"team": self.team.name})

    def _become(self, state, **values):
        """Change what this deed is about and nothing else: `is_required` belongs to the parent's team."""
        self.state = state
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=["state", *values])

    def _tell_the_parent(self, event):
        if self.case.parent_id:
            later(self.tell_parent, event=event, version=self.case.version)

    @job
    def tell_parent(self, event, version):
        """Write one line into the parent's timeline: which request, and what became of it. Nothing else changes there.

        The words stay in the request: who reads the one case does not thereby read the other.
        """
        if parent := self.case.parent:
            _write_down(parent, self.case, event, version)


@verb
def _write_down(parent, child, event, version):
    said = {"number": child.number, "event": event, "version": version}
    if parent.entries.filter(kind="request", data__contains=said).exists():
        return  # a job may be done twice
    team = child.team.slug if child.team else ""
    parent.record("request", by=None, data=said | {"team": team, "result": child.result})
