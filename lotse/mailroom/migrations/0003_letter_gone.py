from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("mailroom", "0002_inbound_who_decided"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(condition=models.Q(("carried_by", "server")), fields=["-sent_at"], name="letter_gone"),
        ),
    ]
