"""What is filled in to ask for a decision, and to give one."""

from datetime import datetime, time

from django import forms
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.approvals.models import Ask
from lotse.approvals.rules import ANY, N_OF_M, RULES, VETO
from lotse.ui.forms import Choice, DayField, LongText

from .forms import Deed


class AskingForm(Deed):
    """What is to be decided, what it costs, by whom and how."""

    text = LongText(
        label=gettext_lazy("Was ist zu entscheiden?"),
        limit=4000,
        rows=4,
        help_text=gettext_lazy("Schreiben Sie alles hinein, was für die Entscheidung nötig ist."),
        error_messages={"required": gettext_lazy("Schreiben Sie, was zu entscheiden ist.")},
    )
    cost = forms.CharField(label=gettext_lazy("Was kostet es?"), required=False, max_length=100)
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Wer entscheidet?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Wählen Sie aus, wer entscheidet.")},
    )
    rule = Choice(label=gettext_lazy("Wann ist es freigegeben?"), choices=RULES, initial=ANY)
    needed = forms.IntegerField(
        label=gettext_lazy("Mindestzahl der Zusagen"),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    then = forms.MultipleChoiceField(
        label=gettext_lazy("Wer entscheidet danach?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Diese Personen fragt Lotse erst, wenn der erste Schritt freigegeben ist. Alle sagen zu."
        ),
    )
    due = DayField(label=gettext_lazy("Bis wann?"), required=False, not_before=localdate)

    def __init__(self, *args, people=(), **values):
        super().__init__(*args, **values)
        self.askable = {str(person.pk): person for person in people}
        choices = [(pk, _named(person)) for pk, person in self.askable.items()]
        self.offer("people", choices)
        self.offer("then", choices)

    def clean(self):
        """A number belongs to its rule, a day to silence."""
        super().clean()
        told = self.cleaned_data
        if told.get("rule") == N_OF_M and not told.get("needed") and "needed" not in self.errors:
            self.add_error("needed", _("Geben Sie ein, wie viele Personen zusagen müssen."))
        if told.get("rule") == VETO and not told.get("due") and "due" not in self.errors:
            self.add_error("due", _("Geben Sie ein, bis wann widersprochen werden kann."))
        return told

    def clean_due(self):
        """A day means its end."""
        day = self.cleaned_data["due"]
        return make_aware(datetime.combine(day, time(23, 59))) if day else None

    @property
    def steps(self):
        """The steps as `approvals` asks them."""
        told = self.cleaned_data
        first = Ask([self.askable[pk] for pk in told["people"]], told["rule"], told.get("needed") or 1)
        then = [self.askable[pk] for pk in told["then"]]
        return [first, *([Ask(then, "all")] if then else [])]


def _named(person):
    return f"{person.name}, {person.job_title}" if person.job_title else person.name


class VoteForm(Deed):
    """Yes or no, and why."""

    answer = Choice(
        label=gettext_lazy("Wie entscheiden Sie?"),
        choices=[("yes", gettext_lazy("Freigeben")), ("no", gettext_lazy("Ablehnen"))],
        error_messages={"required": gettext_lazy("Wählen Sie aus, ob Sie freigeben oder ablehnen.")},
    )
    reason = LongText(
        label=gettext_lazy("Begründung"),
        limit=4000,
        rows=4,
        required=False,
        help_text=gettext_lazy("Beim Ablehnen nötig."),
    )

    def clean(self):
        """A refusal says why."""
        super().clean()
        told = self.cleaned_data
        if told.get("answer") == "no" and not told.get("reason", "").strip():
            self.add_error("reason", _("Schreiben Sie, warum Sie ablehnen. Dann kann es besser vorgelegt werden."))
        return told
