"""What of a readable case reaches this person (architecture 11 b): the one rule for desk, REST, packets, disclosure.

The guide's side and whoever nobody packed anything for read the case whole: the team that had it from the
opening, the assignee, the persons named on a confidential case, the team that decides behind a wall. A team
that was handed the case reads what was packed for it, and what came after by the receiver's rule; never
messages, the citizen's own words, or notes from before. A former team reads what it had. Who asked for an internal
request reads it as a citizen does, without the notes of those who do it: their words to each other are no answer.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property

from lotse.catalogue.circles import GENERAL
from lotse.people.models import Membership

from .packet import classes_for

DEEDS = ("assigned", "guide_changed", "urgency", "task_done")  # say who and when; nobody's words are in them
OURS = (
    "note",
    "follow_up",
    "closed",
    "reopened",
    "requested",
    "task_set",
    "task_dropped",
    "approval_asked",
)  # what a colleague of the own team wrote
OUTCOMES = ("approval_voted", "approval_decided", "approval_voided")  # of what a colleague of the own team asked


def reading(case, person):
    """Return what of this case reaches this person; that they may read it at all is asked before, in SQL."""
    return Reading(case, person)


def knows_the_citizen(case, person):
    """Whether the citizen's name reaches this person; others who work on the case read „meldende Person“."""
    return Reading(case, person).is_whole


class Reading:
    """One person's reading of one case: facts, timeline and files as querysets."""

    def __init__(self, case, person):
        self.case, self.person = case, person

    @cached_property
    def is_whole(self):
        """Whether nothing is held back of what this person had the time to read."""
        return self._is_close or self._holds_it_behind_a_wall or not self.received

    @cached_property
    def is_all(self):
        """Whether nothing at all is held back: whole, notes too, and this person still has to do with the case."""
        return self.is_whole and self.left_at is None and self.reads_notes

    @cached_property
    def received(self):
        """The legs that went to this person's teams."""
        return [leg for leg in self._legs if leg.team_id in self._teams]

    @cached_property
    def left_at(self):
        """When this person's last team was done here; None for whoever still has to do with it."""
        return None if self._is_close else self.case.left_by(self.person)

    def facts(self):
        """What was told, as far as it was packed for this person or came later by the receiver's rule."""
        facts = self.case.facts.select_related("told_by")
        if self.left_at:
            facts = facts.filter(told_at__lte=self.left_at)
        if self.is_whole:
            return facts
        reach = Q(key__in=self._packed)
        for leg in self.received:
            reach |= Q(told_at__gt=leg.offered_at, data_class__in=classes_for(self.case, leg.team))
        return facts.filter(reach)

    def entries(self):
        """The timeline: what the own team was asked, answered and wrote, and the house's notes since then."""
        entries = self.case.entries.all()
        if self.left_at:  # whoever holds a fact learns that it was put right, also later (Art. 19 GDPR)
            entries = entries.filter(Q(at__lte=self.left_at) | self._corrected)
        if not self.reads_notes:
            entries = entries.exclude(self._others_notes)
        return entries if self.is_whole else entries.filter(self._ours())

    def files(self):
        """The attachments: those of the packet, of entries one reads, and later ones by the receiver's rule."""
        files = self.case.attachments.all()
        if not self.reads_notes:
            files = files.exclude(entry__in=self.case.entries.filter(self._others_notes))
        if self.left_at:
            files = files.filter(entry__at__lte=self.left_at)
        if self.is_whole:
            return files
        packed = {file["id"] for leg in self.received for file in leg.packet.get("files", [])}
        reach = Q(file__in=packed) | Q(entry__in=self.case.entries.filter(self._ours()))
        for leg in self.received:
            reach |= Q(entry__at__gt=leg.offered_at, data_class__in=classes_for(self.case, leg.team))
        return files.filter(reach)

    @cached_property
    def reads_notes(self):
        """Whether the notes of those who work on it are for this person: not if they only asked for it."""
        case, person = self.case, self.person
        asked = getattr(case, "internal", None) if case.service.is_internal else None
        if asked is None or not asked.is_asked_by(person):
            return True
        works = case.assignee_id in person.acts_for_ids or case.is_on_the_guides_side(person)
        parts = case.involvements.filter(team__in=person.team_ids).exclude(role="asking")
        return works or case.team_id in person.team_ids or (not case.is_named_only and parts.exists())

    @cached_property
    def missing(self):
        """Labels of what nobody knew when it was packed for this person."""
        return list(dict.fromkeys(label for leg in self.received for label in leg.packet.get("missing", [])))

    @cached_property
    def _packed(self):
        """Keys of the facts that were packed for this person."""
        return {key for leg in self.received for key in leg.packet.get("facts", {})}

    @property
    def _corrected(self):
        return Q(kind="corrected", data__key__in=list(self._packed))

    @property
    def _others_notes(self):
        """Notes that no colleague of the own team wrote."""
        return Q(kind="note") & ~Q(by__in=Membership.objects.filter(team__in=self.person.team_ids).values("person"))

    @property
    def _is_close(self):
        case, person = self.case, self.person
        return case.citizen_id == person.pk or (case.is_on_the_guides_side(person) and not case.is_named_only)

    @property
    def _holds_it_behind_a_wall(self):
        return self.case.circle != GENERAL and self.case.team_id in self._teams

    @cached_property
    def _teams(self):
        """The own teams; for whoever only stands in here, also the teams of those they stand in for."""
        own, others = self.person.team_ids, set(self.person.acts_for_ids) - {self.person.pk}
        if not others or self._has_an_own_part:
            return own
        sight = self.case.involvements.filter(role__in=("named", "former"), until=None, person__in=others)
        acting = {*sight.values_list("person", flat=True), *({self.case.assignee_id} & others)}
        return (*own, *Membership.objects.filter(person__in=acting).values_list("team", flat=True))

    @property
    def _has_an_own_part(self):
        case, person = self.case, self.person
        if case.is_named_only:
            return case.involvements.filter(role__in=("named", "former"), until=None, person=person).exists()
        return case.assignee_id == person.pk or case.involvements.filter(team__in=person.team_ids).exists()

    @cached_property
    def _legs(self):
        if not self._teams:
            return []
        legs = self.case.legs.filter(Q(team__in=self._teams) | Q(from_team__in=self._teams))
        return list(legs.select_related("entry__content", "team__department"))

    def _ours(self):
        legs = [str(leg.pk) for leg in self._legs]
        colleagues = Membership.objects.filter(team__in=self._teams).values("person")
        ours = Q(leg__in=legs) | Q(data__leg__in=legs) | Q(kind__in=DEEDS) | Q(kind__in=OURS, by__in=colleagues)
        asked = self.case.entries.filter(kind="approval_asked", by__in=colleagues, data__round=OuterRef("data__round"))
        ours |= self._corrected | Q(Exists(asked), kind__in=OUTCOMES)
        told = [leg.offered_at for leg in self.received if "note" in classes_for(self.case, leg.team)]
        return ours | Q(kind="note", at__gte=min(told)) if told else ours
