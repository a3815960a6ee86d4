"""What the approvals hold of a person: what they asked, how they voted and why."""

from .models import Approver, Round, Vote

MODELS = [Approver, Round, Vote]


def disclose(person):
    """Return the rounds, seats and votes of this person (Art. 15 GDPR)."""
    return {
        "asked": list(Round.objects.filter(asked_by=person).values("title", "asked_at", "approved")),
        "asked_to_decide": list(
            Approver.objects.filter(person=person).values("step__round__title", "step__round__asked_at")
        ),
        "votes": list(Vote.objects.filter(by=person).values("round__title", "yes", "reason", "at")),
    }


def erase(person):
    """Take the words of the reasons; that two persons decided must stay provable."""
    Vote.objects.filter(by=person).update(reason="")
