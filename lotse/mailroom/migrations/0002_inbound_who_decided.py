import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mailroom', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='inbound',
            name='decided_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='inbound',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='inbound',
            name='envelope_to',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='inbound',
            name='subject',
            field=models.CharField(blank=True, default='', max_length=250),
        ),
        migrations.AddIndex(
            model_name='inbound',
            index=models.Index(condition=models.Q(('outcome', 'parked')), fields=['received_at'], name='inbound_parked'),
        ),
        migrations.AlterField(
            model_name='inbound',
            name='outcome',
            field=models.CharField(blank=True, choices=[('new_case', 'neues Anliegen'), ('reply', 'zu einem Anliegen gelegt'), ('suggested', 'neues Anliegen, gehört vielleicht zu einem anderen'), ('parked', 'wartet auf einen Blick'), ('duplicate', 'dieselbe E-Mail noch einmal'), ('ignored', 'zur Seite gelegt')], max_length=12),
        ),
    ]
