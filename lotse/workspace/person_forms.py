"""What is filled in about the person who reports: for whom they speak, and what a caller says."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.cases.representing import PROOFS, ROLES
from lotse.ui.forms import Choice, DayField

from .forms import Deed


class RepresentationForm(Deed):
    """For whom somebody speaks, in what role, with which proof, from when to when."""

    name = forms.CharField(
        label=gettext_lazy("In Vertretung für"),
        max_length=100,
        help_text=gettext_lazy("Name der Person oder Firma."),
        error_messages={"required": gettext_lazy("Schreiben Sie, für wen die Person spricht.")},
    )
    role = Choice(label=gettext_lazy("In welcher Rolle?"), choices=list(ROLES.items()))
    proof = Choice(label=gettext_lazy("Gibt es einen Nachweis dafür?"), choices=list(PROOFS.items()))
    since = DayField(label=gettext_lazy("Gilt ab"), required=False)
    until = DayField(label=gettext_lazy("Gilt bis"), required=False)

    def clean(self):
        """A representation ends after it begins."""
        super().clean()
        told = self.cleaned_data
        if told.get("since") and told.get("until") and told["until"] < told["since"]:
            self.add_error("until", _("Die Vertretung endet, bevor sie beginnt. Prüfen Sie die Tage."))
        return told


class CallerForm(Deed):
    """What the caller answers, question by question."""

    def __init__(self, *args, questions, **values):
        super().__init__(*args, **values)
        for question in questions:
            self.fields[question.key] = forms.CharField(
                label=question.label,
                max_length=200,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
                error_messages={"required": _("Schreiben Sie auf, was die Person sagt.")},
            )
