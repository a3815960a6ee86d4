"""The case itself. Its verbs stand here because the case is the subject of the sentence; what needs
several nouns is in `intake.py`, `handing_over.py` and `closing.py`."""

from django.db import models
from django.db.models import Exists, F, Q, Subquery
from django.db.models.functions import Upper
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.catalogue.circles import NAMED_PERSONS_ONLY
from lotse.catalogue.models import Edition, Service
from lotse.people.models import Department, Person, Team
from lotse.tenants.clock import now
from lotse.tenants.models import Row

from .. import by_name
from ..codes import code_hash, fresh_code
from ..finding import make_findable
from ..letters import write_letter
from ..reasons import REASONS_TO_ASK, reason_of
from ..refusals import AlreadyClosed, AlreadyKnown, ChangedMeanwhile, NotAllowed, ThroughTheGuide
from ..retelling import kept
from ..still_open import learned_from
from ..verb import verb
from ..voiding import void_open
from . import waiting
from .tally import CaseTally
from .visibility import CaseQuerySet


class Case(Row):
    """A citizen's concern (Anliegen) from first contact to final answer, or an internal request.

    The case never forgets: every verb changes the case *and* writes the timeline entry that
    explains it, in one transaction. What a list needs is on this row.
    """

    class Status(models.TextChoices):
        RECEIVED = "received", gettext_lazy("Eingegangen")
        IN_PROGRESS = "in_progress", gettext_lazy("In Bearbeitung")
        NEEDS_YOU = "needs_you", gettext_lazy("Wir brauchen etwas von Ihnen")
        PASSED_ON = "passed_on", gettext_lazy("An andere Stelle abgegeben")
        CLOSED = "closed", gettext_lazy("Abgeschlossen")
        WITHDRAWN = "withdrawn", gettext_lazy("Zurückgezogen")

    class Channel(models.TextChoices):
        PORTAL = "portal", gettext_lazy("Portal")
        PHONE = "phone", gettext_lazy("Telefon")
        COUNTER = "counter", gettext_lazy("Schalter")
        LETTER = "letter", gettext_lazy("Brief")
        MAIL = "mail", gettext_lazy("E-Mail")
        OPEN311 = "open311", "Open311"
        API = "api", gettext_lazy("Schnittstelle")

    class Urgency(models.TextChoices):
        NORMAL = "normal", gettext_lazy("normal")
        HIGH = "high", gettext_lazy("dringend")

    number = models.CharField(max_length=20, unique=True)
    subject = models.CharField(max_length=200)
    service = models.ForeignKey(Service, models.PROTECT, related_name="cases")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="cases")
    circle = models.CharField(max_length=20)  # of the service when the case was opened
    citizen = models.ForeignKey(Person, models.PROTECT, null=True, related_name="cases")
    guide = models.ForeignKey(Person, models.PROTECT, null=True, related_name="guided_cases")
    guide_team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey(Person, models.PROTECT, null=True, related_name="assigned_cases")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="cases")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="cases")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_cases")  # merging.py
    status = models.CharField(max_length=12, choices=Status, default=Status.RECEIVED)
    phase = models.CharField(max_length=200, blank=True)  # the citizen's words for where it stands
    step = models.CharField(max_length=40, blank=True)  # internal name
    urgency = models.CharField(max_length=8, choices=Urgency, default=Urgency.NORMAL)
    channel = models.CharField(max_length=10, choices=Channel)
    for_whom = models.JSONField(null=True)  # {"name", "proof", "until"} when somebody acts for another
    lat = models.FloatField(null=True)  # degrees of the place told, so that reports near it are found (duplicates.py)
    lon = models.FloatField(null=True)
    place_key = models.CharField(max_length=32, blank=True)  # ... and of its words (addresses.py)
    opened_at = models.DateTimeField()
    received_at = models.DateTimeField()  # the first door: a letter's stamp, a mail's arrival
    updated_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # the next clock that runs out
    follow_up_on = models.DateField(null=True)
    follow_up_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    result = models.SlugField(max_length=60, blank=True)
    leading_system = models.CharField(max_length=80, blank=True)  # empty: as its edition says (filing.py)
    reference = models.CharField(max_length=80, blank=True)  # the Aktenzeichen in the leading system
    code_hash = models.CharField(max_length=64, blank=True)
    submission = models.UUIDField(null=True, unique=True)  # the form's token: a second press opens no second case
    version = models.PositiveIntegerField(default=0)  # number of entries: the head of the chain
    head_hash = models.CharField(max_length=64, default="")

    objects = CaseQuerySet.as_manager()
    is_held = False

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(name="case_closing_names_a_result", condition=Q(closed_at=None) | ~Q(result="")),
            models.CheckConstraint(
                name="case_status_knows_whether_it_is_closed",
                condition=Q(closed_at=None, status__in=["received", "in_progress", "needs_you", "withdrawn"])
                | Q(closed_at__isnull=False, status__in=["closed", "passed_on", "withdrawn"]),
            ),
        ]
        indexes = [
            *waiting.INDEXES,
            models.Index(fields=["-opened_at", "-id"], name="case_newest_first"),
            models.Index(fields=["updated_at"], name="case_changed_since"),
            models.Index(Upper("reference"), condition=~Q(reference=""), name="case_by_reference"),
            models.Index(fields=["lat", "lon"], condition=Q(lat__isnull=False), name="case_near_a_place"),
            models.Index(fields=["place_key", "opened_at"], condition=~Q(place_key=""), name="case_at_an_address"),
        ]

    def __str__(self):
        return f"{self.number} {self.subject}"

    @property
    def the_case(self):
        return self

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def is_named_only(self):
        return self.circle in NAMED_PERSONS_ONLY

    # --- how every deed leaves its trace

    def record(self, kind, *, by, is_public=False, data=None, content=None, at=None):
        """Append to the timeline. Personal words go into `content`, ids and codes into `data`."""
        self.version += 1
        return self.entries.append_to(self, kind, by=by, is_public=is_public, data=data or {}, content=content, at=at)

    def count(self, **changes):
        """Change the counting card of this case."""
        CaseTally.objects.filter(case=self.pk).update(**changes)

    def begin_work(self):
        """Somebody has begun: „Eingegangen“ becomes „In Bearbeitung“."""
        if self.status == self.Status.RECEIVED:
            self.status = self.Status.IN_PROGRESS

    def finish_deed(self):
        """Bring the row up to what its children say, and save it once (the end of every verb)."""
        self.updated_at, self.due_at = now(), None
        if self.is_open:
            self._restate()
        self.save()

    def _restate(self):
        asked = Exists(self.questions.filter(answered_at=None))
        due = Subquery(self.clocks.filter(state="running").order_by("due_at").values("due_at")[:1])
        is_asked, self.due_at = Case.objects.filter(pk=self.pk).values_list(asked, due).get()
        if is_asked and self.status != self.Status.WITHDRAWN:
            self.status = self.Status.NEEDS_YOU
        elif self.status == self.Status.NEEDS_YOU:
            self.status = self.Status.IN_PROGRESS

    # --- who may do what

    def is_on_the_guides_side(self, person):
        """Guide, the guide's deputy, or a colleague of the guide's team."""
        return self.guide_id in person.acts_for_ids or self.guide_team_id in person.team_ids

    def is_carried_by(self, person):
        """The guide's side, the assignee, or a member of the responsible team."""
        return self.is_on_the_guides_side(person) or self.assignee_id == person.pk or self.team_id in person.team_ids

    def must_be_carried_by(self, person):
        if not self.is_carried_by(person):
            raise NotAllowed(
                _("Das macht %(guide)s oder das Team %(team)s.") % {"guide": self.guide, "team": self.team}
            )

    def must_be_unchanged_since(self, seen):
        """Refuse when somebody acted after this person read the case (`seen` is the version they read).

        A version that never was is refused, too: nobody can have read it.
        """
        if seen is not None and int(seen) != self.version:
            raise ChangedMeanwhile(self.entries.select_related("by").last())

    def answered(self, at, *, entry=None):
        """A human has answered: the first-answer clock stops; a confirmation by machine is no answer."""
        if self.clocks.filter(kind="first_answer").stop(at, entry=entry):
            self.count(first_answer_at=at)

    def write_letter(self, event, sentence, **values):
        """Write to the citizen by mail, from the guide (see letters.py)."""
        return write_letter(self, event, sentence, **values)

    def left_by(self, person):
        """When this person's last team was done here, by name: their last sight; None while at work, or if never."""
        mine = Q(person__in=person.acts_for_ids) | Q(team__in=() if self.is_named_only else person.team_ids)
        rows = self.involvements.filter(mine).exclude(role="barred")
        rows = (self.is_named_only and rows.filter(until=None)) or rows  # what was given back opens nothing
        ends: list = [row.since if row.role == "former" else row.until for row in rows]
        return max(ends, default=None) if all(ends) else None

    def must_not_be_left_by(self, person):
        """Whoever gave the case away reads what they had, and adds nothing any more."""
        if person is not None and not self.is_carried_by(person) and self.left_by(person):
            sentence = _("Ihr Team ist mit diesem Anliegen fertig. Wenden Sie sich an %(guide)s.")
            raise NotAllowed(sentence % {"guide": self.guide})

    # --- talking

    @verb
    def tell(self, text, *, by, files=(), seen=None):
        """Write to the citizen: the entry is the message, the letter carries it out of the house."""
        self.must_be_unchanged_since(seen)
        if not self.is_on_the_guides_side(by):
            raise ThroughTheGuide(self)
        entry = self.record("message", by=by, is_public=True, content={"text": text})
        self.attach(files, entry)
        self.begin_work()
        self.answered(entry.at, entry=entry)
        self.write_letter(_("Neue Nachricht"), text, entry=entry)
        return entry

    @verb
    def note(self, text, *, by, files=()):
        """Write down for the house; the citizen does not read it here, yet may when inspecting files (§ 29 VwVfG)."""
        self.must_not_be_left_by(by)
        entry = self.record("note", by=by, content={"text": text})
        self.attach(files, entry)
        return entry

    @verb
    def ask(self, text, *, by, facts=(), reason="", seen=None):
        """Ask the citizen; asking for a known fact needs a reason and is counted (P2, practice 1.17).

        `reason` is one of REASONS_TO_ASK or own words, which the house alone reads in the entry.
        Raises AlreadyClosed, AlreadyKnown, ChangedMeanwhile, ThroughTheGuide.
        """
        self.must_be_unchanged_since(seen)
        if not self.is_on_the_guides_side(by):
            raise ThroughTheGuide(self)
        if not self.is_open:
            raise AlreadyClosed(self)
        reason, because = reason_of(reason)
        known = [fact for fact in self.facts.filter(key__in=facts) if not fact.is_unknown]
        if known and not reason:
            raise AlreadyKnown(known)
        is_repeated = bool(known) and REASONS_TO_ASK[reason][1]
        data = {"facts": list(facts), "reason": reason, "repeated": is_repeated}
        content = {"text": text} | ({"because": because} if because else {})
        entry = self.record("question", by=by, is_public=True, data=data, content=content)
        asked = {"entry": entry, "asked_by": by, "asked_at": entry.at, "facts": list(facts)}
        question = self.questions.create(**asked, reason=reason, is_repeated=is_repeated)
        self.begin_work()
        repeated = F("repeated_questions") + int(is_repeated)
        is_first = self.clocks.stop_and_pause("first_answer", "question", entry.at, entry=entry)
        first = {"first_answer_at": entry.at} if is_first else {}
        self.count(questions=F("questions") + 1, repeated_questions=repeated, **first)
        self.write_letter(_("Wir haben eine Frage an Sie"), text, entry=entry)
        return question

    @verb
    def hear(self, text, *, by=None, files=(), channel="portal"):
        """Take in what the citizen writes; an open question is thereby answered."""
        waiting = list(self.questions.filter(answered_at=None).order_by("asked_at"))
        kind = "answer" if waiting else "told"
        told = {"data": {"channel": channel}, "content": {"text": text}}
        entry = self.record(kind, by=by or self.citizen, is_public=True, **told)
        wanted = self.edition.form.file_class(key for question in waiting for key in question.facts)
        self.attach(files, entry, classes={str(file.pk): wanted for file in files})
        self.settle(waiting, entry)
        self._know_now(waiting, text, channel)
        return entry

    def _know_now(self, questions, text, channel):
        """The answer to a question for one thing that nobody knew is what we know of it from now on (P1)."""
        for key, label, value, told in learned_from(self, questions, text):
            self.learn(key, label, value, by=self.citizen, channel=channel, **told)

    def settle(self, questions, entry):
        """What was asked is answered by this entry; the clocks that waited for it go on (inside a verb)."""
        for question in questions:
            question.answered_at, question.answer = entry.at, entry
            question.save(update_fields=["answered_at", "answer"])
        if questions:
            self.clocks.resume("question", entry.at, entry=entry)

    @verb
    def learn(self, key, label, value, *, by, text="", data_class="matter", channel=""):
        """Keep what was told once (Angabe); a later telling replaces the value, the timeline keeps both."""
        told = {"label": label, "value": value, "text": text or str(value), "data_class": data_class}
        told |= {"told_by": by, "told_at": now(), "channel": channel or self.channel}
        fact, _is_new = self.facts.update_or_create(key=key, defaults=told)
        words = {"text": f"{label}: {text or value}", "told": kept([fact])}
        entry = self.record("told", by=by, data={"key": key}, content=words)
        make_findable(self)
        if data_class == "matter":
            void_open(self, "changed")  # approved is what was asked about, nothing else
        return entry

    def attach(self, files, entry, *, classes=None):
        """Tie stored files to an entry of this case; `classes` is the data class that the question said, by file id.

        Where no question said one, a picture is a picture, by whatever door it came: it may show people (practice 1.8).
        """
        known = classes or {}
        tied = [
            self.attachments.model(
                case=self, entry=entry, file=file,
                data_class=known.get(str(file.pk)) or ("picture" if file.is_picture else "matter"),
            )
            for file in files
        ]  # fmt: skip
        if tied:
            self.attachments.bulk_create(tied)

    # --- who does it, and when

    @verb
    def assign(self, to, *, by):
        """Give the work to a person of the responsible or the guide's team, or to nobody."""
        self.must_be_carried_by(by)
        if to is not None and not self.is_carried_by(to):
            sentence = _("%(person)s arbeitet nicht im Team %(team)s. Übergeben Sie das Anliegen an das andere Team.")
            raise NotAllowed(sentence % {"person": to, "team": self.team}, field="to")
        self._must_not_be_about(to)
        former, self.assignee = self.assignee, to
        self.begin_work()
        entry = self.record("assigned", by=by, data={"to": str(to.pk) if to else ""})
        self._pass_sight(former, to, entry.at)
        return entry

    @verb
    def follow_up(self, on, note="", *, by):
        """Lay the case before this person again on a day (Wiedervorlage); None takes it back."""
        self.must_be_carried_by(by)
        self.follow_up_on, self.follow_up_by = on, by if on else None
        content = {"text": note} if note else None
        return self.record("follow_up", by=by, data={"on": on.isoformat() if on else ""}, content=content)

    @verb
    def change_guide(self, to, *, by, reason=""):
        """Give the citizen another named person, and tell them (P3)."""
        self.must_be_carried_by(by)
        self._must_not_be_about(to)
        if not to.is_staff_member:
            raise NotAllowed(_("%(person)s arbeitet nicht mehr im Haus.") % {"person": to}, field="to")
        former, self.guide = self.guide, to
        entry = self.record("guide_changed", by=by, is_public=True, data={"to": str(to.pk)}, content={"text": reason})
        self._pass_sight(former, to, entry.at)
        told = _("%(name)s ist jetzt Ihre Ansprechperson.") % {"name": to}
        self.write_letter(_("Neue Ansprechperson"), told, entry=entry)
        return entry

    def _must_not_be_about(self, person):
        if person is not None and self.involvements.filter(person=person, role="barred").exists():
            sentence = _("Über diese Person beschwert sich das Anliegen. Wählen Sie jemand anderen.")
            raise NotAllowed(sentence, field="to")

    def _pass_sight(self, former, to, at):
        """A part in a confidential case gives sight by name, and takes it along."""
        if to is not None:
            by_name.let_in(self, to, at)
        if former is not None and former != to:
            by_name.let_go(self, former, at)

    @verb
    def raise_urgency(self, urgency, *, by):
        """Say that this cannot wait, or that it can."""
        self.must_be_carried_by(by)
        self.urgency = urgency
        return self.record("urgency", by=by, data={"urgency": urgency})

    # --- the code a citizen speaks

    def new_code(self):
        """Return a fresh code of 8 letters; only its hash is kept (architecture 12)."""
        code = fresh_code()
        self.code_hash = code_hash(code)
        return code

    def has_code(self, code):
        return bool(self.code_hash) and constant_time_compare(self.code_hash, code_hash(code))

    @verb
    def replace_code(self, *, by):
        """Issue a new code at the counter or on the phone; the old one is void."""
        self.must_be_carried_by(by)
        code = self.new_code()
        self.record("code_replaced", by=by)
        return code
