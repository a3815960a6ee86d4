"""Ending open approvals of a case: what was asked about is no longer so."""

from lotse.approvals.models import Round


def void_open(case, because, *, by=None):
    """End every open round about this case and say why in its timeline (inside a verb)."""
    for round in Round.objects.open().about("case", case.pk).select_for_update(no_key=True, of=("self",)):
        void(case, round, because, by=by)


def void(case, round, because, *, by=None):
    """End this round, which is held, without an answer."""
    round.void(because)
    case.record("approval_voided", by=by, data={"round": str(round.pk), "because": because})
