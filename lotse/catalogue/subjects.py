from lotse.journal.models import note

from .models import Draft


class DraftSubject:
    """Drafts are approved here and published by a deed of their own."""

    keeps_words = False

    def content_hash(self, round):
        return Draft.objects.get(pk=round.subject).content_hash

    def decided(self, round, *, by):
        note("draft.decided", round, by=by, approved=round.approved)
