"""A predicate over one case, written once as SQL: rules are many and asked for on every page.

The same rule as a tree of Django's lookups costs more to put together than to run: a list with eleven
counts spent six tenths of its time there.
"""

import re

from django.db.models import BooleanField, Expression, F

NOBODY = "false"
COLUMN = re.compile(r"\{(\w+)\}")


def either(*rules):
    """Return the rule that holds where one of these does."""
    return "(" + " or ".join(f"({rule})" for rule in rules) + ")"


class Sight(Expression):
    """Whether a rule holds for the case at hand. It may stand in `filter` and in `annotate`.

    `rule` is our own SQL: `{column}` names a column of the case, `%(name)s` a value of `said`, which holds ids.
    Nothing that anybody typed ever becomes a part of the rule.
    """

    conditional = True

    def __init__(self, rule, said):
        super().__init__(output_field=BooleanField())
        self.rule, self.said = rule, said
        self.names = tuple(dict.fromkeys(COLUMN.findall(rule)))
        self.columns = [F(name) for name in self.names]

    def get_source_expressions(self):
        return self.columns

    def set_source_expressions(self, exprs):
        self.columns = exprs

    def as_sql(self, compiler, connection):
        """Return the rule with the columns of this query in place; unknown (null) counts as no."""
        columns = {name: compiler.compile(column)[0] for name, column in zip(self.names, self.columns, strict=True)}
        params = []

        def value(found):
            params.append(self.said[found[1]])
            return "%s"

        sql = re.sub(r"%\((\w+)\)s", value, self.rule.format(**columns))
        return f"coalesce({sql}, false)", params
