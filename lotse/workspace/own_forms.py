"""What an agent fills in for their own desk: a view, and one deed on many cases."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.cases.models import Case
from lotse.desk.models import BulkRun, SavedView
from lotse.ui.forms import Choice, DayField, LongText

from .forms import Deed


class SavedViewForm(Deed):
    """Which open cases a view shows, and who else finds it."""

    name = forms.CharField(
        label=gettext_lazy("Wie heißt die Ansicht?"),
        max_length=40,
        error_messages={"required": gettext_lazy("Geben Sie der Ansicht einen Namen.")},
    )
    service = forms.ChoiceField(label=gettext_lazy("Dienst"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Stand"), required=False)
    due = forms.ChoiceField(label=gettext_lazy("Frist"), required=False)
    is_mine = forms.BooleanField(label=gettext_lazy("nur was mir zugewiesen ist"), required=False)
    is_urgent = forms.BooleanField(label=gettext_lazy("nur Dringendes"), required=False)
    team = forms.ChoiceField(
        label=gettext_lazy("Mit einem Team teilen"),
        required=False,
        help_text=gettext_lazy("Jede Person sieht darin nur Anliegen, die sie ohnehin sehen darf."),
    )

    def __init__(self, *args, person, services=(), teams=(), **values):
        super().__init__(*args, **values)
        self.person = person
        every = ("", _("alle"))
        self.offer("service", [every, *((str(each.pk), each.title) for each in services)])
        self.offer("status", [every, *Case.Status.choices[:3]])
        self.offer("due", [every, *SavedView.Due.choices])
        self.offer("team", [("", _("nur für mich")), *((str(team.pk), team.name) for team in teams)])

    def clean_name(self):
        """A name is there once."""
        name = self.cleaned_data["name"].strip()
        if SavedView.objects.filter(person=self.person, name=name).exists():
            raise forms.ValidationError(_("Eine Ansicht „%(name)s“ haben Sie schon.") % {"name": name})
        return name

    @property
    def conditions(self):
        """The values of the view's row."""
        told = dict(self.cleaned_data)
        return told | {"service_id": told.pop("service") or None, "team_id": told.pop("team") or None}


class BulkForm(Deed):
    """One deed on many cases, and what it needs."""

    deed = Choice(
        label=gettext_lazy("Was soll mit allen geschehen?"),
        choices=BulkRun.Deed.choices,
        error_messages={"required": gettext_lazy("Wählen Sie aus, was geschehen soll.")},
    )
    to = forms.ChoiceField(label=gettext_lazy("Zuweisen an, oder neue Ansprechperson"), required=False)
    on = DayField(label=gettext_lazy("Wiedervorlage am"), required=False, not_before=localdate)
    urgency = forms.ChoiceField(label=gettext_lazy("Dringlichkeit"), required=False, choices=Case.Urgency.choices)
    result = forms.ChoiceField(label=gettext_lazy("Ergebnis beim Abschließen"), required=False)
    text = LongText(label=gettext_lazy("Notiz, oder Antwort beim Abschließen"), required=False, limit=10_000, rows=4)

    NEEDS = {
        "guide": ("to", gettext_lazy("Wählen Sie die neue Ansprechperson aus.")),
        "follow_up": ("on", gettext_lazy("Geben Sie den Tag der Wiedervorlage ein.")),
        "note": ("text", gettext_lazy("Schreiben Sie Ihre Notiz.")),
        "close": ("text", gettext_lazy("Schreiben Sie den meldenden Personen, was herausgekommen ist.")),
    }

    def __init__(self, *args, people=(), results=(), **values):
        super().__init__(*args, **values)
        self.offer("to", [("", _("Niemand")), *((str(person.pk), str(person)) for person in people)])
        self.offer("result", results)

    def clean(self):
        """Each deed needs something."""
        super().clean()
        name, sentence = self.NEEDS.get(self.cleaned_data.get("deed", ""), ("", ""))
        if name and not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, sentence)
        return self.cleaned_data

    @property
    def told(self):
        """The values of the deed, as they are stored."""
        told = self.cleaned_data
        return {
            "to": told["to"],
            "on": told["on"].isoformat() if told["on"] else "",
            "urgency": told["urgency"] or "normal",
            "result": told["result"],
            "text": told["text"],
        }
