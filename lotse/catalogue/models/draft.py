from django.db import models, transaction
from django.utils.translation import gettext as _

from lotse.approvals.models import Round
from lotse.journal.models import note
from lotse.people.models import Kind, Person, Team
from lotse.search.models import put
from lotse.tenants.models import Row

from ..ordering import refuse_unfit
from ..refusals import ChangedMeanwhile, MayNotPublish
from .edition import Edition, Release, digest
from .service import Service

ORDERERS = "orderers"  # the part that says who may order


class Draft(Row):
    """The next edition while it is written (Entwurf): changed until it is published, then gone."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="drafts")
    content = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=0)
    last_edited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, null=True)

    @classmethod
    def begin(cls, service, content, *, by):
        """Begin with this content. Raises UnfitOrderers where the service cannot have those who order it."""
        refuse_unfit(service, content.get(ORDERERS))
        return cls.objects.create(service=service, content=content, content_hash=digest(content), last_edited_by=by)

    def _lock(self):
        self.refresh_from_db(from_queryset=Draft.objects.select_for_update(no_key=True, of=("self",)))

    @transaction.atomic
    def change(self, part, value, *, by, seen):
        """Save one part; whoever read an older draft is told so and loses nothing.

        Raises ChangedMeanwhile, and UnfitOrderers where the service cannot have those who shall order it.
        """
        self._lock()
        if seen != self.version:
            raise ChangedMeanwhile(self.last_edited_by)
        if part == ORDERERS:
            refuse_unfit(self.service, value)
        self.content[part] = value
        self.content_hash = digest(self.content)
        self.version += 1
        self.last_edited_by = by
        self.save()

    @transaction.atomic
    def ask_approval(self, *, by):
        """Open a round about exactly this content."""
        self._lock()
        self.round = Round.ask("draft", self, title=self.service.title, content_hash=self.content_hash, by=by)
        self.save()
        return self.round

    @transaction.atomic
    def publish(self, *, by, team):
        """Make this the edition new cases get; cases under way stay on theirs.

        `team` is the business team in whose name the person publishes. IT never publishes, nor
        does somebody who also works in IT; nobody publishes what they wrote (architecture 7).
        """
        self._lock()
        self._refuse(by, team)
        number = self.service.editions.count() + 1
        edition = Edition.objects.create(
            service=self.service, number=number, content=self.content, content_hash=self.content_hash,
            edited_by=self.last_edited_by, published_by=by, published_for=team, publisher_kind=team.kind,
        )  # fmt: skip
        Release.objects.create(service=self.service, edition=edition)
        content = self.content
        words = " ".join([content.get("summary", ""), *content.get("words", []), *content.get("bring", [])])
        put("service", self.service.pk, f"{content['title']} {' '.join(content.get('words', []))}", words)
        note("edition.published", edition, by=by, hash=self.content_hash)
        self.delete()
        return edition

    def _refuse(self, by: Person, team: Team):
        if team.kind != Kind.BUSINESS or by.teams.filter(kind=Kind.IT).exists():
            raise MayNotPublish(_("Veröffentlichen kann nur das zuständige Fachteam, nicht die IT."))
        if not by.is_member_of(team):
            sentence = _("Veröffentlichen kann nur, wer im Team %(team)s arbeitet.")
            raise MayNotPublish(sentence % {"team": team.name})
        if by == self.last_edited_by:
            raise MayNotPublish(_("Wer zuletzt geändert hat, veröffentlicht nicht selbst."))
        if not (self.round and self.round.approved and self.round.content_hash == self.content_hash):
            raise MayNotPublish(_("Genau dieser Stand ist noch nicht freigegeben."))
