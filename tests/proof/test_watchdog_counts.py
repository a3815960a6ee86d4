"""Every hazard, provoked behind the house's back, becomes a notice by the real worker in less than a minute."""

import time

from house import house, wait_for

IN_TIME_S = 60
OPEN = "select id from cases_case where closed_at is null and guide_id is not null order by number"
PROVOKED = {
    "no_team": f"update cases_case set team_id = null where id = ({OPEN} limit 1) returning id",
    "no_person": f"update cases_case set guide_id = null where id = ({OPEN} offset 1 limit 1) returning id",
    "guide_absent": f"""with away as (delete from people_deputy),
        who as (select id, guide_id from cases_case where id = ({OPEN} offset 2 limit 1)),
        gone as (insert into people_absence (id, person_id, begins_on, ends_on)
            select gen_random_uuid(), guide_id, current_date - 1, current_date + 1 from who)
        select id from who""",
    "leg_waits": """update cases_leg set state = 'offered', offered_at = now() - interval '30 days',
        due_at = now() - interval '20 days', accepted_by_id = null, accepted_at = null, returned_by_id = null,
        returned_at = null, done_by_id = null, done_at = null where id = (select leg.id from cases_leg leg
            join cases_case on cases_case.id = leg.case_id where closed_at is null limit 1) returning case_id""",
    "clock_stands": """update cases_clock set state = 'paused', paused_at = now() - interval '20 days'
        where id = (select id from cases_clock where state = 'running' limit 1) returning case_id""",
    "letter_waits": """update mailroom_letter set sent_at = null, held_at = null, failed_at = null,
        created_at = now() - interval '1 hour'
        where id = (select id from mailroom_letter where about is not null limit 1) returning about""",
}


def seen(lent, kind, subject):
    told = f"select 1 from mailroom_notice where kind = '{kind}' and subject = '{subject}' and settled_at is null"
    return bool(lent.ask(told))


def test_every_hazard_is_seen_by_the_worker_within_a_minute(proof):
    took = {}
    with house() as lent:
        lent.start("worker")
        assert wait_for(lambda: lent.ask("select 1 from procrastinate_workers"), IN_TIME_S)
        for kind, deed in PROVOKED.items():
            ((subject,),) = lent.ask(deed)
            assert not seen(lent, kind, subject)
            began = time.monotonic()
            assert wait_for(lambda kind=kind, subject=subject: seen(lent, kind, subject), IN_TIME_S), kind
            took[kind] = time.monotonic() - began
    slowest = max(took, key=took.get)
    proof(
        counts=f"{len(took)} kinds of hazard, one after the other",
        result=f"all seen, the slowest ({slowest.replace('_', ' ')}) after {took[slowest]:.0f} s",
    )
