from lotse.cases.models import Case, Entry
from lotse.cases.verifying import verify
from lotse.town.history import live


def test_the_history_of_musterhafen_holds_and_uses_every_deed(town):
    live()

    assert Case.objects.count() == 60
    assert list(verify()) == []
    told = set(Entry.objects.values_list("kind", flat=True))
    assert {"opened", "message", "question", "answer", "offered", "accepted", "returned", "result", "closed"} <= told
    assert {case.status for case in Case.objects.all()} >= {"received", "in_progress", "closed", "passed_on"}
