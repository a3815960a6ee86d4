from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("mailroom", "0004_notices_without_address"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(condition=models.Q(("held_at__isnull", False)), fields=["held_at"], name="letter_held"),
        ),
    ]
