from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenants", "0002_town")]

    operations = [
        migrations.AddField("town", "map", models.JSONField(blank=True, default=dict)),
    ]
