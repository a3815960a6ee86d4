"""The one table of this face: which refusal is which status. The sentence is the refusal's own."""

from lotse.approvals import refusals as votes
from lotse.cases import refusals

STATUSES = {
    votes.AlreadyDecided: 409,
    votes.ContentChanged: 409,
    votes.MayNotVote: 403,
    refusals.AlreadyClosed: 409,
    refusals.AlreadyHandedOver: 409,
    refusals.AlreadyAnswered: 409,
    refusals.RequestAnswered: 409,
    refusals.AlreadyRated: 409,
    refusals.TaskEnded: 409,
    refusals.AlreadyKnown: 409,
    refusals.AlreadyDecided: 409,
    refusals.ChangedMeanwhile: 409,
    refusals.OtherClosed: 409,
    refusals.Unmergeable: 409,
    refusals.NotMerged: 409,
    refusals.FollowsAnother: 409,
    refusals.NotClosed: 409,
    refusals.NotAccepted: 409,
    refusals.NotYours: 403,
    refusals.ThroughTheGuide: 403,
    refusals.NotAllowed: 403,
    refusals.ReasonNeeded: 422,
    refusals.Missing: 422,
    refusals.UnknownValue: 422,
    refusals.Incomplete: 422,
    refusals.NoSuchService: 422,
}


def status_of(refused):
    """Return the status of this refusal."""
    return STATUSES.get(type(refused), 422)
