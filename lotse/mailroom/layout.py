"""How a letter looks in mail programs that show HTML: one column, one button, nothing fetched from anywhere."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
LABELLED = re.compile(r"([^:\n]{1,80}): (https?://\S+)")
PAGE = """<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:600px;margin:0 auto">{body}</div></body></html>"""
BUTTON = (
    '<a href="{url}" style="display:inline-block;padding:10px 20px;border:2px solid;border-radius:4px;'
    'font-weight:bold">{label}</a>'
)


def as_html(subject: str, text: str) -> str:
    """Say the same as the text, paragraph by paragraph; nothing in it is taken for markup."""
    body = "\n".join(f'<p style="margin:0 0 16px">{_paragraph(part)}</p>' for part in re.split(r"\n{2,}", text.strip()))
    return PAGE.format(title=escape(subject), body=body)


def _paragraph(text: str) -> SafeString:
    labelled = LABELLED.fullmatch(text.strip())
    if labelled:
        return mark_safe(BUTTON.format(url=escape(labelled[2]), label=escape(labelled[1])))  # noqa: S308  # escaped
    pieces, end = [], 0
    for found in LINK.finditer(text):
        pieces += [escape(text[end : found.start()]), f'<a href="{escape(found[0])}">{escape(found[0])}</a>']
        end = found.end()
    return mark_safe("".join([*pieces, escape(text[end:])]).replace("\n", "<br>\n"))  # noqa: S308  # escaped
