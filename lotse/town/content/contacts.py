"""The last page of a form: who writes, for whom, and how we reach them. Asked only as far as the service needs it."""

from typing import Any

from .blocks import APPLICANT, REPORT_CONTACT, Block, contact, field, for_whom, name, options, page

VISIT = field(
    "wunschtermin", "Wunschtermin", "choices", question="Wann können Sie zu uns kommen?",
    hint="Wir schlagen Ihnen dann einen Termin vor.", ask="wann Sie kommen können",
    options=options(("vormittag", "Vormittags"), ("nachmittag", "Nachmittags"), ("donnerstag", "Donnerstags länger"),
                    ("samstag", "Samstag, wenn geöffnet ist")),
)  # fmt: skip
ADDRESS = field("anschrift", "Anschrift", "address",
                question="Ihre Anschrift", hint="Dorthin schicken wir den Bescheid.",
                required=True, ask="Ihre Anschrift")  # fmt: skip
OFFERS = "Wir schicken Ihnen Vorschläge für einen Termin."
ANSWERS = "Wir schreiben Ihnen, sobald es etwas Neues gibt."
FREE = "Sie können ohne Namen schreiben. Dann lesen Sie die Antwort mit Nummer und Code."
PAGES: dict[str, tuple[str, list[Block]]] = {
    "resident": (ANSWERS, [for_whom(), name(required=True), contact(required=True)]),
    "resident_free": (FREE, [name(), contact(), for_whom()]),
    "resident_post": (ANSWERS, [for_whom(), name(required=True), contact(required=True), ADDRESS]),
    "plain_named": (ANSWERS, [name(required=True), contact(required=True)]),
    "applicant_data": (ANSWERS, [for_whom("Um wessen Daten geht es?", required=True), name(required=True),
                                 contact(required=True), ADDRESS]),
    "visitor": (OFFERS, [VISIT, name(required=True), contact(required=True)]),
    "visitor_self": ("Der Antrag geht nur persönlich. " + OFFERS, [VISIT, name(required=True), contact(required=True)]),
    "pair": (OFFERS, [VISIT, name(required=True), contact(required=True)]),
}  # fmt: skip


def contact_page(kind: str, asked: set[str], intro: str = "") -> dict[str, Any]:
    """The page of this kind, without the questions that were asked before."""
    if kind in ("reporter", "applicant"):
        built = REPORT_CONTACT if kind == "reporter" else APPLICANT
    else:
        words, fields = PAGES[kind]
        built = page("kontakt", "So erreichen wir Sie", *fields, intro=words)
    fields = [each for each in built["fields"] if each["key"] not in asked]
    return built | {"fields": fields, "intro": intro or built["intro"]}
