"""What is filled in to put a fact right, or one that was open."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.ui.forms import LongText

from .forms import Deed


class CorrectionForm(Deed):
    """Which fact was wrong, and how it is right."""

    fact = forms.ChoiceField(
        label=gettext_lazy("Welche Angabe stimmt nicht oder fehlt?"),
        error_messages={"required": gettext_lazy("Wählen Sie die Angabe aus, die nicht stimmt oder fehlt.")},
    )
    text = LongText(
        label=gettext_lazy("Wie ist es richtig?"),
        limit=4000,
        rows=2,
        error_messages={"required": gettext_lazy("Schreiben Sie, wie es richtig ist.")},
    )
    reason = forms.CharField(label=gettext_lazy("Woher wissen Sie das?"), required=False, max_length=300)

    def __init__(self, *args, facts=(), **values):
        super().__init__(*args, **values)
        self.offer("fact", [("", _("Auswählen")), *facts])
