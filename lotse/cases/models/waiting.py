"""Where cases wait, as rules beside those of `visibility.py`: every list of a desk is one of them.

Counts and lists ask the same rule. Beside `sight`'s values a rule here may name `today` (a day),
`now`, `midnight` and `in_a_week` (moments).
"""

from django.db import models
from django.db.models import Q

OPEN = "{closed_at} is null"
ASSIGNED = f"{OPEN} and {{assignee_id}} = %(me)s"
GUIDED = f"{OPEN} and {{guide_id}} = %(me)s"  # whoever works on it
ASKED_BY_US = (
    f"{OPEN} and {{status}} = 'needs_you' and ({{guide_id}} = any(%(acts)s) or {{assignee_id}} = any(%(acts)s))"
)
FOLLOWED_UP = f"{OPEN} and {{follow_up_by_id}} = any(%(acts)s) and {{follow_up_on}} <= %(today)s"
OF_TEAM = f"{OPEN} and {{team_id}} = any(%(teams)s)"
NEW = f"{OF_TEAM} and {{status}} = 'received'"  # nobody has begun yet
DUE_TODAY = f"{OF_TEAM} and {{due_at}} >= %(now)s and {{due_at}} < %(midnight)s"
OVERDUE = f"{OF_TEAM} and {{due_at}} < %(now)s"
_LEG = "{{id}} in (select l.case_id from cases_leg l where l.team_id = any(%(teams)s) and l.state = '{state}')"
OFFERED = f"{OPEN} and {_LEG.format(state='offered')}"  # a leg waits for accept or return
IN_WORK = f"{OPEN} and {_LEG.format(state='accepted')}"
# `any(array(…))` asks the index of guides, `in (…)` would read every open case; who guides is always staff
_GUIDE_LEFT = "{guide_id} = any(array(select p.id from people_person p where p.kind = 'staff' and not p.is_active))"
NOBODYS = f"{OPEN} and ({{team_id}} is null or {{guide_id}} is null and {{assignee_id}} is null or {_GUIDE_LEFT})"  # P4
_IS_AWAY = "({who} in (select a.person_id from people_absence a where %(today)s between a.begins_on and a.ends_on))"
_GUIDE_IS_AWAY = _IS_AWAY.replace("{who}", "{guide_id}")
_ASSIGNEE_IS_AWAY = _IS_AWAY.replace("{who}", "{assignee_id}")
STOOD_IN = (  # of whoever is away today and has this person as deputy: their guiding and their work
    f"{OPEN} and ({{guide_id}} = any(%(acts)s) and {{guide_id}} <> %(me)s and {_GUIDE_IS_AWAY}"
    f" or {{assignee_id}} = any(%(acts)s) and {{assignee_id}} <> %(me)s and {_ASSIGNEE_IS_AWAY})"
)
OF_ABSENT = (  # beside `led`, the teams this person leads: what lies with a colleague who is away today
    f"{OPEN} and ({{guide_team_id}} = any(%(led)s) and {_GUIDE_IS_AWAY}"
    f" or {{team_id}} = any(%(led)s) and {_ASSIGNEE_IS_AWAY})"
)
_REQUEST = "{{id}} in (select r.case_id from cases_internalrequest r{where})"
ASKED_OF_TEAM = f"{OF_TEAM} and {_REQUEST.format(where='')}"  # internal requests
ASKED_BY_TEAM = f"{OPEN} and {_REQUEST.format(where=' where r.from_team_id = any(%(teams)s)')}"

# Where tasks wait, `{task.…}` their columns: for this person, for all who carry the case, for whom they stand in
_TO_DO = f"{{task.done_at}} is null and {{task.dropped_at}} is null and {{task.item}} = '' and {OPEN}"
MY_TASKS = f"{{task.to_id}} = %(me)s and {_TO_DO}"
TASKS_OF_TEAM = (
    f"{{task.to_id}} is null and {_TO_DO} and ({{team_id}} = any(%(teams)s) or {{guide_team_id}} = any(%(teams)s))"
)
TASKS_STOOD_IN = (
    f"{{task.to_id}} = any(%(acts)s) and {{task.to_id}} <> %(me)s and {_TO_DO}"
    f" and {_IS_AWAY.replace('{who}', '{task.to_id}')}"
)

# What the lists are found by: of the cases that are open, and of the few of them that wait in one way
_IS_OPEN = Q(closed_at=None)
_IS_NEW, _IS_ASKED = Q(closed_at=None, status="received"), Q(closed_at=None, status="needs_you")
INDEXES = [
    models.Index(fields=["team", "due_at"], condition=_IS_OPEN, name="case_queue_of_a_team"),
    models.Index(fields=["guide", "due_at"], condition=_IS_OPEN, name="case_queue_of_a_guide"),
    models.Index(fields=["assignee", "due_at"], condition=_IS_OPEN, name="case_queue_of_an_assignee"),
    models.Index(fields=["due_at"], condition=_IS_OPEN, name="case_queue_by_due"),
    models.Index(fields=["team"], condition=_IS_NEW, name="case_new_in_a_team"),
    models.Index(fields=["guide"], condition=_IS_ASKED, name="case_asked_by_a_guide"),
    models.Index(fields=["assignee"], condition=_IS_ASKED, name="case_asked_by_an_assignee"),
    models.Index(
        fields=["follow_up_by", "follow_up_on"],
        condition=Q(closed_at=None, follow_up_by__isnull=False),
        name="case_followed_up",
    ),
]
