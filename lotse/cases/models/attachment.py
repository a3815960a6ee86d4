from django.db import models

from lotse.files.models import StoredFile
from lotse.tenants.models import Row

from .case import Case
from .entry import Entry


class Attachment(Row):
    """A file that came with an entry (Anlage)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    data_class = models.CharField(max_length=10, default="matter")
