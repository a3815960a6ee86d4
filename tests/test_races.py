"""Two people at once: real connections, real locks. One wins, the other reads who and when; nothing is lost."""

import threading

import pytest
from django.db import connection

from lotse.cases.closing import close
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case
from lotse.cases.refusals import AlreadyClosed, AlreadyHandedOver
from lotse.cases.verifying import verify

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds):
    """Do the deeds at the same moment, each in its own connection; return what each gave or raised."""
    start, ends = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(n, deed):
        try:
            start.wait(timeout=20)
            ends[n] = deed()
        except Exception as refused:
            ends[n] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, deed)) for n, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return ends


def closing(case, town):
    first, second = Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)
    return at_once(
        lambda: close(first, "erledigt", "Fertig.", by=town.ahlers),
        lambda: close(second, "erledigt", "Auch fertig.", by=town.lueders),
    )


def handing_over(case, town):
    first, second = Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)
    return at_once(
        lambda: hand_over(first, town.allgemeine_ordnung, "Einordnen?", by=town.ahlers),
        lambda: hand_over(second, town.strassenunterhaltung, "Beheben?", by=town.lueders),
    )


@pytest.mark.parametrize("times", [pytest.param(3, id="few"), pytest.param(100, id="many", marks=pytest.mark.proof)])
@pytest.mark.parametrize(("deed", "refusal"), [(closing, AlreadyClosed), (handing_over, AlreadyHandedOver)])
def test_of_two_people_at_once_one_wins_and_the_other_reads_who(make_case, town, times, deed, refusal):
    for _ in range(times):
        case = make_case()

        ends = deed(case, town)

        lost = [end for end in ends if isinstance(end, Exception)]
        assert [type(end) for end in lost] == [refusal]
        assert ("Frau Ahlers" in str(lost[0])) != ("Frau Lüders" in str(lost[0]))
    assert list(verify()) == []


@pytest.mark.parametrize("times", [pytest.param(8, id="few"), pytest.param(200, id="many", marks=pytest.mark.proof)])
def test_numbers_taken_at_once_are_neither_doubled_nor_left_out(make_case, town, times):
    made = []
    for _ in range(times // 4):
        made += at_once(*[make_case] * 4)

    numbers = sorted(int(case.number.split("-")[1]) for case in made)
    assert numbers == list(range(numbers[0], numbers[0] + len(made)))
    assert list(verify()) == []
