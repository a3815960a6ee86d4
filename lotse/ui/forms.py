"""Django forms drawn with KERN: the renderer, and the fields Django lacks.

`FORM_RENDERER = "lotse.ui.forms.KernRenderer"`. In a template: `{% error_summary form %}` on top, then
`{{ form }}` for all fields or `{{ form.email.as_field_group }}` for one. Views answer a wrong form with 422.

A field that must be filled carries no mark; the others get "(optional)". A choice of up to seven asks with
radios (`RadioSelect`), where the legend is the question. `DayField` asks for a day in three inputs.
"""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DAYS_OF_MONTH = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class KernRenderer(TemplatesSetting):
    """Draw forms and fields with the partials of `kern/`."""

    form_template_name = "kern/form.html"
    field_template_name = "kern/field.html"
    formset_template_name = "kern/formset.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Draw one template; Django's own widgets are drawn by ours where KERN wants other markup."""
        return super().render(OURS.get(template_name, template_name), context, request)


OURS = {
    "django/forms/widgets/radio.html": "kern/widgets/checks.html",
    "django/forms/widgets/checkbox_select.html": "kern/widgets/checks.html",
    "django/forms/widgets/select.html": "kern/widgets/select.html",
    "django/forms/widgets/clearable_file_input.html": "kern/widgets/file.html",
}


class DayWidget(forms.Widget):
    """Ask for a day in three small inputs; a date pasted into the first fills all three."""

    template_name = "kern/widgets/day.html"
    use_fieldset = True
    PARTS = (("tag", gettext_lazy("Tag"), 2), ("monat", gettext_lazy("Monat"), 2), ("jahr", gettext_lazy("Jahr"), 4))

    def __init__(self, attrs: dict[str, Any] | None = None, birthday: bool = False) -> None:
        super().__init__(attrs)
        self.birthday = birthday

    def id_for_label(self, id_: str) -> str:
        """Lead a link from the error summary to the first input."""
        return f"{id_}-tag" if id_ else id_

    def value_from_datadict(self, data: Any, files: Any, name: str) -> "date | Typed | None":
        """Read the three inputs, or one whole date typed into the first (or posted under the field's name)."""
        parts = [str(data.get(f"{name}-{part}", "")).strip() for part, *_rest in self.PARTS]
        whole = str(data.get(name, "")).strip() or (parts[0] if parts[0] and not any(parts[1:]) else "")
        if whole:
            parts = split_day(whole) or [whole, "", ""]
        return Typed(*parts) if any(parts) else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Say whether none of the inputs came with the form."""
        return name not in data and all(f"{name}-{part}" not in data for part, *_rest in self.PARTS)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template its three inputs with what was typed."""
        context = super().get_context(name, value, attrs)
        if isinstance(value, str) and value:
            value = Typed(*(split_day(value) or [value, "", ""]))
        typed = (value.day, value.month, value.year) if value else ("", "", "")
        tokens = ("bday-day", "bday-month", "bday-year") if self.birthday else ("off", "off", "off")
        context["parts"] = [
            {"name": part, "label": label, "size": size, "value": text, "autocomplete": token}
            for (part, label, size), text, token in zip(self.PARTS, typed, tokens, strict=True)
        ]
        return context


class Typed:
    """A day as it was typed, perhaps an impossible one."""

    def __init__(self, day: str, month: str, year: str) -> None:
        self.day, self.month, self.year = day, month, year

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Typed) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.day, self.month, self.year))


def split_day(text: str) -> list[str] | None:
    """Take "9.10.26", "9 10 2026" or "2026-10-09" apart into day, month and year."""
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text.strip()):
        return [iso[3], iso[2], iso[1]]
    if typed := re.fullmatch(r"(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{2}|\d{4})", text.strip()):
        return [typed[1], typed[2], typed[3]]
    return None


class DayField(forms.Field):
    """A day. Short years mean the near past or future; impossible days are named."""

    widget = DayWidget
    default_error_messages = {"required": gettext_lazy("Geben Sie Tag, Monat und Jahr ein.")}

    def __init__(self, *, birthday: bool = False, not_after: Any = None, not_before: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DayWidget(birthday=birthday))
        super().__init__(**kwargs)
        self.birthday, self.not_after, self.not_before = birthday, not_after, not_before

    def to_python(self, value: Any) -> date | None:
        """Turn what was typed into a day, or say in words what is wrong with it."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        if isinstance(value, str):
            value = Typed(*(split_day(value) or [value, "", ""]))
        return self._real_day(value)

    def _real_day(self, typed: Typed) -> date:
        if not all(part.isdecimal() and len(part) < 10 for part in (typed.day, typed.month, typed.year)):
            raise ValidationError(_("Geben Sie den Tag in Zahlen ein, zum Beispiel 9 10 2026."), code="invalid")
        day, month, year = int(typed.day), int(typed.month), self._whole_year(int(typed.year), len(typed.year))
        if not 1900 <= year <= 2100:  # as in the citizens' forms
            raise ValidationError(
                _("Prüfen Sie das Jahr. Schreiben Sie es mit 4 Ziffern, zum Beispiel 2026."), code="invalid"
            )
        if not 1 <= month <= 12:
            raise ValidationError(
                _("Einen %(month)s. Monat gibt es nicht. Prüfen Sie den Monat.") % {"month": month}, code="invalid"
            )
        try:
            return date(year, month, day)
        except ValueError:
            raise ValidationError(self._no_such_day(day, month, year), code="invalid")

    def _whole_year(self, year: int, digits: int) -> int:
        if digits > 2:
            return year
        this = timezone.localdate().year
        century = this - this % 100
        latest = this if self.birthday else this + 20
        return century + year if century + year <= latest else century - 100 + year

    def _no_such_day(self, day: int, month: int, year: int) -> str:
        name = date_format(date(2000, month, 1), "F")
        if 1 <= day <= DAYS_OF_MONTH[month]:  # only the 29th of February depends on the year
            return _("Den %(day)s. %(month)s %(year)s gibt es nicht. Prüfen Sie Tag und Jahr.") % {
                "day": day,
                "month": name,
                "year": year,
            }
        return _("Den %(day)s. %(month)s gibt es nicht. Prüfen Sie Tag und Monat.") % {"day": day, "month": name}

    def validate(self, value: date | None) -> None:
        """Refuse days outside the limits, which may be days, functions or spans from today."""
        super().validate(value)
        if value is None:
            return
        latest, earliest = _limit(self.not_after), _limit(self.not_before)
        if latest and value > latest:
            raise ValidationError(self.error_messages.get("too_late") or self._too_late(latest), code="too_late")
        if earliest and value < earliest:
            text = _("Das Datum liegt zu weit zurück. Möglich ist ein Tag ab dem %(day)s.")
            raise ValidationError(
                self.error_messages.get("too_early") or text % {"day": f"{earliest:%d.%m.%Y}"}, code="too_early"
            )

    def _too_late(self, latest: date) -> str:
        if latest <= timezone.localdate():
            return _("Das Datum liegt in der Zukunft. Geben Sie einen Tag bis heute ein.")
        return _("Das Datum liegt zu weit in der Zukunft. Möglich ist ein Tag bis zum %(day)s.") % {
            "day": f"{latest:%d.%m.%Y}"
        }

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare days, not inputs."""
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


def _limit(limit: Any) -> date | None:
    if callable(limit):
        limit = limit()
    return timezone.localdate() + limit if isinstance(limit, timedelta) else limit


class PlainWords:
    """Mix into a form: what Django would complain about in its own words is said in ours.

    A field's own `error_messages` always win: `{"required": "Geben Sie Ihre E-Mail-Adresse ein."}` is better
    than anything made from the label.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label == BLANK_CHOICE_DASH[0][1]:
                field.empty_label = str(_("Wählen Sie aus"))
            label = str(field.label or name.replace("_", " ").capitalize())
            own_words = field_own_words(field)
            field.error_messages |= {c: text for c, text in _sentences(field, label).items() if c not in own_words}


def field_own_words(field: forms.Field) -> set[str]:
    """Name the messages that the form's author wrote, told apart from the defaults of the field's class."""
    defaults: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        defaults.update(getattr(kind, "default_error_messages", {}))
    told = field.error_messages.items()
    written = {
        code for code, text in told if text is not defaults.get(code) and str(text) != str(defaults.get(code, ""))
    }
    ours = {"required"} if isinstance(field, DayField) else set()
    return written | ours


def _sentences(field: forms.Field, label: str) -> dict[str, str]:
    if isinstance(field, forms.FileField):
        return {
            "required": _("Wählen Sie eine Datei aus: %(label)s.") % {"label": label},
            "empty": _("Die Datei ist leer. Wählen Sie eine andere."),
        }
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return {
            "required": _("Wählen Sie bei „%(label)s“ etwas aus.") % {"label": label},
            "invalid_choice": _("Diese Auswahl gibt es nicht mehr. Wählen Sie bei „%(label)s“ neu aus.")
            % {"label": label},
        }
    if isinstance(field, forms.BooleanField):
        return {"required": _("Setzen Sie das Häkchen: %(label)s.") % {"label": label}}
    sentences = {"required": _("Füllen Sie „%(label)s“ aus.") % {"label": label}}
    if isinstance(field, forms.IntegerField):
        sentences["invalid"] = _("Geben Sie bei „%(label)s“ eine Zahl ein.") % {"label": label}
    return sentences


def check_email(text: str) -> None:
    """Say what is wrong with an e-mail address; for a field's `validators`."""
    if "@" not in text:
        raise ValidationError(
            _("In der E-Mail-Adresse fehlt das @-Zeichen. Beispiel: name@example.org"), code="invalid"
        )
    if not re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", text):
        raise ValidationError(_("Die E-Mail-Adresse ist nicht vollständig. Beispiel: name@example.org"), code="invalid")


class EmailField(forms.CharField):
    """An e-mail address, refused in words that help."""

    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    default_validators = [check_email]


class LongText(forms.CharField):
    """A longer text with a counter; too much is counted and said, never cut off."""

    def __init__(self, *, limit: int = 2000, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "maxlength": limit}), **kwargs)
        self.limit = limit

    def validate(self, value: str) -> None:
        """Refuse a text beyond the limit, naming both lengths."""
        super().validate(value)
        if len(value) > self.limit:
            sizes = {"length": _thousands(len(value)), "limit": _thousands(self.limit)}
            raise ValidationError(
                _("Der Text ist zu lang (%(length)s Zeichen). Erlaubt sind %(limit)s.") % sizes, code="max_length"
            )


def _thousands(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


class Choice(forms.ChoiceField):
    """One of several: radios up to seven, a list beyond."""

    def __init__(self, *, choices: Any = (), **kwargs: Any) -> None:
        options = list(choices() if callable(choices) else choices)
        kwargs.setdefault("widget", forms.RadioSelect() if len(options) <= 7 else forms.Select())
        super().__init__(choices=options, **kwargs)
