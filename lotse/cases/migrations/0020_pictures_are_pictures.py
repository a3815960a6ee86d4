"""Pictures that no question of the form asked for counted as papers, and reached teams that get no pictures."""

from django.db import migrations
from django.db.models import Exists, Func, OuterRef, TextField
from django.db.models.functions import Cast, JSONObject

PICTURES = ["image/jpeg", "image/png", "image/webp"]


def call_them_pictures(apps, schema_editor):
    """What no question of the form said a class of gets that of what it is; packets stay as they were frozen."""
    attachment, fact = apps.get_model("cases", "Attachment"), apps.get_model("cases", "Fact")
    papers = attachment.objects.filter(data_class="matter", file__type__in=PICTURES)
    this = Func(JSONObject(id=Cast(OuterRef("file"), TextField())), function="jsonb_build_array")
    asked_for = fact.objects.filter(case=OuterRef("case"), value__contains=this)
    papers.filter(~Exists(asked_for)).update(data_class="picture")


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0019_what_a_desk_counts"),
        ("files", "0001_initial"),
    ]

    operations = [migrations.RunPython(call_them_pictures, migrations.RunPython.noop)]
