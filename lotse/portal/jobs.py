"""What the clock starts in this room."""

from collections.abc import Iterable

from django.contrib.sessions.models import Session

from lotse.files.models import StoredFile
from lotse.jobs import every
from lotse.portal.drafts import LIVES
from lotse.portal.uploads import cards_of
from lotse.tenants.clock import now


@every("50 3 * * *")
def forget_old_drafts() -> None:
    """Drafts nobody took up again disappear with their files, and so do sessions that are over."""
    over = Session.objects.filter(expire_date__lt=now())
    StoredFile.objects.filter(pk__in=files_of(over)).forget_untied()
    over.delete()


@every("5 4 * * *")
def forget_left_files() -> None:
    """Files of a form that was refused or given up: after two weeks nothing can come of them any more."""
    in_drafts = files_of(Session.objects.all())  # first these: what is sent meanwhile is tied when it is asked
    left = StoredFile.objects.filter(created_at__lt=now() - LIVES)
    left.exclude(pk__in=in_drafts).forget_untied()


def files_of(sessions: Iterable[Session]) -> set[str]:
    """The ids of the files in the drafts among these rows."""
    drafts = (each.get_decoded() for each in sessions if each.session_key.startswith("draft"))
    answers = (answer for draft in drafts for answer in draft.get("answers", {}).values())
    return {card["id"] for answer in answers for card in cards_of(answer)}
