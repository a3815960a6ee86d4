from django.db import migrations, models
from django.db.models.functions import MD5


class Migration(migrations.Migration):
    """The index of a place gives its cases in order: of a square with thousands the newest are enough."""

    dependencies = [("cases", "0020_pictures_are_pictures")]

    operations = [
        migrations.AddIndex(
            "fact",
            models.Index(MD5("text"), "case", condition=models.Q(key="ort"), name="fact_at_a_place"),
        ),
        migrations.RemoveIndex("fact", "fact_of_a_place"),  # last: some index of a place is always there
    ]
