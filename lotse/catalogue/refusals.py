"""Why somebody may not change or publish a service now, in a sentence they can read."""

from django.utils.translation import gettext as _


class MayNotPublish(Exception):
    """Says why this person may not publish this draft."""


class ChangedMeanwhile(Exception):
    """Somebody saved after this person began to write."""

    def __init__(self, by):
        super().__init__(
            _("%(who)s hat inzwischen gespeichert. Ihr Text ist noch da. Vergleichen Sie beide.") % {"who": by}
        )
        self.by = by


class UnfitOrderers(Exception):
    """Says why an edition cannot hold this rule of who may order; `field` is the part of the content it stands in."""

    field = "orderers"
