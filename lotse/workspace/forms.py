"""What the agent fills in for each deed."""

from datetime import datetime, time
from typing import cast

from django import forms
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.cases.closing import PASSED_ON
from lotse.cases.reasons import REASONS_TO_ASK
from lotse.desk.models import Preference
from lotse.ui.forms import Choice, DayField, LongText, PlainWords

from .wording import REASONS_TO_OPEN


class Deed(PlainWords, forms.Form):
    """The base of all forms here."""

    def offer(self, name, choices):
        """Give a field what there is to choose from."""
        cast(forms.ChoiceField, self.fields[name]).choices = list(choices)

    def takes_back(self, refused):
        """Set what a deed refused beside the fields it is about; return whether it is about nothing else."""
        named = getattr(refused, "problems", None) or {getattr(refused, "field", ""): str(refused)}
        wrong = {self.field_of(name): sentence for name, sentence in named.items()}
        if not all(name in self.fields and not self[name].is_hidden for name in wrong):
            return False
        for name, sentence in wrong.items():
            self.add_error(name, sentence)
        return True

    def field_of(self, name):
        """Return the field in which a deed's value was told, where the form calls it otherwise."""
        return name


class Words(Deed):
    """A text to somebody."""

    text = LongText(label=gettext_lazy("Text"), limit=10_000, rows=6)

    def __init__(self, *args, label="", empty="", **values):
        super().__init__(*args, **values)
        self.fields["text"].label = label or self.fields["text"].label
        if empty:
            self.fields["text"].error_messages["required"] = empty


class QuestionForm(Deed):
    """A question to the citizen, and which facts it asks for."""

    text = LongText(
        label=gettext_lazy("Ihre Frage"),
        limit=10_000,
        rows=5,
        error_messages={"required": gettext_lazy("Schreiben Sie Ihre Frage.")},
    )
    facts = forms.MultipleChoiceField(
        label=gettext_lazy("Wonach fragen Sie?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Was wir schon wissen, steht dabei."),
    )
    reason = Choice(label=gettext_lazy("Warum fragen Sie noch einmal?"), required=False)

    def __init__(self, *args, choices=(), **values):
        super().__init__(*args, **values)
        self.offer("facts", choices)
        self.offer("reason", [(key, label) for key, (label, _counts) in REASONS_TO_ASK.items()])


class HandoverForm(Deed):
    """To whom, what for, and with which facts."""

    to = forms.ChoiceField(
        label=gettext_lazy("An welches Team?"),
        error_messages={"required": gettext_lazy("Wählen Sie das Team, das übernehmen soll.")},
    )
    kind = Choice(
        label=gettext_lazy("Was geben Sie ab?"),
        choices=[
            ("transfer", gettext_lazy("Die Zuständigkeit: Das Team entscheidet")),
            ("subtask", gettext_lazy("Einen Auftrag: Das Team erledigt etwas")),
            ("consult", gettext_lazy("Eine Frage: Das Team gibt Rat")),
        ],
    )
    question = LongText(
        label=gettext_lazy("Was soll als Nächstes passieren?"),
        limit=4000,
        rows=4,
        error_messages={"required": gettext_lazy("Schreiben Sie, was als Nächstes passieren soll.")},
    )
    expected_result = forms.CharField(
        label=gettext_lazy("Welches Ergebnis erwarten Sie?"), required=False, max_length=300
    )
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Übergabe-Paket: Das geht mit"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nur Angaben, die das Team für seine Aufgabe braucht, sind vorausgewählt."),
    )
    facts = forms.MultipleChoiceField(
        label=gettext_lazy("Einzelne Angaben"), required=False, widget=forms.CheckboxSelectMultiple
    )
    attachments = forms.MultipleChoiceField(
        label=gettext_lazy("Einzelne Dateien"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=gettext_lazy("Wozu braucht das Team Angaben zur Person?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Nur nötig, wenn Name oder Kontakt mitgehen."),
    )
    due = DayField(label=gettext_lazy("Anderer Termin"), required=False, not_before=localdate)
    inform = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, teams=(), packet, inform="", told="", **values):
        super().__init__(*args, **values)
        self.packet = packet
        self.offer("to", teams)
        self.offer("groups", [(group["name"], group["label"]) for group in packet["groups"]])
        self.offer("facts", packet["facts"])
        self.offer("attachments", packet["files"])
        self.fields["inform"].label, self.fields["inform"].help_text = inform, told

    @property
    def packet_groups(self):
        """The ticks as they are drawn: each group with those of its single facts and files."""
        ticks = {(name, tick.data["value"]): tick for name in ("groups", "facts", "attachments") for tick in self[name]}
        for group in self.packet["groups"]:
            single = [ticks["facts", key] for key in group["facts"]]
            single += [ticks["attachments", pk] for pk in group["files"]]
            yield {"tick": ticks["groups", group["name"]], "single": single}

    def clean(self):
        """Take what is ticked in a ticked group; what needs a reason goes along with one only."""
        super().clean()
        told = self.cleaned_data
        ticked = [group for group in self.packet["groups"] if group["name"] in told.get("groups", ())]
        for name, of_group in (("facts", "facts"), ("attachments", "files")):
            ours = [item for group in ticked for item in group[of_group]]
            told[name] = [item for item in ours if item in told.get(name, ())]
        held = [group for group in ticked if not group["is_free"]]
        needs_reason = {item for group in held for item in (*group["facts"], *group["files"])}
        if needs_reason.intersection([*told["facts"], *told["attachments"]]) and not told.get("reason", "").strip():
            self.add_error("reason", _("Schreiben Sie, wozu das Team Name oder Kontakt braucht."))
        return told

    def clean_due(self):
        """A day means its end."""
        day = self.cleaned_data["due"]
        return make_aware(datetime.combine(day, time(23, 59))) if day else None


class ReturnForm(Deed):
    """Why a hand-over goes back, or an internal request."""

    kind = Choice(label=gettext_lazy("Warum geben Sie das Anliegen zurück?"))
    text = LongText(label=gettext_lazy("Was muss die andere Seite wissen?"), required=False, limit=4000, rows=3)

    def __init__(self, *args, reasons=(), is_request=False, **values):
        super().__init__(*args, **values)
        self.offer("kind", [(reason, reason) for reason in [*reasons, OTHER_REASON]])
        chosen, self.nothing = _("Wählen Sie aus, warum Sie das Anliegen zurückgeben."), NO_REASON
        if is_request:
            self.fields["kind"].label = _("Warum geben Sie den Auftrag zurück?")
            chosen, self.nothing = _("Wählen Sie aus, warum Sie den Auftrag zurückgeben."), NO_REASON_FOR_A_REQUEST
        self.fields["kind"].error_messages["required"] = chosen

    def clean(self):
        """Another reason must be said."""
        super().clean()
        told = self.cleaned_data
        if told.get("kind") == OTHER_REASON and not told.get("text", "").strip():
            self.add_error("text", str(self.nothing))
        return told

    @property
    def listed(self):
        """The chosen reason of the service's list, or nothing for another one."""
        return "" if self.cleaned_data["kind"] == OTHER_REASON else self.cleaned_data["kind"]

    @property
    def reason(self):
        """The reason in one text."""
        told = self.cleaned_data
        return " ".join(filter(None, [self.listed and f"{self.listed}.", told["text"].strip()]))


OTHER_REASON = "Anderer Grund"
NO_REASON = gettext_lazy("Schreiben Sie den Grund, warum Sie das Anliegen zurückgeben.")
NO_REASON_FOR_A_REQUEST = gettext_lazy("Schreiben Sie den Grund, warum Sie den Auftrag zurückgeben.")


class PersonForm(Deed):
    """To whom; a reason where the deed wants one."""

    to = forms.ChoiceField(label=gettext_lazy("Wer macht es?"), required=False)

    def __init__(self, *args, people=(), label="", nobody="", **values):
        super().__init__(*args, **values)
        field = self.fields["to"]
        self.offer("to", ([("", nobody)] if nobody else []) + [(str(person.pk), str(person)) for person in people])
        field.label = label or field.label
        field.required = not nobody


class GuideForm(PersonForm):
    """Who answers for the case from now on, and why."""

    reason = forms.CharField(label=gettext_lazy("Grund"), required=False, max_length=300)


class FilingForm(Deed):
    """Which system keeps the file, and under which reference."""

    system = forms.CharField(
        label=gettext_lazy("Führendes System"),
        max_length=80,
        help_text=gettext_lazy("Zum Beispiel E-Akte, Passfachverfahren oder Lotse."),
        error_messages={"required": gettext_lazy("Schreiben Sie, welches System die Akte führt.")},
    )
    reference = forms.CharField(label=gettext_lazy("Aktenzeichen"), required=False, max_length=80)


class FollowUpForm(Deed):
    """When the case is laid before me again."""

    on = DayField(
        label=gettext_lazy("An welchem Tag?"),
        required=False,
        not_before=localdate,
        help_text=gettext_lazy("Leer lassen hebt sie auf."),
    )
    note = forms.CharField(label=gettext_lazy("Woran wollen Sie denken?"), required=False, max_length=300)


class ClosingForm(Deed):
    """How it ended, what the citizen reads, and the notice of an administrative act."""

    result = forms.ChoiceField(
        label=gettext_lazy("Wie ist das Anliegen ausgegangen?"),
        error_messages={"required": gettext_lazy("Wählen Sie aus, wie das Anliegen ausgegangen ist.")},
    )
    answer = LongText(
        label=gettext_lazy("Antwort an die meldende Person"),
        limit=10_000,
        rows=6,
        error_messages={"required": gettext_lazy("Schreiben Sie der meldenden Person, was herausgekommen ist.")},
    )
    passed_to = forms.CharField(
        label=gettext_lazy("An welche Stelle geben Sie ab?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Nur wenn eine andere Stelle zuständig ist. Der Eingangstag gilt dort weiter."),
    )
    to_others = LongText(
        label=gettext_lazy("Text an die anderen meldenden Personen"),
        limit=10_000,
        rows=4,
        required=False,
        help_text=gettext_lazy("Der Text darf niemanden nennen. Bleibt er leer, lesen sie nur das Ergebnis."),
    )
    date = DayField(label=gettext_lazy("Bescheid vom"), required=False, not_after=localdate)
    team = forms.ChoiceField(label=gettext_lazy("Entschieden hat"), required=False)
    notified_by = Choice(label=gettext_lazy("Bekannt gegeben"), required=False)
    WAYS = (
        ("post", gettext_lazy("mit der Post")),
        ("electronic", gettext_lazy("elektronisch")),
        ("in_person", gettext_lazy("persönlich")),
    )

    def __init__(self, *args, case, teams=(), **values):
        super().__init__(*args, **values)
        self.offer("result", [("", _("Auswählen")), *case.edition.results.items()])
        if case.service.is_internal:
            nothing = _("Schreiben Sie dem Team, das gefragt hat, was herausgekommen ist.")
            self.fields["answer"].label = _("Antwort an das Team, das gefragt hat")
            self.fields["answer"].error_messages["required"] = nothing
            self.fields["result"].label = _("Wie ist der Auftrag ausgegangen?")
        if not case.follower_rows:
            del self.fields["to_others"]
        if case.edition.content.get("decision") == "administrative_act":
            self.offer("team", [("", _("Auswählen")), *teams])
            self.offer("notified_by", self.WAYS)
        else:
            for name in ("date", "team", "notified_by"):
                del self.fields[name]

    def clean(self):
        """Whoever passes a concern on says to whom."""
        super().clean()
        told = self.cleaned_data
        if told.get("result") == PASSED_ON and not told.get("passed_to", "").strip():
            self.add_error("passed_to", _("Geben Sie ein, an welche Stelle Sie das Anliegen abgeben."))
        return told

    @property
    def notice(self):
        """The notice as `close` takes it, or None when nothing was told of one."""
        told = {key: self.cleaned_data.get(key) for key in ("date", "team", "notified_by")}
        if not any(told.values()):
            return None
        return told | {"date": told["date"].isoformat() if told["date"] else ""}


class SplittingForm(Deed):
    """What the second concern is about, and what was told already."""

    service = forms.ChoiceField(
        label=gettext_lazy("Zu welchem Dienst gehört das zweite Anliegen?"),
        error_messages={"required": gettext_lazy("Wählen Sie den Dienst aus.")},
    )
    text = LongText(
        label=gettext_lazy("Worum geht es in dem zweiten Anliegen?"),
        limit=10_000,
        rows=5,
        error_messages={"required": gettext_lazy("Schreiben Sie, worum es in dem zweiten Anliegen geht.")},
    )
    facts = forms.MultipleChoiceField(
        label=gettext_lazy("Diese Angaben gehen mit"), required=False, widget=forms.CheckboxSelectMultiple
    )
    attachments = forms.MultipleChoiceField(
        label=gettext_lazy("Diese Dateien gehen mit"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=gettext_lazy("Warum darf der andere Dienst sie verwenden?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Nur nötig, wenn die Angaben den Datenkreis wechseln."),
    )

    def __init__(self, *args, services=(), facts=(), files=(), **values):
        super().__init__(*args, **values)
        self.offer("service", [("", _("Auswählen")), *services])
        self.offer("facts", facts)
        if files:
            self.offer("attachments", files)
        else:
            del self.fields["attachments"]

    def clean_text(self):
        """Words, not blanks."""
        return self.cleaned_data["text"].strip()


class ReasonToOpenForm(Deed):
    """Why the citizen service opens a case it does not guide."""

    reason = Choice(
        label=gettext_lazy("Warum öffnen Sie dieses Anliegen?"),
        choices=list(REASONS_TO_OPEN.items()),
        error_messages={"required": gettext_lazy("Wählen Sie aus, warum Sie dieses Anliegen öffnen.")},
    )


class PreferenceForm(Deed):
    """How one person wants their desk."""

    is_seen = forms.BooleanField(
        label=gettext_lazy("Kolleginnen und Kollegen sehen, welches Anliegen ich gerade offen habe"),
        required=False,
        help_text=gettext_lazy("Das wird nie gespeichert: Nach 40 Sekunden ist es fort."),
    )
    news = Choice(
        label=gettext_lazy("Wie wollen Sie von Neuem in Ihren Anliegen erfahren?"),
        choices=Preference.News.choices,
        help_text=gettext_lazy("Die E-Mail enthält nur den Link. Über Ihre eigenen Taten schreiben wir Ihnen nie."),
    )
