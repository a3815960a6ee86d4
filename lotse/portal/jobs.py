"""What the clock starts in this room."""

from django.contrib.sessions.models import Session

from lotse.cases.models import Attachment
from lotse.files.models import StoredFile
from lotse.jobs import every
from lotse.portal.uploads import cards_of
from lotse.tenants.clock import now


@every("50 3 * * *")
def forget_old_drafts() -> None:
    """Drafts nobody took up again disappear with their files, and so do sessions that are over."""
    over = Session.objects.filter(expire_date__lt=now())
    for draft in over.filter(session_key__startswith="draft").iterator():
        answers = draft.get_decoded().get("answers", {})
        keys = [card["id"] for answer in answers.values() for card in cards_of(answer)]
        sent = Attachment.objects.filter(file__in=keys).values("file")
        for file in StoredFile.objects.filter(pk__in=keys).exclude(pk__in=sent):
            file.forget()
    over.delete()
