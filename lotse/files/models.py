from django.db import models

from lotse.tenants.models import Row


class StoredFile(Row):
    name = models.CharField(max_length=200); size=models.IntegerField(default=0); is_photo=models.BooleanField(default=False)
