from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Lower, Upper
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from lotse.tenants.clock import now
from lotse.tenants.models import Row

from .link_session import LinkSession
from .team import Team


class Role(models.TextChoices):
    """What somebody is in the house, beside being a member of teams."""

    SUPPORT = "support", gettext_lazy("Bürgerservice")
    SPECIALIST = "specialist", gettext_lazy("Fachbereich")
    LEAD = "lead", gettext_lazy("Teamleitung")
    PROCESS_OWNER = "process_owner", gettext_lazy("Prozessverantwortung")
    REPORTING = "reporting", gettext_lazy("Berichtswesen")
    MANAGEMENT = "management", gettext_lazy("Verwaltungsleitung")
    IT = "it", gettext_lazy("IT-Begleitung")


PLACE = """
select array(select r.role from people_rolegrant r where r.person_id = %(me)s),
    (select coalesce(json_agg(json_build_array(t.id, m.is_lead, t.name, d.name) order by m.id), '[]')
        from people_membership m
        join people_team t on t.id = m.team_id join people_department d on d.id = t.department_id
        where m.person_id = %(me)s),
    array(select s.person_id from people_deputy s where s.deputy_id = %(me)s
        and coalesce(s.begins_on <= %(today)s, true) and coalesce(s.ends_on >= %(today)s, true))
"""


class PlaceInTeam(NamedTuple):
    """One team somebody works in."""

    team_id: UUID
    leads: bool
    team: str
    department: str


class PersonManager(BaseUserManager):
    def get_by_natural_key(self, login):
        """Find an account by its login, however it is typed."""
        return self.get(login__iexact=login)


class Person(Row, AbstractBaseUser):
    """Somebody: citizen, agent or both. An erased person keeps the row and nothing else."""

    class Kind(models.TextChoices):
        STAFF = "staff", gettext_lazy("Beschäftigt")
        CITIZEN = "citizen", gettext_lazy("Bürgerin oder Bürger")

    login = models.CharField(max_length=60, unique=True, null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CITIZEN)
    name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    job_title = models.CharField(max_length=120, blank=True)
    room = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    teams = models.ManyToManyField(Team, through="Membership", related_name="members")

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = PersonManager()

    class Meta:
        indexes = [
            models.Index(Lower("email"), name="person_email"),
            models.Index(fields=["name"], condition=Q(kind="staff"), name="person_of_the_house"),  # few among citizens
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="person_name_parts"),  # as `icontains` asks
        ]
        constraints = [
            models.CheckConstraint(
                name="person_without_login_has_no_password_to_guess",
                condition=Q(login__isnull=False) | Q(password="") | Q(password__startswith="!"),  # noqa: S106 no password
            )
        ]

    def __str__(self):
        return self.name or self.login or "ohne Namen"

    @property
    def is_staff_member(self):
        """Whether this person works in the house (may enter /arbeit/)."""
        return self.kind == self.Kind.STAFF and self.is_active

    @cached_property
    def _place(self):
        """Roles, teams and whom one stands in for: (names, `PlaceInTeam`s, ids). Pages ask for all, once a request."""
        with connection.cursor() as cursor:
            cursor.execute(PLACE, {"me": self.pk, "today": localdate(now())})
            roles, teams, others = cursor.fetchone()
        return frozenset(roles), tuple(PlaceInTeam(UUID(pk), *more) for pk, *more in teams), tuple(others)

    @cached_property
    def role_names(self):
        return self._place[0]

    def has_role(self, *names):
        """Whether one of the roles is granted."""
        return not self.role_names.isdisjoint(names)

    @property
    def places_in_teams(self):
        """The teams this person works in: id, whether they lead it, its name and that of its department."""
        return self._place[1]

    @cached_property
    def team_ids(self):
        """The ids of the teams this person works in, fetched once a request."""
        return tuple(place.team_id for place in self.places_in_teams)

    @property
    def led_team_ids(self):
        """The ids of the teams this person leads."""
        return tuple(place.team_id for place in self.places_in_teams if place.leads)

    @cached_property
    def acts_for_ids(self):
        """The ids of the persons this person stands in for today, oneself included."""
        return (self.pk, *self._place[2])

    def is_member_of(self, team):
        return team is not None and team.pk in self.team_ids

    def is_present(self, on: date):
        """Whether no absence is noted for this day."""
        return not self.absences.filter(begins_on__lte=on, ends_on__gte=on).exists()

    def begin_with_password(self, password):
        """Set the first password and use up every one-time link to this account."""
        self.set_password(password)
        self.save(update_fields=["password"])
        LinkSession.objects.end(self, "first_login")

    def forget(self):
        """Empty the row; what others wrote about deeds keeps pointing at nobody."""
        self.login, self.name, self.email, self.phone, self.room, self.job_title = None, "", "", "", "", ""
        self.is_active, self.erased_at = False, now()
        self.set_unusable_password()
        self.save()


class Membership(Row):
    """A person works in a team; the lead answers for it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    is_lead = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "team"], name="membership_once")]


class RoleGrant(Row):
    """A role given to a person, by whom and when."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role)
    granted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "role"], name="role_granted_once")]


class Absence(Row):
    """Days on which somebody is not there; the reason is nobody's business."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="absences")
    begins_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="absence_ends_after_it_begins", condition=Q(ends_on__gte=models.F("begins_on")))
        ]


class DeputyQuerySet(models.QuerySet):
    def standing(self, on):
        return self.filter(Q(begins_on=None) | Q(begins_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))


class Deputy(Row):
    """Who stands in for whom, from when to when (Vertretung); without dates always."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="deputies")
    deputy = models.ForeignKey(Person, models.CASCADE, related_name="stands_in")
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "deputy", "begins_on"], name="deputy_once"),
            models.CheckConstraint(name="deputy_is_another_person", condition=~Q(person=models.F("deputy"))),
        ]
