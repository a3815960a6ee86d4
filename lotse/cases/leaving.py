"""When somebody leaves the house: what lay on their desk lies with the team again, at once."""

from .models import Case
from .verb import verb


def release_work_of(person, *, by) -> int:
    """Take every open assignment from this person; each case keeps a trace. Return how many there were."""
    cases = list(Case.objects.open().filter(assignee=person).order_by("id"))
    for case in cases:
        _release(case, by=by)
    return len(cases)


@verb
def _release(case: Case, *, by):
    case.assignee = None
    case.record("assigned", by=by, data={"to": "", "reason": "left"})
