"""All blocks in all states, as pages that exist only in tests: the addresses, the view and what they show."""

from datetime import UTC, date, datetime
from pathlib import Path

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path, re_path

from lotse.ui import errors
from lotse.ui.forms import Choice, DayField, EmailField, LongText, PlainWords
from lotse.ui.letters import Letter

PAGES = Path(__file__).parent / "kit_pages"
NAMES = ("start", "dienst", "formular", "pruefen", "danke", "anliegen", "bausteine", "arbeit", "uebergabe", "tafel")
SORRY = ("403", "403_csrf", "404", "429")


class Sighting(PlainWords, forms.Form):
    """One field of each kind."""

    place = forms.CharField(
        label="Wo haben Sie die Katze gesehen?",
        help_text="Ein Straßenname genügt.",
        error_messages={"required": "Geben Sie ein, wo Sie die Katze gesehen haben."},
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    seen_on = DayField(
        label="Wann haben Sie die Katze gesehen?",
        help_text="Zum Beispiel: 9 10 2026",
        not_after=date(2026, 10, 12),
        error_messages={
            "too_late": "Das Datum liegt in der Zukunft. Geben Sie den Tag ein, an dem Sie die Katze gesehen haben."
        },
    )
    state = Choice(
        label="Wie geht es der Katze?",
        choices=[
            ("ok", "Sie wirkt gesund"),
            ("hurt", "Sie ist verletzt oder krank"),
            ("unknown", "Das weiß ich nicht"),
        ],
        error_messages={"required": "Wählen Sie aus, wie es der Katze geht."},
    )
    signs = forms.MultipleChoiceField(
        label="Was trifft zu?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("young", "Es sind junge Katzen dabei"), ("collar", "Sie trägt ein Halsband")],
    )
    district = forms.ChoiceField(
        label="Stadtteil", required=False, choices=[("", "Das weiß ich nicht"), ("n", "Nord"), ("s", "Süd")]
    )
    text = LongText(label="Was ist Ihnen aufgefallen?", required=False, limit=200)
    email = EmailField(label="E-Mail-Adresse", help_text="Für unsere Antwort")
    photo = forms.FileField(label="Foto", required=False, help_text="JPG, PNG oder HEIC, höchstens 10 MB")
    tell_me = forms.BooleanField(label="Ich möchte per E-Mail hören, wie es weitergeht.", required=False)


WRONG = {
    "place": "Spielplatz Lindenweg",
    "seen_on-tag": "12",
    "seen_on-monat": "11",
    "seen_on-jahr": "2026",
    "text": "x" * 230,
    "email": "s.oeztuerk.example.org",
}


def frame(request):
    """The frame of the kit's pages: what a town would say."""
    ways = [("Anliegen", "/arbeit/"), ("Dienste", "/dienst/"), ("Berichte", "/start/")]
    return {
        "demo": "Musterhafen gibt es nicht",
        "phones": [("115", "115"), ("0221 99999-0", "0221999990")],
        "phone_hours": "Mo–Fr 8–18 Uhr",
        "address": "Marktplatz 1",
        "staff_rooms": ways,
    }


def values():
    """What the pages show."""
    told = datetime(2026, 10, 12, 8, 51, tzinfo=UTC)
    return {
        "form": None,
        "empty_form": Sighting(),
        "dialog_form": Sighting(prefix="dialog"),
        "wrong_form": Sighting(WRONG),
        "told": told,
        "due": told.replace(day=13, hour=9, minute=0),
        "rows": [
            ("Ort", "Spielplatz Lindenweg, hinter der Rutsche"),
            ("Gesehen am", "Freitag, 9. Oktober 2026"),
            ("Telefon", ""),
        ],
        "steps": [
            {"title": "Eingegangen", "note": "12.10.2026, 10:51 Uhr", "state": "done"},
            {"title": "In Bearbeitung", "note": "bis Dienstag, 13. Oktober, 11 Uhr", "state": "now"},
            {"title": "Abgeschlossen", "state": "open"},
        ],
        "tasks": [
            {"title": "Ihre Angaben", "href": "/formular/", "status": "fertig", "kind": "success"},
            {"title": "Nachweise", "status": "offen"},
        ],
        "heads": ["Nummer", "Dienst", "Wartet"],
        "table": [["A 038", "Reisepass abholen", "7 Min."], ["B 112", "Wohnsitz anmelden", "24 Min."]],
        "figures": [
            {
                "label": "Erste Antwort in der Frist",
                "value": "19 von 21",
                "tag": "kleine Zahl",
                "note": "1. bis 31. Oktober 2026",
                "bars": [
                    {"label": "Vorher", "share": 54, "text": "54 %"},
                    {"label": "Jetzt", "share": 90, "text": "90 %", "main": True},
                ],
            },
        ],
        "page": Paginator(range(60), 20).page(2),
        "cards": [
            ("Personalausweis beantragen", "Neu, verlängern oder nach Verlust."),
            ("Streunende Katze melden", "Dauert etwa 3 Minuten."),
            ("Wohnsitz anmelden", "Innerhalb von 2 Wochen nach dem Einzug."),
            ("Sporthalle reservieren", "Für Vereine und private Gruppen."),
        ],
        "queue": [
            ("2026-000482", "Streunende Katze, Lindenweg", "Selin Öztürk", "fällig morgen 11 Uhr", "soon"),
            ("2026-000479", "Parkbank beschädigt, Stadtpark", "ohne Namen", "überfällig seit 2 Stunden", "bad"),
            ("2026-000477", "Frage zum Anwohnerparkausweis", "Mehmet Kaya", "fällig Mi., 14.10.", ""),
        ],
    }


@login_not_required
def show(request, name="start"):
    """Draw one page of the kit; the form page answers a post as a real one would."""
    context = values()
    status = 200
    if name == "formular":
        context["form"] = Sighting(request.POST or WRONG, request.FILES)
        status = 422 if not context["form"].is_valid() else 200
    text = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    return HttpResponse(engines["django"].from_string(text).render(context, request), status=status)


@login_not_required
def news(request):
    """Tell that one concern is new, or that nothing changed."""
    if request.headers.get("If-None-Match") == '"1"':
        return HttpResponse(status=304)
    return HttpResponse("1 neues Anliegen", headers={"ETag": '"1"'}, content_type="text/plain")


@login_not_required
def keep(request):
    """Keep a draft, as far as the kit is concerned."""
    is_something = any(words for name, words in request.POST.items() if name != "csrfmiddlewaretoken")
    return HttpResponse("Entwurf gespeichert, 9:41 Uhr" if is_something else "", content_type="text/plain")


@login_not_required
def sorry(request, name):
    """Draw a page that says what went wrong."""
    return errors.too_many(request, 540) if name == "429" else render(request, f"{name}.html", status=int(name[:3]))


LETTER = Letter(
    subject="Streunende Katze melden: Ihre Meldung ist angekommen [2026-000482]",
    greeting="Guten Tag Selin Öztürk,",
    happened="Ihre Meldung ist angekommen.",
    next=["Sie hören von uns bis Dienstag, 13. Oktober, 11 Uhr."],
    href="https://musterhafen.example/zugang/abc/",
    href_label="Stand ansehen",
    number="2026-000482",
    guide="Frau Ahlers",
    guide_phone="0221 99999-10",
    decides="Ordnungsamt",
    sender="Bürgerservice Musterhafen",
    may_reply=True,
    why="Sie bekommen diese E-Mail, weil Sie eine Meldung abgegeben haben.",
    imprint="Stadt Musterhafen, Marktplatz 1",
)

urlpatterns = [
    re_path(rf"^fehler/(?P<name>{'|'.join(SORRY)})/$", sorry),
    path("neuigkeiten/", news),
    path("entwurf/", keep),
    path("", show),
    re_path(rf"^(?P<name>{'|'.join(NAMES)})/$", show),
    path("dienste/", show),
    path("stand/", show, {"name": "anliegen"}),
    *[
        path(f"{legal}/", show, {"name": "danke"})
        for legal in (
            "impressum",
            "datenschutz",
            "barrierefreiheit",
            "barriere-melden",
            "leichte-sprache",
            "gebaerdensprache",
            "hilfe",
        )
    ],
]
