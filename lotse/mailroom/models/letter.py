from django.core.mail import EmailMessage
from django.db import models

from lotse.jobs import job, later
from lotse.people.models import Person
from lotse.tenants.clock import now
from lotse.tenants.models import Row


class Letter(Row):
    """A mail that waits, or has gone. Written in the transaction of the deed it tells of."""

    to_address = models.EmailField(max_length=254)
    to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="letters")
    subject = models.CharField(max_length=250)
    text = models.TextField()
    about = models.UUIDField(null=True, db_index=True)
    entry = models.UUIDField(null=True)
    is_auto = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True)

    @job
    def deliver(self):
        """Send it once more or never: the stable Message-ID makes a second copy harmless."""
        waiting = Letter.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=self.pk, sent_at=None)
        for letter in waiting:
            headers = {"Message-ID": f"<{letter.pk}@lotse>"}
            EmailMessage(letter.subject, letter.text, to=[letter.to_address], headers=headers).send()
            letter.sent_at = now()
            letter.save(update_fields=["sent_at"])


def post(to_address, subject, text, *, to=None, about=None, entry=None, auto=False):
    """Write the letter and its job; both exist only if the caller commits. `about` is a case, `entry` its entry."""
    letter = Letter.objects.create(
        to_address=to_address, to=to, subject=subject, text=text, is_auto=auto,
        about=about and about.pk, entry=entry and entry.pk,
    )  # fmt: skip
    later(letter.deliver)
    return letter
