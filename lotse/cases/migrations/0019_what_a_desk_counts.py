from django.db import migrations, models
from django.db.models import Q

IS_ASKED = Q(closed_at=None, status="needs_you")


def index(name, condition, *fields):
    return migrations.AddIndex("case", models.Index(fields=list(fields), condition=condition, name=name))


class Migration(migrations.Migration):
    """Indexes for what the lists of a desk count, of the few open cases that wait in one way."""

    dependencies = [("cases", "0018_withdrawn_legs_are_called_off")]

    operations = [
        index("case_new_in_a_team", Q(closed_at=None, status="received"), "team"),
        index("case_asked_by_a_guide", IS_ASKED, "guide"),
        index("case_asked_by_an_assignee", IS_ASKED, "assignee"),
        index("case_followed_up", Q(closed_at=None, follow_up_by__isnull=False), "follow_up_by", "follow_up_on"),
        migrations.AddIndex(
            "involvement",
            models.Index(fields=["person", "case"], condition=Q(role="barred"), name="involvement_of_the_barred"),
        ),
    ]
