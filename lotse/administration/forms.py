"""The forms of administration."""

from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lotse.calendars.german import in_german, to_osm
from lotse.calendars.lands import NAMES
from lotse.calendars.osm import checked
from lotse.calendars.refusals import CannotReckon
from lotse.people.models import Department, Kind, Person, Role, Team
from lotse.people.taking_on import PersonRefused, check_email, check_login, grantable_by, possible_deputies
from lotse.ui.forms import Choice, DayField, EmailField, PlainWords

HOURS_HINT = _("Zum Beispiel „Mo-Fr 08:00-12:00,13:00-16:00; Mi 08:00-12:00; 24. Dez geschlossen“")
PLAIN_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "-"})


class Teams(forms.ModelMultipleChoiceField):
    """Teams to tick, each with its department."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        return f"{obj.name} ({obj.department.name})"


class PersonForm(PlainWords, forms.Form):
    """An account: who it is, how to reach them, in which teams they work."""

    login = forms.CharField(
        label=_("Anmeldename"), max_length=60, help_text=_("Kleine Buchstaben, Ziffern, Punkt und Strich")
    )
    name = forms.CharField(label=_("Name"), max_length=100)
    email = EmailField(label=_("E-Mail"), max_length=254, required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=40, required=False)
    job_title = forms.CharField(label=_("Funktion"), max_length=120, required=False)
    room = forms.CharField(label=_("Zimmer"), max_length=60, required=False)
    teams = Teams(Team.objects.none(), label=_("In welchen Teams arbeitet die Person?"), required=False)

    def __init__(self, *args, person=None, **values):
        super().__init__(*args, **values)
        self.person = person
        house = Team.objects.exclude(kind=Kind.OUTSIDE).select_related("department")
        cast(forms.ModelMultipleChoiceField, self.fields["teams"]).queryset = house.order_by("department__name", "name")
        if person:
            del self.fields["login"]

    def clean_login(self):
        return _said(lambda: check_login(self.cleaned_data["login"]))

    def clean_email(self):
        return _said(lambda: check_email(self.cleaned_data["email"], but=self.person))


def _said(check):
    try:
        return check()
    except PersonRefused as refused:
        raise ValidationError(str(refused))


class RolesForm(PlainWords, forms.Form):
    """The roles this person may give, ticked as they are now."""

    roles = forms.MultipleChoiceField(
        label=_("Welche Rollen hat die Person?"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, person, by, **values):
        self.grantable = grantable_by(by) if person != by else []
        super().__init__(*args, initial={"roles": [r for r in self.grantable if person.has_role(r)]}, **values)
        cast(forms.MultipleChoiceField, self.fields["roles"]).choices = [
            (role.value, role.label) for role in self.grantable
        ]

    def chosen(self):
        return {Role(word) for word in self.cleaned_data["roles"]}


class DeputyForm(PlainWords, forms.Form):
    """Who stands in, from when to when; without days always."""

    prefix = "vertretung"
    deputy = forms.ModelChoiceField(Person.objects.none(), label=_("Wer vertritt?"))
    begins_on = DayField(label=_("Ab"), required=False)
    ends_on = DayField(label=_("Bis"), required=False)

    def __init__(self, *args, person, by, **values):
        super().__init__(*args, **values)
        field = cast(forms.ModelChoiceField, self.fields["deputy"])
        field.queryset = Person.objects.filter(kind=Person.Kind.STAFF, is_active=True, login__isnull=False)
        offered = [(who.pk, str(who)) for who in possible_deputies(person, by=by)]  # whoever else is told why not
        field.widget.choices = [("", field.empty_label), *offered]

    def clean(self):
        told = super().clean() or {}
        if told.get("begins_on") and told.get("ends_on") and told["ends_on"] < told["begins_on"]:
            self.add_error("ends_on", _("Der letzte Tag liegt vor dem ersten. Prüfen Sie beide."))
        return told


class ShortName(forms.SlugField):
    """The name of a thing in addresses; „Bürgerservice“ is taken as „buergerservice“."""

    default_error_messages = {
        "invalid": _("Nehmen Sie für den Kurznamen Buchstaben, Ziffern und Bindestriche, zum Beispiel ordnungsamt.")
    }

    def to_python(self, value):
        return (super().to_python(value) or "").lower().translate(PLAIN_LETTERS)


class HoursField(forms.CharField):
    """Office hours, typed as people here write them or as OpenStreetMap does, checked by the calendars."""

    def __init__(self, **values):
        super().__init__(required=False, max_length=500, help_text=HOURS_HINT, **values)

    def clean(self, value):
        text = to_osm(super().clean(value))
        try:
            return checked(text) if text else ""
        except CannotReckon as refused:
            raise ValidationError(str(refused))

    def prepare_value(self, value):
        return in_german(value) if value else value


class DepartmentForm(PlainWords, forms.ModelForm):
    """A department, or a body outside the house."""

    kind = Choice(label=_("Was ist das?"), choices=Kind.choices)
    slug = ShortName(label=_("Kurzname für Adressen"), max_length=50, help_text=_("Zum Beispiel ordnungsamt"))
    email = EmailField(label=_("E-Mail"), max_length=254, required=False)
    public_hours = HoursField(label=_("Publikumszeiten"))
    service_hours = HoursField(
        label=_("Servicezeiten: in ihnen laufen die Uhren"),
        error_messages={"required": _("Geben Sie die Servicezeiten ein. Ohne sie läuft keine Frist.")},
    )
    on_call_hours = HoursField(label=_("Rufbereitschaft"))

    class Meta:
        model = Department
        fields = (
            "name",
            "slug",
            "kind",
            "short",
            "place",
            "phone",
            "email",
            "public_hours",
            "service_hours",
            "on_call_hours",
            "data_role",
        )
        labels = {"name": _("Name"), "short": _("Aufgabe in einem Satz"), "place": _("Ort"), "phone": _("Telefon")}
        labels |= {"data_role": _("Rolle im Datenschutz: in unserem Auftrag (Art. 28 DSGVO) oder eigene Verantwortung")}

    def __init__(self, *args, **values):
        super().__init__(*args, **values)
        if not self.instance._state.adding:  # slugs stand in services and links, kinds in published editions
            del self.fields["slug"], self.fields["kind"]
        self.fields["service_hours"].required = self._kind() != Kind.OUTSIDE

    def _kind(self):
        return self.data.get("kind") or self.instance.kind


class TeamForm(PlainWords, forms.ModelForm):
    """A team of a department, and who leads it."""

    slug = ShortName(label=_("Kurzname für Adressen"), max_length=50)
    hours = HoursField(label=_("Eigene Servicezeiten, leer: die des Fachbereichs"))
    leads = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Wer leitet das Team?"), widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Team
        fields = ("department", "name", "slug", "hours", "is_front", "is_support")
        labels = {
            "department": _("Fachbereich"), "name": _("Name"), "is_front": _("Nimmt an, was an den Fachbereich geht"),
            "is_support": _("Gehört zum Bürgerservice"),
        }  # fmt: skip

    def __init__(self, *args, **values):
        super().__init__(*args, **values)
        if self.instance._state.adding:
            del self.fields["leads"]
            self.initial.setdefault("is_support", not Team.objects.filter(is_support=True).exists())
            return
        del self.fields["slug"], self.fields["department"]
        leads = cast(forms.ModelMultipleChoiceField, self.fields["leads"])
        leads.queryset = self.instance.members.filter(is_active=True).order_by("name")
        leads.initial = list(Person.objects.filter(memberships__team=self.instance, memberships__is_lead=True))

    def clean_leads(self):
        """A led team of the business stays led: its leads decide who comes in."""
        leads = self.cleaned_data["leads"]
        has_one = self.instance.memberships.filter(is_lead=True, person__is_active=True).exists()
        if self.instance.kind == Kind.BUSINESS and has_one and not leads:
            raise ValidationError(_("Ein Team mit Leitung behält eine. Wählen Sie mindestens eine Person."))
        return leads

    def clean(self):
        told = super().clean() or {}
        department = told.get("department") or (None if self.instance._state.adding else self.instance.department)
        if told.get("is_front") and department and (front := department.front) and front != self.instance:
            sentence = _("Das tut schon das Team %(team)s. Nehmen Sie dort das Häkchen weg.")
            self.add_error("is_front", sentence % {"team": front.name})
        return told


LAND_NAMES = sorted(((name, code) for code, name in NAMES.items()))


class TownForm(PlainWords, forms.Form):
    """The municipality itself."""

    name = forms.CharField(label=_("Name der Kommune"), max_length=80)
    land = forms.ChoiceField(
        label=_("Land, nach dessen Feiertagen gerechnet wird"), choices=[(code, name) for name, code in LAND_NAMES]
    )
    phone = forms.CharField(label=_("Telefon des Bürgerservice"), max_length=40, required=False)
    email = EmailField(label=_("E-Mail"), max_length=254, required=False)
    address = forms.CharField(label=_("Anschrift"), max_length=200, required=False)


class TableForm(PlainWords, forms.Form):
    """A CSV file of people."""

    file = forms.FileField(
        label=_("CSV-Datei"), help_text=_("Spalten: Anmeldename, Name, E-Mail, Telefon, Funktion, Team, Rolle")
    )
