"""What a person decides about a mail that waits."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.cases.models import Case
from lotse.catalogue.models import Service
from lotse.ui.forms import LongText, PlainWords

REASONS = {
    "advertising": gettext_lazy("Werbung oder Rundmail"),
    "machine": gettext_lazy("Automatische Nachricht ohne Anliegen"),
    "not_ours": gettext_lazy("Nicht für uns bestimmt"),
    "known": gettext_lazy("Schon auf anderem Weg erledigt"),
    "other": gettext_lazy("Anderer Grund"),
}


class NewForm(PlainWords, forms.Form):
    """As which service the mail is taken in."""

    service = forms.ModelChoiceField(
        Service.objects.none(),
        label=gettext_lazy("Welcher Dienst?"),
        to_field_name="slug",
        empty_label=None,
        error_messages={"required": gettext_lazy("Wählen Sie einen Dienst.")},
    )

    def __init__(self, *args, **values):
        super().__init__(*args, **values)
        self.fields["service"].queryset = Service.objects.for_citizens().running().order_by("title")  # type: ignore[attr-defined]


class BelongingForm(PlainWords, forms.Form):
    """To which concern the mail belongs."""

    number = forms.CharField(
        label=gettext_lazy("Nummer des Anliegens"),
        max_length=20,
        help_text=gettext_lazy("Zum Beispiel 2026-000123. Sie oder Ihr Team tragen dieses Anliegen."),
        error_messages={"required": gettext_lazy("Nennen Sie die Nummer des Anliegens.")},
    )

    def __init__(self, *args, person, **values):
        super().__init__(*args, **values)
        self.person = person

    def clean_number(self) -> Case:
        """Find the concern among those this person reads."""
        case = Case.objects.readable_by(self.person).filter(number=self.cleaned_data["number"].strip()).first()
        if case is None:
            raise forms.ValidationError(_("Ein Anliegen mit dieser Nummer finden wir bei Ihnen nicht."))
        return case


class AsideForm(PlainWords, forms.Form):
    """Why nothing more is done with the mail."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Warum legen Sie die E-Mail zur Seite?"),
        choices=list(REASONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Wählen Sie einen Grund.")},
    )
    words = LongText(label=gettext_lazy("Der Grund in Ihren Worten"), limit=500, rows=2, required=False)

    def clean(self):
        """Another reason is named."""
        told = super().clean() or self.cleaned_data
        if told.get("reason") == "other" and not told.get("words"):
            self.add_error("words", _("Nennen Sie den Grund."))
        return told

    @property
    def sentence(self) -> str:
        """The reason as it is kept."""
        told = self.cleaned_data
        chosen = "" if told["reason"] == "other" else str(REASONS[told["reason"]])
        return " ".join(filter(None, [chosen and f"{chosen}.", told["words"]]))
