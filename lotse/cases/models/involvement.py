from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from lotse.people.models import Deputy, Person, Team
from lotse.tenants.clock import now
from lotse.tenants.models import Row

from .case import Case


class InvolvementQuerySet(models.QuerySet):
    def looked_after(self):
        """Those by which somebody who works here sees a confidential case: as the one named, or in their place.

        Whom the case is about is not among them. It is what `by_name.may_hear` asks of one person.
        """
        about = Involvement.objects.filter(role="barred", case=OuterRef("case"))
        deputies = Deputy.objects.standing(localdate(now())).filter(person=OuterRef("person"), deputy__is_active=True)
        about_deputy = Involvement.objects.filter(role="barred", case=OuterRef(OuterRef("case")))
        deputies = deputies.filter(~Exists(about_deputy.filter(person=OuterRef("deputy"))))
        themselves = Q(~Exists(about.filter(person=OuterRef("person"))), person__is_active=True)
        return self.filter(themselves | Exists(deputies), role="named", until=None)


class Involvement(Row):
    """Who has to do with a case: a team, or a named person. Rights are read from here, in SQL."""

    class Role(models.TextChoices):
        RESPONSIBLE = "responsible", gettext_lazy("zuständig")
        LEG = "leg", gettext_lazy("hat eine Etappe")
        ASKING = "asking", gettext_lazy("hat den Auftrag gestellt")
        NAMED = "named", gettext_lazy("namentlich beteiligt")
        FORMER = "former", gettext_lazy("hatte eine Etappe")  # a person: since then, what they had until then
        BARRED = "barred", gettext_lazy("ausgeschlossen")  # the person complained about

    case = models.ForeignKey(Case, models.CASCADE, related_name="involvements")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=12, choices=Role)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True)  # afterwards: only what they had

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["case", "team"], name="involvement_of_a_team"),
            models.Index(fields=["case", "person"], name="involvement_of_a_person"),
            models.Index(fields=["team", "case"], name="involvement_by_team"),
            models.Index(
                fields=["person", "case"], condition=models.Q(role="barred"), name="involvement_of_the_barred"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="involvement_is_a_team_or_a_person",
                condition=models.Q(team__isnull=False, person=None) | models.Q(team=None, person__isnull=False),
            )
        ]
