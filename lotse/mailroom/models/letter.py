from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lotse.jobs import job, later
from lotse.people.models import Person
from lotse.tenants.clock import now
from lotse.tenants.models import Row

from ..carrier import carry, domain, has_server, is_for_good, own_address, says
from ..tokens import sign
from .inbound import Inbound
from .notice import raise_notice, settle

WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240)]  # then every four hours
PATIENCE = timedelta(days=3)
SILENCE = timedelta(days=60)  # after an address has failed for good, machines do not write to it


class LetterQuerySet(models.QuerySet):
    def to_mailbox(self, address):
        """Letters to this address, however it is written."""
        return self.alias(mailbox=Lower("to_address")).filter(mailbox=address.lower())

    def waiting(self):
        """Letters that have not left and still shall."""
        return self.filter(sent_at=None, held_at=None, failed_at=None)

    def room_for(self, address):
        """How many letters of machines may still leave to this address now: what waits already takes its place."""
        if Letter(to_address=address, is_auto=True).reason_to_hold():
            return 0
        this_hour = self._of_machines(address).filter(sent_at__gt=now() - timedelta(hours=1))
        waiting = self._of_machines(address).waiting()
        return max(0, settings.LETTERS_AN_ADDRESS_AND_HOUR - this_hour.count() - waiting.count())

    def cases_told_enough(self, address):
        """The ids of the cases about which machines wrote to this address as often as they may within an hour."""
        told = self._of_machines(address).filter(about__isnull=False)
        told = told.filter(Q(sent_at__gt=now() - timedelta(hours=1)) | Q(pk__in=self.waiting()))
        often = told.order_by().values("about").annotate(n=Count("pk")).filter(n__gte=settings.LETTERS_A_CASE_AND_HOUR)
        return set(often.values_list("about", flat=True))

    def _of_machines(self, address):
        return self.to_mailbox(address).filter(is_auto=True)

    def last_gone(self):
        """When a letter last left the house by the mail server."""
        gone = self.filter(carried_by=Letter.Carrier.SERVER, sent_at__isnull=False)
        return gone.order_by("-sent_at").values_list("sent_at", flat=True).first()

    def keep(self, address, subject, text):
        """Keep a mail that another part of the house sent where nobody carries letters."""
        values = {"subject": " ".join(subject.split())[:250], "text": text, "is_auto": True}
        return self.create(to_address=address, carried_by=Letter.Carrier.NOBODY, sent_at=now(), **values)


class Letter(Row):
    """A mail that waits, or has gone. Written in the transaction of the deed it tells of."""

    class Carrier(models.TextChoices):
        SERVER = "server", "Mailserver"
        NOBODY = "nobody", "niemand (Demo)"

    class State(models.TextChoices):
        WAITING = "waiting", "wartet auf den Versand"
        SENT = "sent", "versendet"
        SHOWN = "shown", "liegt in der Poststelle (Demo: nichts verlässt das Haus)"
        HELD = "held", "zurückgehalten"
        FAILED = "failed", "nicht zustellbar"
        RETURNED = "returned", "kam zurück"

    to_address = models.EmailField(max_length=254)
    to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="letters")
    subject = models.CharField(max_length=250)
    text = models.TextField()
    headers = models.JSONField(default=dict)  # headers beside those every letter has
    about = models.UUIDField(null=True, db_index=True)  # the case
    entry = models.UUIDField(null=True)
    is_auto = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)
    message_id = models.CharField(max_length=200, blank=True, db_index=True)
    carried_by = models.CharField(max_length=6, choices=Carrier, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_for_good = models.BooleanField(
        default=False
    )  # the address does not exist; else a full mailbox or the like
    error = models.TextField(blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(Lower("to_address"), "sent_at", name="letter_by_address"),
            models.Index(fields=["-sent_at"], name="letter_gone", condition=Q(carried_by="server")),
            models.Index(fields=["held_at"], name="letter_held", condition=Q(held_at__isnull=False)),
            models.Index(
                fields=["created_at"], name="letter_waiting", condition=Q(sent_at=None, held_at=None, failed_at=None)
            ),
        ]

    def __str__(self):
        return self.subject

    @property
    def state(self):
        """Where the letter is, as staff read it on the case (`.label` says it in German)."""
        if self.returned_at:
            return self.State.RETURNED
        if self.failed_at:
            return self.State.FAILED
        if self.held_at:
            return self.State.HELD
        if self.sent_at:
            return self.State.SHOWN if self.carried_by == self.Carrier.NOBODY else self.State.SENT
        return self.State.WAITING

    @property
    def why(self):
        """Why it did not leave: our own reason to hold it in the reader's language, a mail server's as it said it."""
        return _(self.error) if self.held_at and self.error else self.error

    @job
    def deliver(self):
        """Send it at least once: a second copy after a crash bears the same Message-ID and shows as one mail."""
        waiting = Letter.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
        for letter in waiting.filter(pk=self.pk, sent_at=None, held_at=None, failed_at=None):
            reason = letter.reason_to_hold()
            if reason:
                letter.held_at, letter.error = now(), reason
            else:
                letter.leave()
            letter.save()

    def try_again(self):
        """Let a letter go that was held back for a reason which holds no more; return whether it goes."""
        if self.reason_to_hold():
            return False
        self.held_at, self.error = None, ""
        self.save(update_fields=["held_at", "error"])
        later(self.deliver)
        return True

    def leave(self):
        """Hand it to the carrier; a refusal is written down and tried again with growing patience."""
        self.tries += 1
        self.message_id = self.message_id or f"<{sign(self.pk)}@{domain()}>"
        try:
            carry(self)
        except (SMTPException, OSError, ValueError) as refusal:
            self.refused(refusal)
            return
        self.sent_at, self.error = now(), ""
        self.carried_by = self.Carrier.SERVER if has_server() else self.Carrier.NOBODY
        settle("letter_failed", self.about or self.pk)

    def refused(self, refusal):
        """Wait and try again, or tell the house that this address cannot be reached."""
        self.error = says(refusal)
        if is_for_good(refusal) or now() - self.created_at > PATIENCE:
            self.failed_at = now()
            self._tell(_("Eine E-Mail ist nicht zustellbar. Prüfen Sie die Adresse."))
            return
        later(self.deliver, at=now() + WAITS[min(self.tries, len(WAITS)) - 1])

    def came_back(self, *, for_good, why):
        """The receiver's mail server gave it back (Unzustellbarkeitsmeldung): a person looks at the address."""
        self.returned_at, self.returned_for_good, self.error = now(), for_good, why[:2000]
        self._tell(_("Eine E-Mail kam zurück. Prüfen Sie die Adresse."))
        self.save(update_fields=["returned_at", "returned_for_good", "error"])

    def _tell(self, text):
        """Raise the notice; it names no address, which would outlive the person's erasure. The letter holds it."""
        raise_notice("letter_failed", self.about or self.pk, text)

    def is_late(self, why):
        """The receiver's mail server still tries; nothing is lost yet."""
        self.error = why[:2000]
        self.save(update_fields=["error"])

    def reason_to_hold(self):
        """Why a machine's letter must not leave now; a person's letter always leaves (architecture 10)."""
        if not self.is_auto:
            return ""
        hour, day = now() - timedelta(hours=1), now() - timedelta(days=1)
        sent = Letter.objects.to_mailbox(self.to_address).filter(is_auto=True, sent_at__gt=now() - SILENCE)
        counts = sent.aggregate(
            of_case=Count("pk", filter=Q(sent_at__gt=hour, about=self.about, about__isnull=False)),
            of_hour=Count("pk", filter=Q(sent_at__gt=hour)),
            of_day=Count("pk", filter=Q(sent_at__gt=day)),
            returned=Count("pk", filter=Q(returned_for_good=True)),
        )
        if self.to_address.lower() == own_address().lower():
            return gettext_noop("Das ist unsere eigene Adresse.")
        if counts["returned"]:
            return gettext_noop("An diese Adresse kam eine E-Mail als unzustellbar zurück.")
        if counts["of_case"] >= settings.LETTERS_A_CASE_AND_HOUR:
            return gettext_noop(
                "Zu diesem Anliegen gingen in dieser Stunde schon mehrere automatische E-Mails an diese Adresse."
            )
        if counts["of_hour"] >= settings.LETTERS_AN_ADDRESS_AND_HOUR:
            return gettext_noop("An diese Adresse gingen in dieser Stunde schon viele automatische E-Mails.")
        if counts["of_day"] and self._answers_by_machine(day):
            return gettext_noop(
                "Diese Adresse antwortet automatisch; sie bekommt höchstens eine automatische E-Mail am Tag."
            )
        return ""

    def _answers_by_machine(self, since):
        machines = Inbound.objects.filter(received_at__gt=since).exclude(auto__in=["", "none"])
        return machines.filter(sender=self.to_address.lower()).exists()

    def headers_to_send(self):
        """What mail programs and machines read of it: identity, thread, who may answer."""
        headers = {"Message-ID": self.message_id, "X-Lotse-Letter": sign(self.pk), **self.headers}
        if self.is_auto:
            headers |= {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
        if self.about:
            headers["Reply-To"] = self.answer_address
            thread = self._thread()
            if thread:
                headers |= {"In-Reply-To": thread[-1], "References": " ".join(thread)}
        return headers

    @property
    def answer_address(self):
        """The address by which an answer finds its case, although the mail program drops every header."""
        name, _, host = own_address().rpartition("@")
        signed = f"{name}+{sign(self.pk)}"
        return f"{signed}@{host}" if len(signed) <= 64 else own_address()

    def _thread(self):
        """The Message-IDs of this case's mails so far, oldest first."""
        came = Inbound.objects.filter(case=self.about).exclude(message_id="")
        went = Letter.objects.filter(about=self.about, created_at__lt=self.created_at).exclude(message_id="")
        mails = [*came.values_list("received_at", "message_id"), *went.values_list("created_at", "message_id")]
        return [message_id for _, message_id in sorted(mails)][-10:]


def post(to_address, subject, text, *, to=None, about=None, entry=None, auto=False, headers=None):
    """Write the letter and its job; both exist only if the caller commits. `about` is a case, `entry` its entry."""
    letter = Letter.objects.create(
        to_address=to_address, to=to, subject=" ".join(subject.split())[:250], text=text, is_auto=auto,
        about=about and about.pk, entry=entry and entry.pk, headers=headers or {},
    )  # fmt: skip
    later(letter.deliver)
    return letter
