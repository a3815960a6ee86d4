"""What stands around every page: the town's name, its crest, how to reach it, and the ways through the house.

The room knows no town. `settings.UI_FRAME` names a function `(request) -> dict` that says it; whatever it
leaves out is taken from `DEFAULTS`. A way whose page does not exist in this house is not shown.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve, translate_url
from django.utils.module_loading import import_string
from django.utils.translation import get_language, get_language_from_path
from django.utils.translation import gettext_lazy as _

CITIZEN_WAYS = [(_("Dienste"), "/dienste/"), (_("Stand ansehen"), "/stand/"), (_("Hilfe & Kontakt"), "/hilfe/")]
BELONGS = {"/dienste/": ("/", "/dienst/", "/suche/", "/themen/")}  # pages of a room whose addresses begin otherwise
SIGN_IN = [(_("Anmelden"), "/anmelden/")]
SIGNED_IN = [(_("Meine Anliegen"), "/meine/"), (_("Abmelden"), "/abmelden/")]
EASY_WAYS = [
    (_("Leichte Sprache"), "/leichte-sprache/", "easy-language"),
    (_("Gebärdensprache"), "/gebaerdensprache/", "sign-language"),
]
LEGAL_WAYS = [
    (_("Impressum"), "/impressum/"),
    (_("Datenschutz"), "/datenschutz/"),
    (_("Erklärung zur Barrierefreiheit"), "/barrierefreiheit/"),
    (_("Barriere melden"), "/barriere-melden/"),
]
STAFF_WAYS = [
    (_("Anliegen"), "/arbeit/"),
    (_("Freigaben"), "/arbeit/freigaben/"),
    (_("Intern"), "/arbeit/intern/"),
    (_("Tresen"), "/arbeit/tresen/"),
    (_("Wissen"), "/arbeit/wissen/"),
    (_("Dienste"), "/arbeit/dienste/"),
    (_("Einführung"), "/arbeit/einfuehrung/"),
    (_("Berichte"), "/arbeit/berichte/"),
    (_("Verwaltung"), "/verwaltung/"),
]


STAFF_SIDE = ("/arbeit/", "/verwaltung/", "/studio/")

DEFAULTS: dict[str, Any] = {
    "name": "Musterhafen",
    "title": _("Stadt Musterhafen"),
    "tagline": _("Bürgerservice online"),
    "crest": "lotse/crest.svg",
    "theme": "lotse/theme.css",
    "official": False,
    "demo": "",
    "phones": [("115", "115")],
    "phone_hours": "",
    "address": "",
    "citizen_rooms": CITIZEN_WAYS,
    "staff_rooms": STAFF_WAYS,
}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give every template the `frame`; named in the context processors."""
    return {"frame": Frame(request)}


class Frame:
    """The words and ways around one page; asked only for what the template shows."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self._said: dict[str, Any] | None = None

    def __getitem__(self, key: str) -> Any:
        if self._said is None:
            teller = getattr(settings, "UI_FRAME", None)
            demo = {"demo": getattr(settings, "UI_DEMO", "")}
            self._said = DEFAULTS | demo | (import_string(teller)(self.request) if teller else {})
        return self._said[key]

    @property
    def here(self) -> str:
        """The address of this page."""
        return self.request.path

    @property
    def citizen_ways(self) -> list[dict[str, Any]]:
        """The main navigation of the citizens' door."""
        user = getattr(self.request, "user", None)
        doors = SIGNED_IN if user is not None and user.is_authenticated else SIGN_IN
        return self._ways(self["citizen_rooms"] + doors)

    @property
    def staff_ways(self) -> list[dict[str, Any]]:
        """The rooms at the top of a staff page."""
        return self._ways(self["staff_rooms"])

    @property
    def easy_ways(self) -> list[dict[str, Any]]:
        """Easy language and sign language, as far as the town has them."""
        return self._ways(EASY_WAYS)

    @property
    def legal_ways(self) -> list[dict[str, Any]]:
        """What the law wants at the foot of every page."""
        return self._ways(LEGAL_WAYS)

    @property
    def languages(self) -> list[dict[str, str]]:
        """This page in the other languages."""
        current = get_language()
        found = []
        for code, name in settings.LANGUAGES:
            address = translate_url(self.request.path, code)
            if code != current and address != self.request.path:
                found.append({"code": code, "name": name, "href": address})
        return found

    @property
    def base(self) -> str:
        """The frame a page of the house itself stands in: the staff's side or the citizens'."""
        return "ui/base_staff.html" if self.is_staff_side else "ui/base_citizen.html"

    @property
    def start(self) -> str:
        """Where to begin again on this side of the house."""
        return "/arbeit/" if self.is_staff_side else self.home

    @property
    def is_staff_side(self) -> bool:
        """Whether this address belongs to the pages that staff work with."""
        language = get_language_from_path(self.here)
        return self.here.removeprefix(f"/{language}" if language else "").startswith(STAFF_SIDE)

    @property
    def home(self) -> str:
        """The start page in the language of this page."""
        return _prefix() + "/"

    def _ways(self, ways: list) -> list[dict[str, Any]]:
        prefix, language = _prefix(), get_language() or ""
        shown = [
            {"label": label, "href": prefix + address, "icon": icon[0] if icon else "", "here": False}
            for label, address, *icon in ways
            if _known(prefix + address, settings.ROOT_URLCONF, language)
        ]
        around = [way for way in shown if self._is_below(str(way["href"]))]
        if around:
            max(around, key=lambda way: len(str(way["href"])))["here"] = True
        return shown

    def _is_below(self, href: str) -> bool:
        here = [href, *(_prefix() + also for also in BELONGS.get(href.removeprefix(_prefix()), ()))]
        return self.here in here or self.here.startswith(tuple(each for each in here if each != self.home))


def _prefix() -> str:
    language = get_language() or settings.LANGUAGE_CODE
    return "" if language == settings.LANGUAGE_CODE else f"/{language}"


@lru_cache(maxsize=512)
def _known(address: str, urlconf: str, language: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
