"""Who sees which case, as predicates in SQL (architecture 11). Never filter in Python."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from lotse.catalogue.circles import GENERAL, NAMED_PERSONS_ONLY
from lotse.people.models import Person
from lotse.tenants.clock import now

NEIGHBOURS = ("service", "edition", "citizen", "guide", "guide_team__department", "team__department", "closed_by")


class CaseQuerySet(models.QuerySet):
    """Reading cases; every list begins with `visible_to`, every content with `readable_by`."""

    def _having(self, children, **what):
        """A child of the case, reached by its related name: a parent imports no child (house rule 1)."""
        noun: Any = self.model._meta.get_field(children).related_model
        return Exists(noun.objects.filter(case=OuterRef("pk"), **what))

    def _involving(self, **what):
        return self._having("involvements", **what)

    def visible_to(self, person):
        """Cases whose surface (number, service, status, guide, team, date) this person may see.

        The citizen service sees the surface of every citizen case but the confidential ones;
        others see what they guide, do, or were given. Whoever is complained about sees nothing.
        """
        if not person.is_authenticated or person.kind != Person.Kind.STAFF or not person.is_active:
            return self.none()
        mine = Q(guide__in=person.acts_for_ids) | Q(assignee__in=person.acts_for_ids)
        seen = mine & ~Q(circle__in=NAMED_PERSONS_ONLY)
        seen |= Q(self._involving(person__in=person.acts_for_ids, role="named"))
        if person.team_ids:
            seen |= ~Q(circle__in=NAMED_PERSONS_ONLY) & Q(self._involving(team__in=person.team_ids))
        if person.has_role("support"):
            seen |= Q(service__audience="citizen") & ~Q(circle__in=NAMED_PERSONS_ONLY)
        return self.filter(seen).exclude(self._involving(person=person, role="barred"))

    def readable_by(self, person):
        """Cases whose content this person may read: facts, timeline, files.

        General circle: guide, assignee, the guide's team, the responsible team and teams with a leg.
        Walled circles: the responsible team and teams with a leg. Confidential ones: named persons.
        """
        visible = self.visible_to(person)
        mine = Q(guide__in=person.acts_for_ids) | Q(assignee__in=person.acts_for_ids)
        if person.team_ids:
            mine |= Q(guide_team__in=person.team_ids)
        readable = Q(circle=GENERAL) & mine
        readable |= Q(self._involving(person__in=person.acts_for_ids, role="named"))
        if person.team_ids:
            with_team = Q(self._involving(team__in=person.team_ids))
            readable |= ~Q(circle__in=NAMED_PERSONS_ONLY) & with_team
        return visible.filter(readable)

    def wholly_read_by(self, person):
        """Cases of which nothing is held back from this person: what `reading` says of one case, in SQL.

        Words are searched in these alone. Elsewhere a hit would tell what was not packed for the team.
        """
        guides = Q(guide__in=person.acts_for_ids) | Q(guide_team__in=person.team_ids)
        is_close = guides & ~Q(circle__in=NAMED_PERSONS_ONLY)
        behind_the_wall = ~Q(circle=GENERAL) & Q(team__in=person.team_ids)
        was_handed_it = Q(self._having("legs", team__in=person.team_ids))
        has_left = ~self._involved_by(person, until=None) & self._involved_by(person)
        return self.readable_by(person).filter(is_close | (behind_the_wall | ~was_handed_it) & ~has_left)

    def _involved_by(self, person, **when):
        """The person has, or had, to do with the case: by a team or by name."""
        by_name = self._involving(person__in=person.acts_for_ids, role="named", **when)
        return Q(self._involving(team__in=person.team_ids, **when)) | Q(by_name)

    def opened_by_reason(self, person):
        """Cases the citizen service may open after naming a reason that is logged (architecture 11 a)."""
        return self.visible_to(person).filter(circle=GENERAL) if person.has_role("support") else self.none()

    def open(self):
        return self.filter(closed_at=None)

    def of_teams(self, team_ids):
        return self.filter(team__in=team_ids)

    def assigned_to(self, person):
        return self.open().filter(assignee=person)

    def guided_by(self, person):
        """The open cases whose named person this is, whoever works on them."""
        return self.open().filter(guide=person)

    def new_in(self, team_ids):
        """Nobody has begun yet."""
        return self.of_teams(team_ids).open().filter(status="received")

    def waiting_for_citizens(self):
        return self.open().filter(status="needs_you")

    def due_before(self, moment):
        return self.open().filter(due_at__lt=moment)

    def overdue(self):
        return self.due_before(now())

    def offered_to(self, team_ids):
        """A leg of these teams waits for accept or return."""
        return self.filter(self._having("legs", team__in=team_ids, state="offered"))

    def in_work_at(self, team_ids):
        """A leg of these teams was accepted and is not done."""
        return self.filter(self._having("legs", team__in=team_ids, state="accepted"))

    def without_anyone(self):
        """Open cases that lie between two chairs: no team, or neither guide nor assignee at work (P4)."""
        return self.open().filter(Q(team=None) | Q(guide=None, assignee=None) | Q(guide__is_active=False))

    def locked(self):
        """The row held until the end of the transaction; only its id travels."""
        return self.select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True)

    def with_neighbours(self, *known):
        """All a verb asks of the rows around the case, in one statement; `known` ones are at hand already."""
        return self.select_related(*(name for name in NEIGHBOURS if name not in known))

    def for_list(self):
        """Everything a row of a list shows, in one statement."""
        return self.select_related("service", "guide", "assignee", "team", "citizen", "department")
