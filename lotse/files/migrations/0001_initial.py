import lotse.tenants.clock
import lotse.tenants.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.UUIDField(default=lotse.tenants.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('type', models.CharField(default='application/octet-stream', max_length=100)),
                ('size', models.PositiveIntegerField(default=0)),
                ('sha256', models.CharField(default='', max_length=64)),
                ('path', models.CharField(max_length=100, unique=True)),
                ('small_path', models.CharField(blank=True, default='', max_length=100)),
                ('is_photo', models.BooleanField(default=False)),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('by', models.UUIDField(null=True)),
                ('created_at', models.DateTimeField(default=lotse.tenants.clock.now)),
            ],
            options={
                'indexes': [models.Index(fields=['created_at'], name='storedfile_created_at')],
                'constraints': [],
            },
        ),
    ]
