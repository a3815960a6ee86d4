from django.db import models

from lotse.tenants.models import Row


class StoredFile(Row):
    name = models.CharField(max_length=200); size=models.IntegerField(default=0); is_photo=models.BooleanField(default=False)


def keep(upload, *, by, photo=False):
    """Store an uploaded file."""
    return StoredFile.objects.create(name=upload.name[:200], size=upload.size, is_photo=photo)
