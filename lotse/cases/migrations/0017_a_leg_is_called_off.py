from django.db import migrations, models
from django.db.models import Q

SOMEBODY = Q(is_by_link=True)


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0016_who_asks_estimates"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="leg", name="leg_state_names_who_and_when"),
        migrations.AddField("leg", "called_off_at", models.DateTimeField(null=True)),
        migrations.AddField("legtally", "called_off_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "leg", "state",
            models.CharField(
                choices=[
                    ("offered", "angeboten"), ("accepted", "angenommen"), ("returned", "zurückgegeben"),
                    ("done", "erledigt"), ("called_off", "nicht mehr nötig"),
                ],
                default="offered", max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="leg",
            constraint=models.CheckConstraint(
                name="leg_state_names_who_and_when",
                condition=Q(state="offered", accepted_at=None, returned_at=None, done_at=None)
                | Q(SOMEBODY | Q(accepted_by__isnull=False), state="accepted", accepted_at__isnull=False, done_at=None)
                | Q(SOMEBODY | Q(returned_by__isnull=False), state="returned", returned_at__isnull=False)
                | Q(SOMEBODY | Q(done_by__isnull=False), state="done", done_at__isnull=False)
                | Q(state="called_off", called_off_at__isnull=False, done_at=None),
            ),
        ),
    ]
