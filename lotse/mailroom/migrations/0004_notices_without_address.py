"""Notices of undeliverable letters named the address, which outlived the erasure of the person."""

from django.db import migrations

TOLD = ("Eine E-Mail ist nicht zustellbar. Prüfen Sie die Adresse.", "Eine E-Mail kam zurück. Prüfen Sie die Adresse.")


def leave_out(apps, schema_editor):
    """Write the text without the address, whichever of the two it was."""
    failed = apps.get_model("mailroom", "Notice").objects.filter(kind="letter_failed")
    for text in TOLD:
        said = text.removeprefix("Eine E-Mail")
        failed.filter(text__startswith="Eine E-Mail an ", text__endswith=said).update(text=text)


class Migration(migrations.Migration):

    dependencies = [
        ("mailroom", "0003_letter_gone"),
    ]

    operations = [migrations.RunPython(leave_out, migrations.RunPython.noop)]
