"""What is filled in to lay two reports together."""

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.ui.forms import Choice

from .forms import Deed


class MergingForm(Deed):
    """Which report this one follows: one near by, or any other by its number."""

    near = Choice(label=gettext_lazy("Welche Meldung bearbeiten Sie weiter?"), required=False)
    number = forms.CharField(
        label=gettext_lazy("Eine andere Nummer"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Zum Beispiel 2026-000482."),
    )

    def __init__(self, *args, near=(), chosen="", **values):
        numbers = {one.case.number for one in near}
        super().__init__(*args, initial={"near" if chosen in numbers else "number": chosen}, **values)
        if near:
            self.offer("near", [(one.case.number, self._said(one)) for one in near])
        else:
            del self.fields["near"]

    @staticmethod
    def _said(one):
        case = one.case
        told = {"metres": one.metres, "day": f"{localtime(case.opened_at):%d.%m.%Y}"}
        there = _("dieselbe Adresse, gemeldet am %(day)s")
        place = (there if one.metres is None else _("%(metres)s m entfernt, gemeldet am %(day)s")) % told
        return f"{case.number}: {case.subject} ({place}, {case.get_status_display()})"

    def clean(self):
        """One of the two."""
        super().clean()
        told = self.cleaned_data
        told["into"] = told.get("number", "").strip() or told.get("near", "")
        if not told["into"]:
            first = "near" if "near" in self.fields else "number"
            self.add_error(first, _("Wählen Sie eine Meldung aus, oder geben Sie eine Nummer ein."))
        return told

    def field_of(self, name):
        """The other report was typed, or else chosen."""
        if name != "into":
            return name
        return "number" if self.cleaned_data.get("number", "").strip() else "near"
