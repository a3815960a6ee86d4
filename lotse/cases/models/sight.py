"""A predicate over one case, written once as SQL: rules are many and asked for on every page.

The same rule as a tree of Django's lookups costs more to put together than to run: a list with eleven
counts spent six tenths of its time there.
"""

import re

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, Expression, F, Func

NOBODY = "false"
COLUMN = re.compile(r"\{(?:(task)\.)?(\w+)\}")
OF_CASES, OF_TASKS = "cases_case c", "cases_task k join cases_case c on c.id = k.case_id"
VALUE = re.compile(r"%\((\w+)\)s")


def either(*rules):
    """Return the rule that holds where one of these does."""
    return "(" + " or ".join(f"({rule})" for rule in rules) + ")"


class Sight(Expression):
    """Whether a rule holds for the case at hand. It may stand in `filter` and in `annotate`.

    `rule` is our own SQL: `{column}` names a column of the case, `%(name)s` a value of `said`, which holds ids.
    Nothing that anybody typed ever becomes a part of the rule. Where tasks are asked, `{task.column}` names one of
    theirs, and `of_tasks` says that the case is reached from there.
    """

    conditional = True

    def __init__(self, rule, said, *, of_tasks=False):
        super().__init__(output_field=BooleanField())
        self.rule, self.said = rule, said
        self.names = tuple(dict.fromkeys(COLUMN.findall(rule)))
        case = "case__" if of_tasks else ""
        self.columns = [F(column if table else f"{case}{column}") for table, column in self.names]

    def get_source_expressions(self):
        return self.columns

    def set_source_expressions(self, exprs):
        self.columns = exprs

    def as_sql(self, compiler, connection):
        """Return the rule with the columns of this query in place, open to the planner: no function hides an index."""
        columns = {name: compiler.compile(column)[0] for name, column in zip(self.names, self.columns, strict=True)}
        here = COLUMN.sub(lambda found: columns[found.groups(default="")], self.rule)
        sql, params = with_values(here, self.said)
        return f"({sql})", params


def among(ids):
    """Return the predicate that a case is one of `ids`, a queryset: gathered first, then each case is asked."""
    case_is_any = {"arg_joiner": " = any(", "template": "%(expressions)s)", "output_field": BooleanField()}
    return Func(F("pk"), ArraySubquery(ids), **case_is_any)


def with_values(rule, said):
    """Return the rule with a place for each value, and the values in that order."""
    return VALUE.sub("%s", rule), [said[name] for name in VALUE.findall(rule)]


def plan_once():
    """Let the database plan statements once, whatever their values, until this transaction ends.

    A list of a hundred columns with its rules takes ten times as long to plan as to run.
    """
    with connection.cursor() as cursor:
        cursor.execute("set local plan_cache_mode = force_generic_plan")


def with_our_names(rule):
    """Return the rule as a statement of ours asks it: the case is `c`, its task `k`."""
    return COLUMN.sub(lambda found: f"{'k' if found[1] else 'c'}.{found[2]}", rule)


def counted(rules, said, most, of_tasks=()):
    """Return how many cases each rule holds for, counting no further than `most`: name -> number, one statement.

    `of_tasks` names the rules that count tasks. The statement stays the same from page to page, so that the database
    need not plan it anew.
    """
    up_to = f"limit {int(most)}"
    rows = {name: OF_TASKS if name in of_tasks else OF_CASES for name in rules}
    parts = [
        f"(select count(*) from (select 1 from {rows[name]} where {with_our_names(rule)} {up_to}) n)"  # noqa: S608 - our own rules
        for name, rule in rules.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"select {', '.join(parts)}", said)  # by name: each value travels once, not once per rule
        return dict(zip(rules, cursor.fetchone(), strict=True))


def gathered(hits, values, most=None):
    """Return the ids that `hits`, a statement of ours with its values, gives, as PostgreSQL writes a list of them.

    With `most` only those that were told last (ids grow with time). The second value says whether these are all.
    """
    up_to = f"order by 1 desc limit {int(most)}" if most else ""
    is_all = f"(select count(*) <= {int(most)} from h)" if most else "true"  # noqa: S608 - a number
    asked = f"select array(select h.id from h {up_to})::text, {is_all}"  # noqa: S608 - our own words
    with connection.cursor() as cursor:
        cursor.execute(f"with h(id) as materialized ({hits}) {asked}", values)
        return cursor.fetchone()


def newest_among(rule, said, most):
    """Return the predicate that a case is one of the `most` newest of `said["ids"]` for which the rule holds.

    The ids were gathered before. They are put in order, then the rule is asked from the newest on and no further.
    Left to itself, PostgreSQL walks all cases, or asks the rule of all hits.
    """
    order = "order by c.opened_at desc, c.id desc"
    cases = f"select c.* from cases_case c where c.id = any(%(ids)s::uuid[]) {order} offset 0"  # noqa: S608 - our words
    asked = f"select c.id from ({cases}) c where {with_our_names(rule)} {order} limit {int(most)}"  # noqa: S608 - our rules
    return Sight(f"{{id}} = any(array({asked}))", said)
