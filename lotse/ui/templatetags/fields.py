"""How the form templates draw one field; pages themselves write `{{ form.email.as_field_group }}`."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
RADIO, CHECKBOX, CHECKED, DISABLED, NOTHING = map(mark_safe, ("radio", "checkbox", " checked", " disabled", ""))
CHECK = (
    '<div class="kern-form-check"><input class="kern-form-check__{}" type="{}" name="{}" value="{}" id="{}"{}{}> '
    '<label class="kern-label" for="{}">{}</label></div>'
)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the field is one box to tick."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Whether the field is several inputs under one question."""
    widget = field.field.widget
    return bool(widget.use_fieldset) and not isinstance(widget, forms.FileInput)


@register.filter
def is_textarea(field: BoundField) -> bool:
    """Whether the field takes a longer text."""
    return isinstance(field.field.widget, forms.Textarea)


@register.filter
def described_by(field: BoundField) -> str:
    """Name the hint and the error that belong to a field."""
    found = [f"{field.auto_id}-hinweis"] if field.help_text else []
    if is_textarea(field) and field.field.widget.attrs.get("maxlength"):
        found.append(f"{field.auto_id}-zaehler")
    if field.errors:
        found.append(f"{field.auto_id}-fehler")
    return " ".join(found)


@register.filter
def kern_widget(field: BoundField) -> SafeString:
    """Draw the input with KERN's classes and everything a screen reader needs."""
    widget = field.field.widget
    attrs: dict[str, Any] = {}
    if is_group(field):
        return field.as_widget()  # the fieldset says what is wrong with the group
    attrs["class"] = " ".join(filter(None, [_classes(widget, bool(field.errors)), widget.attrs.get("class", "")]))
    attrs["aria-describedby"] = described_by(field) or None
    attrs["aria-invalid"] = "true" if field.errors else None
    if is_textarea(field) and widget.attrs.get("maxlength"):
        attrs |= {"data-limit": widget.attrs["maxlength"], "maxlength": False}
    return field.as_widget(attrs={key: value for key, value in attrs.items() if value is not None})


@register.simple_tag
def check(option: dict[str, Any]) -> SafeString:
    """Draw one option of several with its label: a radio button, or a box to tick."""
    attrs = option["attrs"]
    id_, type_ = conditional_escape(attrs.get("id", "")), RADIO if option["type"] == "radio" else CHECKBOX
    states = CHECKED if attrs.get("checked") else NOTHING, DISABLED if attrs.get("disabled") else NOTHING
    return format_html(CHECK, type_, type_, option["name"], str(option["value"]), id_, *states, id_, option["label"])


def _classes(widget: forms.Widget, wrong: bool) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "kern-form-check__checkbox" + (" kern-form-check__checkbox--error" if wrong else "")
    if isinstance(widget, forms.Select):
        return "kern-form-input__select" + (" kern-form-input__select--error" if wrong else "")
    return "kern-form-input__input" + (" kern-form-input__input--error" if wrong else "")
