"""The files of a mail go into the house's storage; what is refused there is named, and stays in the original."""

from dataclasses import dataclass, field

import structlog
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from lotse.channels.mail.attachments import Attachment
from lotse.channels.mail.mail import Mail
from lotse.files.models import StoredFile, keep
from lotse.files.types import ANYTHING

logger = structlog.get_logger()
MOST_FILES = 50
LARGEST_MB = 50  # a mail may be that large; what it brings is kept whole


@dataclass
class Kept:
    """What of a mail's files lies in the storage, and the names of what does not."""

    files: list[StoredFile] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        """The sentence for the house about what was not taken in; empty if all was."""
        if not self.refused:
            return ""
        names = ", ".join(self.refused[:10]) + (" …" if len(self.refused) > 10 else "")
        return _("Nicht übernommen: %(names)s. Die E-Mail liegt im Original in der Poststelle.") % {"names": names}


def keep_files(mail: Mail) -> Kept:
    """Store the files of a mail byte for byte; one that is refused does not hold up the others."""
    kept = Kept(refused=[one.name for one in mail.attachments[MOST_FILES:]])
    for one in mail.attachments[:MOST_FILES]:
        try:
            with transaction.atomic():
                kept.files.append(_keep(one))
        except Exception as reason:  # whatever the storage says of a stranger's file, the mail itself is taken in
            logger.info("mail_file_refused", reason=type(reason).__name__)
            kept.refused.append(one.name)
    return kept


def _keep(one: Attachment) -> StoredFile:
    """Keep one file whatever it is: it is only ever given back as a download."""
    upload = SimpleUploadedFile(one.name, one.content, content_type=one.type)
    return keep(upload, by=None, limit_mb=LARGEST_MB, allowed=ANYTHING, as_it_came=True)
