from django.db import migrations


class Migration(migrations.Migration):
    """The kind written on an edition is the kind of the team that published it: nobody states another."""

    dependencies = [("catalogue", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE catalogue_edition ADD CONSTRAINT edition_kind_is_the_teams "
            "FOREIGN KEY (published_for_id, publisher_kind) REFERENCES people_team (id, kind)",
            "ALTER TABLE catalogue_edition DROP CONSTRAINT edition_kind_is_the_teams",
        )
    ]
