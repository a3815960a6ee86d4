from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.jobs import job
from lotse.mailroom.models import post
from lotse.people.models import LinkSession, Person, Team
from lotse.tenants.clock import now
from lotse.tenants.models import Row

from .. import by_name
from ..phases import at_first
from ..refusals import AlreadyAnswered, AlreadyClosed, NotAccepted, NotYours, UnknownValue
from ..verb import verb
from .case import Case
from .entry import Entry
from .tally import LegTally

LINK = "leg"  # the purpose of the link sessions by which bodies outside the house work
PAPER = "paper"  # ... and of those on a printed work order
SOMEBODY = Q(is_by_link=True)  # who answered needs no name


@dataclass(frozen=True)
class Crew:
    """A crew without accounts that answers for its team: by its work order on paper, or at the team's screen.

    `name` is what the crew is called there (initials or „Kolonne 2“): a word of a person, kept as content only.
    """

    door: str  # "paper" or "screen"; the face has checked the key
    name: str = ""

    @property
    def words(self):
        return {"crew": self.name} if self.name else {}


class Leg(Row):
    """A hand-over (Übergabe): offered, accepted or returned, done; or called off. Its packet is its entry's content."""

    class Kind(models.TextChoices):
        TRANSFER = "transfer", gettext_lazy("Abgabe")  # the receiver becomes responsible
        CONSULT = "consult", gettext_lazy("Rat")  # asks for an opinion
        SUBTASK = "subtask", gettext_lazy("Auftrag")  # asks for work

    class State(models.TextChoices):
        OFFERED = "offered", gettext_lazy("angeboten")
        ACCEPTED = "accepted", gettext_lazy("angenommen")
        RETURNED = "returned", gettext_lazy("zurückgegeben")
        DONE = "done", gettext_lazy("erledigt")
        CALLED_OFF = "called_off", gettext_lazy("nicht mehr nötig")  # its case was withdrawn (calling_off.py)

    OPEN = (State.OFFERED, State.ACCEPTED)
    NOT_DONE = (State.RETURNED, State.CALLED_OFF)  # its step was not taken and may be offered again

    case = models.ForeignKey(Case, models.PROTECT, related_name="legs")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    from_team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="legs")
    step = models.CharField(max_length=40, blank=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="leg")
    offered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    due_at = models.DateTimeField()
    accept_by = models.DateTimeField(null=True)  # until when it must be taken; None: legs from before
    lead_told_at = models.DateTimeField(null=True)  # nobody took it in time (unaccepted.py)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)  # by the withdrawal of the case
    passed_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # ... by this later transfer
    is_by_link = models.BooleanField(default=False)  # a body outside or a crew answered itself: no person to name
    crew: Crew | None = None  # who answers just now without an account

    class Meta:
        ordering = ["offered_at"]
        constraints = [
            models.CheckConstraint(
                name="leg_state_names_who_and_when",
                condition=Q(state="offered", accepted_at=None, returned_at=None, done_at=None)
                | Q(SOMEBODY | Q(accepted_by__isnull=False), state="accepted", accepted_at__isnull=False, done_at=None)
                | Q(SOMEBODY | Q(returned_by__isnull=False), state="returned", returned_at__isnull=False)
                | Q(SOMEBODY | Q(done_by__isnull=False), state="done", done_at__isnull=False)
                | Q(state="called_off", called_off_at__isnull=False, done_at=None),
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(kind="transfer", state="offered"), name="leg_transfer_offered_once"
            ),
        ]
        indexes = [
            models.Index(fields=["team", "state"], name="leg_queue_of_a_team"),
            models.Index(
                fields=["accept_by"], condition=Q(state="offered", lead_told_at=None), name="leg_not_accepted_yet"
            ),
        ]

    @property
    def the_case(self):
        return self.case

    @property
    def is_open(self):
        return self.state in self.OPEN

    @property
    def where_it_stands(self):
        """The word for its state; what was passed on says to whom."""
        if self.passed_on:
            return _("weitergegeben an %(team)s") % {"team": self.passed_on.team}
        return self.State(self.state).label

    @property
    def kind_in_words(self):
        """Abgabe, Rat or Auftrag; Django's own way hashes all choices for each word."""
        return self.Kind(self.kind).label

    @property
    def is_told(self):
        """Whether the citizen learns of this hand-over at all."""
        return self.entry.is_public

    @property
    def packet(self):
        """The frozen packet as JSON: facts, entries, files, missing, hash."""
        return self.entry.words.get("packet", {})

    @property
    def question(self):
        return self.entry.words.get("question", "")

    @property
    def expected_result(self):
        return self.entry.words.get("expected_result", "")

    @property
    def answered_by_whom(self):
        """Who answered last, and when; nobody answers what was called off."""
        if self.state == self.State.CALLED_OFF:
            return None, None
        if self.state == self.State.DONE:
            return self.done_by or self.team, self.done_at
        if self.state == self.State.RETURNED:
            return self.returned_by or self.team, self.returned_at
        return self.accepted_by or (self.accepted_at and self.team), self.accepted_at

    def may_be_answered_by(self, person):
        """The receiving team; for a body without accounts the guide's side, who writes down what it said."""
        if person is None:  # through its link session, which the face has checked
            return self.team.kind == "outside" or self.crew is not None
        if self.team.kind == "outside":
            return self.case.is_on_the_guides_side(person) or self.from_team_id in person.team_ids
        return person.is_member_of(self.team)

    def _must_be_answered_by(self, person, crew, *states):
        self.crew = crew
        if not self.may_be_answered_by(person):
            raise NotYours(self)
        if self.state not in states:
            raise NotAccepted(self) if self.state == self.State.OFFERED else AlreadyAnswered(self)
        self.is_by_link = person is None

    @verb
    def accept(self, *, by, crew=None):
        """Take the leg; a transfer makes this team responsible and ends the one before, the guide stays."""
        self._must_be_answered_by(by, crew, self.State.OFFERED)
        if not self.case.is_open:
            raise AlreadyClosed(self.case)
        at = now()
        self.state, self.accepted_by, self.accepted_at = self.State.ACCEPTED, by, at
        self.save()
        case, earlier = self.case, []
        if self.kind == self.Kind.TRANSFER:
            earlier = self._end_earlier(at)
            self._move_to(self.team, at)
        if by:
            by_name.let_in(case, by, at)
        LegTally.objects.filter(leg=self.pk).update(accepted_at=at)
        if any(leg.step and leg.step == case.step for leg in earlier):
            self._say_it_stands_as_before()
        self._say_where_it_stands()
        content = crew.words if crew and crew.name else None
        entry = case.record("accepted", by=by, is_public=self.is_told, data=self._data(), content=content, at=at)
        for leg in earlier:
            case.record("result", by=by, data=leg._data() | {"passed_on": self.team.slug}, at=at)
        return entry

    @verb
    def send_back(self, reason, *, by, crew=None):
        """Return the leg with a reason; the case stays where it was, or lies again with who passed it on (P4)."""
        if not reason.strip():
            raise UnknownValue(_("Nennen Sie den Grund, warum Sie das Anliegen zurückgeben."), field="text")
        self._must_be_answered_by(by, crew, self.State.OFFERED, self.State.ACCEPTED)
        had_begun = self.state == self.State.ACCEPTED
        self.state, self.returned_by, self.returned_at = self.State.RETURNED, by, now()
        self.save()
        self._end(self.returned_at)
        self._leave_team(self.returned_at)
        again = None
        if self.kind == self.Kind.TRANSFER and self.case.team_id == self.team_id:
            again = self._give_back(self.returned_at)
        if (had_begun and self.step and self.step == self.case.step) or (again and again.step):
            self._say_it_stands_as_before()
        self.case.count(returns=F("returns") + 1)
        LegTally.objects.filter(leg=self.pk).update(returned_at=self.returned_at)
        content = {"text": reason} | self._crew_words
        entry = self.case.record("returned", by=by, data=self._data(), content=content, at=self.returned_at)
        self._tell_the_guide(_("Übergabe zurückgegeben"), reason, entry)
        if again:
            again._tell_it_is_back(by)
        return entry

    @verb
    def finish(self, result, *, by, crew=None):
        """Give the result back to the guide, who tells the citizen."""
        if not result.strip():
            raise UnknownValue(_("Schreiben Sie, was herausgekommen ist."), field="text")
        self._must_be_answered_by(by, crew, self.State.ACCEPTED)
        self.state, self.done_by, self.done_at = self.State.DONE, by, now()
        self.save()
        self._end(self.done_at)
        if self.kind != self.Kind.TRANSFER:
            by_name.let_go_of_team(self.case, self.team, self.done_at, keeps=True)
        LegTally.objects.filter(leg=self.pk).update(done_at=self.done_at)
        content = {"text": result} | self._crew_words
        entry = self.case.record("result", by=by, data=self._data(), content=content, at=self.done_at)
        self._tell_the_guide(_("Ergebnis liegt vor"), result, entry)
        return entry

    @verb
    def call_off(self, at):
        """Nobody needs it any more: it ends unanswered, and whoever it went to reads what they had."""
        self.state, self.called_off_at = self.State.CALLED_OFF, at
        self.save()
        self._end(at)
        self._leave_team(at)
        if self.step and self.step == self.case.step:
            self.case.step = ""
        LegTally.objects.filter(leg=self.pk).update(called_off_at=at)

    @verb
    def take_up_again(self, at):
        """Its case is open again, and this team still has it: it runs on with its clock."""
        self._run_again(at)

    def _leave_team(self, at):
        """This team has no part in the case any more, unless another hand-over to it is open."""
        if not self.case.legs.filter(team=self.team, state__in=self.OPEN).exists():
            self.case.involvements.filter(role="leg", team=self.team, until=None).update(until=at)
            by_name.let_go_of_team(self.case, self.team, at)

    def _say_where_it_stands(self):
        """The step of this leg has begun: whoever is told of it reads the service owner's words for it."""
        if self.step:
            step = self.case.edition.process.step(self.step)
            self.case.step = self.step
            if self.is_told:
                day = formats.date_format(timezone.localtime(self.due_at), "l, j. F")
                self.case.phase = (step.citizen_text or self.case.phase).replace("{datum}", day)[:200]

    def _say_it_stands_as_before(self):
        """What came back or was passed on is no step: the last one taken holds, or else what was read at first."""
        self.case.step, self.case.phase = "", at_first(self.case.edition)
        taken = self.case.legs.filter(state__in=[self.State.ACCEPTED, self.State.DONE], passed_on=None).exclude(step="")
        if last := taken.order_by("accepted_at").last():
            last._say_where_it_stands()

    def _data(self):
        data = {"leg": str(self.pk), "team": self.team.slug, "kind": self.kind}
        if self.crew:
            return data | {"door": self.crew.door}
        return data | ({"by_link": True} if self.is_by_link else {})

    @property
    def _crew_words(self):
        return self.crew.words if self.crew else {}

    def _end(self, at):
        self.clocks.all().stop(at)
        LinkSession.objects.end(self, LINK, PAPER)

    def _end_earlier(self, at):
        """Whoever had the case by a transfer has passed it on: their leg is done; return what this ended."""
        accepted = self.case.legs.filter(kind=self.Kind.TRANSFER, state=self.State.ACCEPTED).exclude(pk=self.pk)
        earlier = list(accepted.select_related("team"))
        for leg in earlier:
            leg.case = self.case
            leg.state, leg.done_by, leg.done_at, leg.passed_on = self.State.DONE, self.offered_by, at, self
            leg.save()
            leg._end(at)
            LegTally.objects.filter(leg=leg.pk).update(done_at=at)
        return earlier

    def _give_back(self, at):
        """The case lies again with who passed it on, and their leg runs again; return it, None if there is none.

        What this team had offered to a third one and nobody has taken yet comes from now on from who has the case.
        """
        ended = self.case.legs.filter(passed_on=self).select_related("team__department", "entry", "accepted_by")
        again = ended.order_by("accepted_at").last()
        team = again.team if again else self.from_team
        self._move_to(team, at)
        by_name.let_in_leads(self.case, team, at)
        offers = self.case.legs.filter(kind=self.Kind.TRANSFER, state=self.State.OFFERED, from_team=self.team)
        offers.update(from_team=team)
        if again:
            again.case = self.case
            again._run_again(at)
        return again

    def _run_again(self, at):
        self.state, self.done_by, self.done_at, self.passed_on = self.State.ACCEPTED, None, None, None
        for clock in self.clocks.run_again(at) if self.case.is_open else ():
            self.due_at = clock.due_at
        self.save()
        if self._worker:
            by_name.let_in(self.case, self._worker, at)
        LegTally.objects.filter(leg=self.pk).update(done_at=None, due_at=self.due_at)

    @property
    def _worker(self):
        """Who accepted it and still works in this team."""
        person = self.accepted_by
        return person if person and person.is_active and person.is_member_of(self.team) else None

    @property
    def at_work(self):
        """Who is reminded of this leg: whoever accepted it, else its team."""
        return [self._worker] if self._worker else list(self.team.members.filter(is_active=True))

    def _tell_it_is_back(self, by):
        """Write down that this leg runs again, and tell who works on it."""
        entry = self.case.record("runs_again", by=by, data=self._data())
        told = {"number": self.case.number}
        for reader in by_name.may_hear(self.case, self.at_work):
            if reader.email:
                words = _("Was Sie weitergegeben haben, kam zurück: %(number)s liegt wieder bei Ihrem Team.") % told
                event = _("Wieder bei Ihnen [%(number)s]") % told
                post(reader.email, event, words, to=reader, about=self.case, entry=entry, auto=True)

    def _move_to(self, team, at):
        """The case lies with another team: whoever had it has it no more, and reads what they had."""
        case, had = self.case, self.case.team
        former, case.assignee = case.assignee, None
        case.team, case.department = team, team.department
        case.involvements.filter(role="responsible", until=None).update(until=at)
        case.involvements.create(team=team, role="responsible", since=at)
        if had is not None and had != team and not self._still_asks(had):
            case.involvements.filter(role="leg", team=had, until=None).update(until=at)
            by_name.let_go_of_team(case, had, at)
        if former is not None:
            by_name.let_go(case, former, at)

    def _still_asks(self, team):
        """Whether a part of the work is with this team, beside the whole that it gave away."""
        offered = Q(kind=self.Kind.TRANSFER, state=self.State.OFFERED)
        parts = Q(kind__in=(self.Kind.CONSULT, self.Kind.SUBTASK), state__in=self.OPEN)
        return self.case.legs.filter(offered | parts, team=team).exists()

    def _tell_the_guide(self, event, text, entry):
        guide = self.case.guide
        if guide and guide.email and not self.case.is_named_only:
            told = {"team": self.team.name, "event": event, "number": self.case.number}
            words = _("%(team)s: %(event)s. Öffnen Sie %(number)s in Lotse.") % told
            post(guide.email, f"{event} [{self.case.number}]", words, to=guide, about=self.case, entry=entry, auto=True)

    @job
    def remind(self):
        """Tell the team that an offer waits; nothing to say once it is answered."""
        if self.state == self.State.OFFERED:
            members = self.team.members.filter(is_active=True).exclude(email="")
            for member in by_name.may_hear(self.case, members):
                post(
                    member.email, _("Übergabe wartet [%(number)s]") % {"number": self.case.number},
                    _("Für %(team)s wartet eine Übergabe. Nehmen Sie sie an oder geben Sie sie zurück.")
                    % {"team": self.team.name},
                    to=member, about=self.case, auto=True,
                )  # fmt: skip
