"""The blocks that pages are built of, as template tags; each one renders one partial of `kern/` or `lotse/`.

The tags are builtins: no `{% load %}`. `lotse.ui` lists them all with an example.
"""

import re
from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

ICONS = re.compile(r"^[a-z-]+$")


def _part(name: str, context: template.Context | None = None, **values: Any) -> SafeString:
    """Render one partial; the request travels along for the form token."""
    request = context.get("request") if context is not None else None
    return render_to_string(name, values, request=request)


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """Draw one of KERN's icons; it says nothing to a screen reader."""
    if not ICONS.match(name):
        raise template.TemplateSyntaxError(f"{name!r} is no icon")
    return format_html(
        '<span class="kern-icon kern-icon--{}{}" aria-hidden="true"></span>',
        name,
        f" kern-icon--{size}" if size else "",
    )


@register.inclusion_tag("kern/button.html")
def button(label: str, kind: str = "primary", **more: Any) -> dict[str, Any]:
    """Offer one deed. `kind`: primary, secondary, tertiary.

    More: href, type, icon, icon_after, name, value, form, block, id, aria, dialog, key, close, disabled.
    """
    return {"label": label, "kind": kind, "type": "submit", **more}


@register.inclusion_tag("lotse/small_button.html")
def small_button(label: str, kind: str = "", **more: Any) -> dict[str, Any]:
    """Offer one deed on a staff page. `kind`: primary, quiet or nothing; `icon_only` needs a label all the same."""
    return {"label": label, "kind": {"primary": "p", "quiet": "q"}.get(kind, ""), "type": "submit", **more}


@register.simple_block_tag
def alert(content: str, kind: str = "info", title: str = "", inserted: bool = False) -> SafeString:
    """Tell something that concerns the whole page. `kind`: info, success, warning, danger."""
    return _part("kern/alert.html", kind=kind, title=title, inserted=inserted, content=content)


@register.simple_block_tag
def note(content: str, kind: str = "", title: str = "", id: str = "") -> SafeString:
    """Set a short remark apart with a coloured edge. `kind`: nothing or warn."""
    return _part("lotse/note.html", kind=kind, title=title, id=id, content=content)


@register.simple_block_tag
def accordion(content: str, title: str, open: bool = False) -> SafeString:
    """Fold away what most people do not need."""
    return _part("kern/accordion.html", title=title, is_open=open, content=content)


@register.simple_block_tag(takes_context=True)
def dialog(
    context: template.Context, content: str, id: str, title: str, action: str = "", submit: str = "", **more: Any
) -> SafeString:
    """Open a form over the page; the same form is also a page. More: cancel, method, compact, enctype, danger."""
    return _part("kern/dialog.html", context, id=id, title=title, action=action, submit=submit, content=content, **more)


@register.inclusion_tag("kern/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """Say on top what is wrong, each line a link to its field. Takes forms, or lists of (field id, text)."""
    errors: list[tuple[str, str]] = []
    for form in forms:
        errors.extend(_errors_of(form))
    return {"errors": errors}


def _errors_of(form: Any) -> Iterable[tuple[str, str]]:
    if form is None or form == "":
        return
    if not hasattr(form, "errors"):
        yield from form
        return
    for name, texts in form.errors.items():
        if name == "__all__":
            yield from (("", text) for text in texts)
            continue
        yield from ((_first_control(form[name]), text) for text in texts)


def _first_control(field: BoundField) -> str:
    """Return the id of the first thing to type into or tick."""
    several = isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{field.auto_id}_0" if several else field.id_for_label or field.auto_id


@register.inclusion_tag("kern/radio.html")
def radio(name: str, value: str, label: str, chosen: str = "") -> dict[str, Any]:
    """Offer one of several answers, on a page without a form of Django; its id is `name-value`."""
    return {"name": name, "value": value, "label": label, "is_chosen": value == chosen}


@register.inclusion_tag("kern/status_badge.html")
def status_badge(word: str, kind: str = "info") -> dict[str, Any]:
    """Name a state to a citizen. `kind`: info, success, warning, danger."""
    return {"word": word, "kind": kind}


@register.simple_tag
def tag(text: str, kind: str = "") -> SafeString:
    """Name a state to staff. `kind`: ok, warn, bad, info or nothing."""
    return format_html('<span class="lo-tag{}">{}</span>', f" lo-tag--{kind}" if kind else "", text)


@register.inclusion_tag("kern/service_card.html")
def service_card(title: str, href: str, summary: str = "", heading: int = 3) -> dict[str, Any]:
    """Show one way as a card with one link."""
    return {"title": title, "href": href, "summary": summary, "heading": heading}


@register.inclusion_tag("kern/summary.html")
def summary(title: str, rows: Iterable, number: int | None = None, edit: str = "", id: str = "") -> dict[str, Any]:
    """Show answers for checking; rows are pairs, an empty answer reads "nicht angegeben"."""
    return {
        "title": title,
        "rows": list(rows),
        "number": number,
        "edit": edit,
        "id": id or f"abschnitt-{number or title}",
    }


@register.inclusion_tag("kern/description_list.html")
def description_list(rows: Iterable) -> dict[str, Any]:
    """Show pairs of a word and what it is, one below the other."""
    return {"rows": list(rows)}


@register.inclusion_tag("lotse/facts.html")
def facts(rows: Iterable, boxed: bool = True) -> dict[str, Any]:
    """Show pairs side by side, as densely as staff want them."""
    return {"rows": list(rows), "boxed": boxed}


@register.inclusion_tag("kern/task_list.html")
def task_list(title: str, tasks: Iterable, number: int | None = None) -> dict[str, Any]:
    """Show the parts of a long form. A task has title, href, status, kind (of the badge)."""
    return {"title": title, "tasks": list(tasks), "number": number}


@register.inclusion_tag("kern/progress.html")
def progress(label: str, value: int, of: int, id: str = "fortschritt") -> dict[str, Any]:
    """Show how far along a form is; only when the number of pages is certain."""
    return {"label": label, "value": value, "of": of, "id": id}


@register.inclusion_tag("kern/table.html")
def table(caption: str, heads: Iterable, rows: Iterable, numeric: str = "", small: bool = True) -> dict[str, Any]:
    """Show a table: rows are lists, the first cell is the row's head. `numeric` names columns to align right, "2 3"."""
    right = {int(column) for column in numeric.split()}
    marked = [[(cell, index in right) for index, cell in enumerate(row, start=1)] for row in rows]
    return {
        "caption": caption,
        "heads": [(head, index in right) for index, head in enumerate(heads, start=1)],
        "rows": marked,
        "small": small,
    }


@register.simple_block_tag
def scrolling(content: str, name: str) -> SafeString:
    """Put a wide table of one's own into a region that scrolls sideways by itself."""
    return format_html(
        '<div class="lo-scroll" tabindex="0" role="region" aria-label="{}">{}</div>',
        name,
        mark_safe(content),  # noqa: S308
    )


@register.simple_tag
def loader() -> SafeString:
    """Show inside a button that something is under way; seen only after 400 ms."""
    return mark_safe('<span class="lo-loader" aria-hidden="true"></span>')
