"""What a team fills in for its text modules and macros."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.desk.models import Macro
from lotse.knowledge.models import PLACEHOLDERS, TextModule, unknown_placeholders
from lotse.people.models import Team
from lotse.tenants.clock import now
from lotse.ui.forms import LongText, PlainWords

PLACES = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)


class OfATeam(PlainWords, forms.ModelForm):
    """Belongs to a team of whoever writes it."""

    def __init__(self, *args, teams, person, **values):
        super().__init__(*args, **values)
        self.person = person
        field = cast(forms.ModelChoiceField, self.fields["team"])
        field.queryset, field.empty_label, field.label = teams, None, _("Team")
        field.error_messages["required"] = _("Wählen Sie das Team aus, dem das gehört.")


class TextModuleForm(OfATeam):
    """A text, and where a case fills it."""

    title = forms.CharField(
        label=gettext_lazy("Titel"),
        max_length=80,
        error_messages={"required": gettext_lazy("Geben Sie dem Textbaustein einen Titel.")},
    )
    text = LongText(
        label=gettext_lazy("Text"),
        limit=10_000,
        rows=8,
        error_messages={"required": gettext_lazy("Schreiben Sie den Text.")},
    )

    class Meta:
        model = TextModule
        fields = ["team", "title", "text"]

    def __init__(self, *args, **values):
        super().__init__(*args, **values)
        self.fields["text"].help_text = _("Diese Stellen füllt das Anliegen: %(places)s.") % {"places": PLACES}

    def clean_text(self):
        """Only what a case can fill may stand in braces."""
        text = self.cleaned_data["text"]
        if unknown := unknown_placeholders(text):
            sentence = _("Diese Stelle kennt Lotse nicht: {%(word)s}. Möglich sind %(places)s.")
            raise forms.ValidationError(sentence % {"word": unknown[0], "places": PLACES})
        return text

    def save(self, commit=True):
        """Keep it, and when it was changed."""
        self.instance.changed_at = now()
        return super().save(commit)


class MacroForm(OfATeam):
    """Which deeds are done together."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        error_messages={"required": gettext_lazy("Geben Sie dem Makro einen Namen.")},
    )

    follow_up_in = forms.IntegerField(required=False, min_value=1, max_value=365)

    class Meta:
        model = Macro
        fields = ["team", "name", "module", "follow_up_in", "urgency", "handover_team", "question"]

    def __init__(self, *args, **values):
        super().__init__(*args, **values)
        fields: Any = self.fields
        fields["module"].queryset = TextModule.objects.of(self.person)
        fields["handover_team"].queryset = Team.objects.select_related("department").order_by("name")
        fields["urgency"].choices = [("", _("bleibt, wie sie ist")), *fields["urgency"].choices[1:]]
        for name, label in {
            "module": _("Antwort mit diesem Textbaustein"),
            "follow_up_in": _("Wiedervorlage nach so vielen Tagen"),
            "urgency": _("Dringlichkeit"),
            "handover_team": _("Danach übergeben an"),
            "question": _("Was soll dieses Team tun?"),
        }.items():
            fields[name].label = label

    def clean(self):
        """A macro does something."""
        super().clean()
        told = self.cleaned_data
        if not any(told.get(name) for name in ("module", "follow_up_in", "urgency", "handover_team")):
            raise forms.ValidationError(_("Wählen Sie mindestens eine Tat aus, die das Makro ausführt."))
        return told
