from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Extensions of PostgreSQL that the rooms above lean on."""

    operations = [BtreeGistExtension(), TrigramExtension(), UnaccentExtension()]
