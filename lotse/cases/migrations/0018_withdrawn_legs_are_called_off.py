"""What lay open in withdrawn cases had no clock and could not be offered anew."""

from django.db import migrations


def call_off(apps, schema_editor):
    """Call off what lies open in a case that is over; the team that has the case keeps its hand-over."""
    leg, tally = apps.get_model("cases", "Leg"), apps.get_model("cases", "LegTally")
    lying = leg.objects.filter(state__in=["offered", "accepted"], case__closed_at__isnull=False)
    for pk, at in list(lying.exclude(kind="transfer", state="accepted").values_list("pk", "case__closed_at")):
        leg.objects.filter(pk=pk).update(state="called_off", called_off_at=at)
        tally.objects.filter(leg=pk).update(called_off_at=at)


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0017_a_leg_is_called_off"),
    ]

    operations = [migrations.RunPython(call_off, migrations.RunPython.noop)]
