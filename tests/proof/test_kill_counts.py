"""The plug is pulled while people work: what was acknowledged is there, once, and nobody has to lend a hand."""

import random
import time

from house import Crowd, house, wait_for, whole_after

from lotse.town.told import told

CLIENTS, EACH = 20, 100
KILLS = 20  # then it may finish in peace
LONGEST = 420  # seconds for all creations on a loaded machine
CRASHES, PAUSE = 9, 20  # three minutes


def test_every_201_exists_exactly_once_however_often_web_and_worker_are_killed(proof, seed):
    chance, kills = random.Random(seed), {"serve": 0, "worker": 0}
    with house() as lent:
        before = {number for (number,) in lent.ask("select number from cases_case")}
        crowd = Crowd(lent, CLIENTS, told("streunende-katze"))
        lent.start("serve")
        lent.start("worker")
        lent.wait_until_up()
        crowd.begin(EACH, LONGEST)
        while crowd.is_busy() and sum(kills.values()) < KILLS:
            wait_for(lambda: not crowd.is_busy(), chance.uniform(2, 12))
            part = chance.choice(["serve", "worker"])
            if crowd.is_busy():
                lent.kill(part)
                kills[part] += 1
                lent.start(part)
                if part == "serve":
                    wait_for(lent.is_up, 60)
        acknowledged = crowd.finish()
        numbers = whole_after(lent, acknowledged, before)
        proof(
            counts=f"{len(acknowledged)} creations by {CLIENTS} clients, kill -9: {kills['serve']} x web, "
            f"{kills['worker']} x worker",
            seed=seed,
            result=f"{crowd.repeats} repeats with the same key, {len(numbers)} cases, none lost, none twice",
        )
    assert crowd.strange == []
    assert len(acknowledged) == CLIENTS * EACH == len(numbers)
    assert min(kills.values()) > 0


def test_nothing_acknowledged_is_lost_when_the_database_crashes_again_and_again(proof, seed):
    with house() as lent:
        before = {number for (number,) in lent.ask("select number from cases_case")}
        crowd = Crowd(lent, 4, told("streunende-katze"))
        lent.start("serve")
        lent.start("worker")
        lent.wait_until_up()
        crowd.begin(None, CRASHES * PAUSE)
        away = []
        while crowd.is_busy() and len(away) < CRASHES:
            wait_for(lambda: not crowd.is_busy(), PAUSE - 3)
            lent.crash_the_database()
            began = time.monotonic()
            lent.wait_until_up()
            away.append(time.monotonic() - began)
        acknowledged = crowd.finish()
        numbers = whole_after(lent, acknowledged, before)
        still = {part: process.poll() for part, process in lent.parts.items()}
        is_worked_off = wait_for(lambda: _waiting_jobs(lent) == 0, 120)
        proof(
            counts=f"{len(away)} x restart -m immediate, 4 clients, {len(acknowledged)} creations",
            seed=seed,
            result=f"{len(numbers)} cases, none lost; back within {max(away):.1f} s, web and worker lived on",
        )
    assert crowd.strange == []
    assert still == {"serve": None, "worker": None}  # nobody started them anew
    assert is_worked_off
    assert len(acknowledged) > 100


def _waiting_jobs(lent):
    """Jobs that should be done by now: what was left over by a crash counts too."""
    found = lent.ask(
        "select count(*) from procrastinate_jobs where task_name = 'lotse.do' and status in ('todo', 'doing')"
        " and (scheduled_at is null or scheduled_at < now())"
    )
    return found[0][0]
