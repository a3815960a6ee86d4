"""What is filled in to set a task."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.ui.forms import DayField, LongText

from .forms import Deed


class TaskForm(Deed):
    """What is to be done, by whom, until when, and whether the case waits for it."""

    text = LongText(
        label=gettext_lazy("Was ist zu tun?"),
        limit=2000,
        rows=3,
        error_messages={"required": gettext_lazy("Schreiben Sie, was zu tun ist.")},
    )
    to = forms.ChoiceField(label=gettext_lazy("Wer macht es?"), required=False)
    due = DayField(label=gettext_lazy("Bis wann?"), required=False, not_before=localdate)
    is_required = forms.BooleanField(
        label=gettext_lazy("Das Anliegen kann erst abgeschlossen werden, wenn das erledigt ist"), required=False
    )

    def __init__(self, *args, people=(), **values):
        super().__init__(*args, **values)
        self.offer("to", [("", _("Alle im Team")), *((str(person.pk), str(person)) for person in people)])
