"""The blocks KERN lacks: steps, timeline, conversation, breadcrumb, pages, search box, guide."""

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from lotse.ui.templatetags.kern import _part
from lotse.ui.together import tags_for

register = template.Library()

# a mail address; a number with its area code, or one of the short ones that everybody calls
REACH = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w.,/+-])(?:(?:\+49|0)[\d /()-]{5,}\d|11[025])(?!\w|[.,]?\d|-\d)"
)

NOTHING, DOT = mark_safe(""), mark_safe(" · ")
BOX, END = mark_safe('<div class="lo-tl__box">'), mark_safe("</div>")
BOXES = {"box": (BOX, END), "note": (mark_safe('<div class="lo-tl__box lo-tl__box--note">'), END)}
TIMELINE_ITEM = (
    '<li{}><span class="lo-dot"><span class="kern-icon kern-icon--{}" aria-hidden="true"></span></span>'
    '<div><p class="lo-tl__who"><b>{}</b>{}{}</p>{}{}{}</div></li>'
)


@register.simple_tag
def together(*names: str) -> SafeString:
    """Load styles or scripts: as one file where they were collected, else one by one."""
    return tags_for(names)


@register.inclusion_tag("lotse/steps.html")
def steps(items: Iterable, small: bool = False) -> dict[str, Any]:
    """Show the way of a concern. An item has title, note and state (done, now or open)."""
    return {"items": list(items), "small": small}


@register.simple_block_tag
def timeline_item(
    content: str, who: str, when: str = "", icon: str = "check", kind: str = "", to: str = "", id: str = ""
) -> SafeString:
    """Show one entry of the staff timeline inside `<ol class="lo-tl">`. `kind`: box, note or nothing."""
    said = format_html("{} {} {}", who, gettext("an"), to) if to else who
    before, after = BOXES.get(kind, (NOTHING, NOTHING))
    return format_html(
        TIMELINE_ITEM, format_html(' id="{}"', id) if id else NOTHING, icon, said, DOT if when else NOTHING, when,
        before, content, after,
    )  # fmt: skip


@register.simple_block_tag
def message(content: str, who: str, when: str = "", mine: bool = False, id: str = "") -> SafeString:
    """Show one message of the conversation inside `<ol class="lo-thread lo-stack">`."""
    return _part("lotse/message.html", who=who, when=when, mine=mine, id=id, content=content)


@register.inclusion_tag("lotse/breadcrumb.html")
def breadcrumb(*ways: str) -> dict[str, Any]:
    """Show the way here: title, address, title, address … ; a last title without address is this page."""
    pairs = [(ways[i], ways[i + 1] if i + 1 < len(ways) else "") for i in range(0, len(ways), 2)]
    return {"ways": pairs}


@register.inclusion_tag("lotse/back.html")
def back(href: str, label: str = "") -> dict[str, Any]:
    """Lead one step back."""
    return {"href": href, "label": label}


@register.inclusion_tag("lotse/pages.html", takes_context=True)
def pages(context: template.Context, page: Any, name: str = "seite") -> dict[str, Any]:
    """Leaf through a Django page of results."""
    request = context.get("request")
    query = request.GET.copy() if request else None
    if query is not None:
        query.pop(name, None)
    kept = f"&{query.urlencode()}" if query else ""
    return {"page": page, "name": name, "kept": kept}


@register.inclusion_tag("lotse/search_box.html")
def search_box(action: str, label: str, q: str = "", hint: str = "", id: str = "q", name: str = "q") -> dict[str, Any]:
    """Ask for a word to search for."""
    return {"action": action, "label": label, "q": q, "hint": hint, "id": id, "name": name}


@register.inclusion_tag("lotse/guide.html")
def guide(person: str, phone: str = "", email: str = "", decides: str = "", hours: str = "") -> dict[str, Any]:
    """Name who answers for a concern, and apart from it who decides."""
    return {"person": person, "phone": phone, "email": email, "decides": decides, "hours": hours}


@register.inclusion_tag("lotse/avatar.html")
def avatar(name: str, size: str = "", label: str = "") -> dict[str, Any]:
    """Show a person's initials; with a label they also say something."""
    words = [word for word in name.split() if word[:1].isalpha()]
    letters = (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"
    return {"letters": letters, "size": size, "label": label}


@register.inclusion_tag("lotse/key_figures.html")
def key_figures(figures: Iterable) -> dict[str, Any]:
    """Show figures with their n.

    A figure is a dict of label, value, note, tag, kind (of the tag) and bars (label, share 0–100, text, main).
    """
    return {"figures": list(figures)}


@register.filter
def phone_href(number: str) -> str:
    """Turn a number as people write it into the address of a call."""
    digits = "".join(sign for sign in str(number) if sign.isdigit() or sign == "+")
    if digits.startswith("00"):
        return f"tel:+{digits[2:]}"
    if digits.startswith("0"):
        return f"tel:+49{digits[1:]}"
    return f"tel:{digits}"


@register.filter
def reachable(text: str) -> SafeString:
    """Turn the telephone numbers and mail addresses of a sentence into links; all else stays as it is."""
    parts, end = [], 0
    for found in REACH.finditer(str(text)):
        word = found.group()
        href = f"mailto:{word}" if found["mail"] else phone_href(word)
        parts += [text[end : found.start()], format_html('<a class="lo-link" href="{}">{}</a>', href, word)]
        end = found.end()
    return format_html_join("", "{}", ((part,) for part in [*parts, text[end:]]))


@register.filter
def grouped_code(code: str) -> str:
    """Write a code in groups of four: "K7QF-3MXP"."""
    plain = "".join(sign for sign in str(code) if sign.isalnum()).upper()
    return "-".join(plain[i : i + 4] for i in range(0, len(plain), 4))
