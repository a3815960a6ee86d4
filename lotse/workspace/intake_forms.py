"""What the agent fills in while somebody talks: a new concern, or a question answered on the spot."""

import re

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.cases.models import Case
from lotse.ui.forms import Choice, DayField, LongText, check_email

from .forms import Deed

CHANNELS = (
    (Case.Channel.PHONE, gettext_lazy("Telefon")),
    (Case.Channel.COUNTER, gettext_lazy("Schalter")),
    (Case.Channel.LETTER, gettext_lazy("Brief")),
)

TITLES = {"frau", "herr", "herrn", "familie", "dr", "prof", "med", "von", "zu"}  # may be said or left out


class IntakeForm(Deed):
    """What is asked beside the service's own form while somebody talks."""

    channel = Choice(label=gettext_lazy("Wie meldet sich die Person?"), choices=CHANNELS, initial=Case.Channel.PHONE)
    received_on = DayField(
        label=gettext_lazy("Eingangsdatum"),
        required=False,
        not_after=localdate,
        help_text=gettext_lazy("Leer: heute. Bei einem Brief der Tag auf dem Eingangsstempel."),
    )
    name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=100)
    email = forms.CharField(label=gettext_lazy("E-Mail"), required=False, max_length=254)
    phone = forms.CharField(label=gettext_lazy("Telefon"), required=False, max_length=40)
    subject = forms.CharField(
        label=gettext_lazy("Betreff"), required=False, max_length=200, help_text=gettext_lazy("Leer: Dienst und Ort.")
    )
    text = LongText(
        label=gettext_lazy("In eigenen Worten"),
        help_text=gettext_lazy(
            "Die meldende Person liest das als ihre eigenen Worte. Was nur das Haus angeht, gehört in eine Notiz."
        ),
        required=False,
        limit=10_000,
        rows=4,
    )
    whom = forms.CharField(
        label=gettext_lazy("Für wen, wenn nicht für sich selbst?"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Name der Person oder Firma."),
    )
    proof = Choice(
        label=gettext_lazy("Gibt es einen Nachweis dafür?"),
        required=False,
        choices=[
            ("bring", gettext_lazy("Er kommt noch")),
            ("held", gettext_lazy("Er liegt der Stadt schon vor")),
            ("none", gettext_lazy("Es gibt keinen")),
        ],
    )
    about = forms.MultipleChoiceField(
        label=gettext_lazy("Über wen beschwert sich die Person?"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=gettext_lazy("Wer hier steht, sieht das Anliegen nie."),
    )

    def __init__(self, *args, asks_for_whom=True, people=(), same_person=None, **values):
        super().__init__(*args, **values)
        self.same_person = same_person
        if not asks_for_whom:
            del self.fields["whom"], self.fields["proof"]
        if people:
            self.offer("about", [(str(person.pk), str(person)) for person in people])
        else:
            del self.fields["about"]

    @property
    def for_whom(self):
        """Whom the person acts for, as `open_case` takes it; None for oneself."""
        told = self.cleaned_data
        return {"name": told["whom"], "proof": told["proof"]} if told.get("whom") else None

    def clean_name(self):
        """A name that may belong to whom the agent chose among earlier cases: else one of the two is a slip."""
        name = self.cleaned_data["name"]
        known = self.same_person.name if self.same_person else ""
        if not _may_be_one_name(name, known):
            wrong = _(
                "Ausgewählt ist „Dieselbe Person: %(known)s“, hier steht ein anderer Name. Wählen Sie dort „Eine "
                "andere Person“. Ist es doch dieselbe Person, lassen Sie den Namen leer."
            )
            raise forms.ValidationError(wrong % {"known": known})
        return name

    def clean_email(self):
        """An address that mail can reach, or none."""
        email = self.cleaned_data["email"].strip()
        if email:
            check_email(email)
        return email

    def clean(self):
        """A letter has a stamp."""
        super().clean()
        told = self.cleaned_data
        if (
            told.get("channel") == Case.Channel.LETTER
            and not told.get("received_on")
            and "received_on" not in self.errors
        ):
            self.add_error("received_on", _("Geben Sie den Tag ein, an dem der Brief ankam."))
        if told.get("whom") and not told.get("proof") and "proof" not in self.errors:
            self.add_error("proof", _("Wählen Sie aus, ob es einen Nachweis gibt."))
        return told


def _may_be_one_name(one, other):
    """Whether two names can mean one person: nothing told, the same words in any order, or a part of them."""
    first, second = (set(re.findall(r"\w+", name.casefold())) - TITLES for name in (one, other))
    return first <= second or second <= first


class ShortAnswerForm(Deed):
    """A question answered on the spot: what about, and how it was asked."""

    channel = Choice(label=gettext_lazy("Wie kam die Frage?"), choices=CHANNELS, initial=Case.Channel.PHONE)
    topic = forms.ChoiceField(
        label=gettext_lazy("Worum ging es?"),
        error_messages={"required": gettext_lazy("Wählen Sie aus, worum es ging.")},
    )

    def __init__(self, *args, topics=(), **values):
        super().__init__(*args, **values)
        self.offer("topic", topics)
