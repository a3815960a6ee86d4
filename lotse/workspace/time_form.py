"""What is filled in to book time."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.ui.forms import DayField

from .forms import Deed
from .internal_forms import HoursField


class TimeForm(Deed):
    """How long, for which of one's teams, on which day, and for which hand-over."""

    hours = HoursField(
        label=gettext_lazy("Wie viele Stunden?"),
        error_messages={"required": gettext_lazy("Geben Sie ein, wie viele Stunden es waren.")},
    )
    team = forms.ChoiceField(
        label=gettext_lazy("Für welches Ihrer Teams?"),
        error_messages={"required": gettext_lazy("Wählen Sie Ihr Team.")},
    )
    leg = forms.ChoiceField(label=gettext_lazy("Für welche Übergabe?"), required=False)
    on = DayField(
        label=gettext_lazy("An welchem Tag?"),
        required=False,
        not_after=localdate,
        help_text=gettext_lazy("Leer: heute."),
    )

    def __init__(self, *args, teams, legs=(), **values):
        super().__init__(*args, **values)
        self.offer("team", [(str(team.pk), str(team)) for team in teams])
        if len(teams) == 1:
            self.fields["team"].widget = forms.HiddenInput()
            self.initial.setdefault("team", str(teams[0].pk))
        if legs:
            self.offer("leg", [("", _("Für keine bestimmte")), *((str(leg.pk), leg.question[:80]) for leg in legs)])
        else:
            del self.fields["leg"]
