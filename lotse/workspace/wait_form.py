"""What is filled in where clocks are: whom everybody waits for, or that a legal period begins."""

from datetime import datetime, time

from django import forms
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.cases.models import PAUSE_REASONS
from lotse.tenants.clock import now
from lotse.ui.forms import DayField

from .forms import Deed

STARTS = {  # what a legal period may begin with, beside receipt (practice 1.4)
    "completeness": gettext_lazy("Die Unterlagen sind vollständig: Die gesetzliche Frist beginnt"),
    "notification": gettext_lazy("Der Bescheid ist bekannt gegeben: Die gesetzliche Frist beginnt"),
}


class WaitForm(Deed):
    """What is waited for or no longer waited for; or what a legal period begins with, and since when."""

    wait = forms.ChoiceField(label=gettext_lazy("Worauf wird gewartet?"))
    since = DayField(label=gettext_lazy("Seit welchem Tag?"), required=False, not_after=lambda: localdate(now()))

    def __init__(self, *args, waits=(), starts=(), **values):
        super().__init__(*args, **values)
        over = _("Das Warten ist vorbei: %(reason)s")
        names = {key: label for key, (label, _party) in PAUSE_REASONS.items() if key != "question"}
        choices = [(key, over % {"reason": label} if key in waits else label) for key, label in names.items()]
        self.offer("wait", [*((start, STARTS[start]) for start in starts), *choices])
        if starts:
            self.fields["wait"].label = _("Was hat sich geändert?")
        else:
            del self.fields["since"]

    @property
    def at(self):
        """The moment the law counts from: noon of the day that was said; None for now."""
        day = self.cleaned_data.get("since")
        return make_aware(datetime.combine(day, time(12))) if day and day != localdate(now()) else None
