"""What is filled in to ask another department for help, and to say that hours are missing or reserved."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.ui.forms import LongText

from .forms import Deed

MOST_HOURS = 2000


class HoursField(forms.Field):
    """Hours as people write them („1,5“ or „1:30“); the value is whole minutes."""

    def __init__(self, **values):
        values.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        values.setdefault("help_text", gettext_lazy("Zum Beispiel 3 oder 1,5."))
        super().__init__(**values)

    def to_python(self, value):
        """Return minutes; None when nothing was typed and nothing must be."""
        typed = str(value or "").strip().replace(",", ".")
        if not typed:
            return None
        hours, colon, minutes = typed.partition(":")
        try:
            told = Decimal(hours) * 60 + (Decimal(minutes) if colon else 0)
        except InvalidOperation:
            told = Decimal("NaN")
        if not told.is_finite() or not 1 <= told <= MOST_HOURS * 60:
            raise ValidationError(_("Geben Sie die Stunden als Zahl ein, zum Beispiel 1,5."))
        return int(told)


class RequestForm(Deed):
    """What is asked beside the internal service's own form."""

    team = forms.ChoiceField(
        label=gettext_lazy("Für welches Ihrer Teams?"),
        error_messages={"required": gettext_lazy("Wählen Sie Ihr Team.")},
    )
    text = LongText(label=gettext_lazy("In eigenen Worten"), required=False, limit=10_000, rows=4)
    hours = HoursField(
        label=gettext_lazy("Wie viele Stunden braucht das wohl?"),
        required=False,
        help_text=gettext_lazy("Ihre Schätzung hilft dem anderen Team beim Planen. Zum Beispiel 3 oder 1,5."),
    )
    is_required = forms.BooleanField(
        label=gettext_lazy("Das Anliegen kann erst abgeschlossen werden, wenn dieser Auftrag erledigt ist"),
        required=False,
    )
    facts = forms.MultipleChoiceField(
        label=gettext_lazy("Diese Angaben aus dem Anliegen gehen mit"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Das andere Team liest nur, was hier angekreuzt ist, nicht das Anliegen."),
    )
    attachments = forms.MultipleChoiceField(
        label=gettext_lazy("Diese Dateien gehen mit"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=gettext_lazy("Wozu braucht das Team diese Angaben?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Nötig, wenn Name oder Kontakt mitgehen oder die Angaben den Datenkreis wechseln."),
    )

    def __init__(self, *args, teams, parent=None, facts=(), files=(), may_require=False, **values):
        super().__init__(*args, **values)
        self.offer("team", [(str(team.pk), str(team)) for team in teams])
        if len(teams) == 1:
            self.fields["team"].widget = forms.HiddenInput()
            self.initial.setdefault("team", str(teams[0].pk))
        for name, offered in (("facts", facts), ("attachments", files)):
            if offered:
                self.offer(name, offered)
            else:
                del self.fields[name]
        if not (facts or files):
            del self.fields["reason"]
        if not may_require:
            del self.fields["is_required"]


class HoursForm(Deed):
    """How many hours are missing, and what for."""

    hours = HoursField(
        label=gettext_lazy("Wie viele Stunden fehlen?"),
        error_messages={"required": gettext_lazy("Geben Sie an, wie viele Stunden fehlen.")},
    )
    text = LongText(
        label=gettext_lazy("Wofür werden sie gebraucht?"),
        limit=2000,
        rows=3,
        help_text=gettext_lazy("Das liest, wer die Stunden reserviert. Nennen Sie niemanden mit Namen."),
        error_messages={"required": gettext_lazy("Schreiben Sie, wofür die Stunden gebraucht werden.")},
    )


class ReservationForm(Deed):
    """How many hours are given."""

    hours = HoursField(
        label=gettext_lazy("Wie viele Stunden reservieren Sie?"),
        error_messages={"required": gettext_lazy("Geben Sie an, wie viele Stunden Sie reservieren.")},
    )


class NeedForm(Deed):
    """Whether the case waits for the request, and why that changes."""

    text = forms.CharField(
        label=gettext_lazy("Warum?"),
        max_length=300,
        error_messages={"required": gettext_lazy("Schreiben Sie, warum.")},
    )
