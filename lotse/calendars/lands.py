"""The public holidays of the German Länder: the only door to the package `holidays`."""

from datetime import date
from functools import lru_cache

from lotse.calendars.refusals import UnknownLand

NAMES = {
    "BB": "Brandenburg",
    "BE": "Berlin",
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "BY-KATH": "Bayern, Gemeinden mit Mariä Himmelfahrt",
    "BY-AUGSBURG": "Bayern, Stadt Augsburg",
    "HB": "Bremen",
    "HE": "Hessen",
    "HH": "Hamburg",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SH": "Schleswig-Holstein",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "TH": "Thüringen",
}
OF_A_PLACE = {"BY-KATH": ("BY", ("public", "catholic")), "BY-AUGSBURG": ("Augsburg", ("public",))}


def checked(land: str) -> str:
    """Return the code as we write it, or refuse one that no Land has."""
    code = land.strip().upper()
    if code not in NAMES:
        raise UnknownLand(land=land, known=", ".join(NAMES))
    return code


@lru_cache(maxsize=1024)
def public_holidays(land: str, year: int) -> tuple[tuple[date, str], ...]:
    """Return day and name of each public holiday, as the package knows them today."""
    from holidays import country_holidays  # slow to import, and rarely needed: years are frozen

    subdivision, categories = OF_A_PLACE.get(land, (land, ("public",)))
    found = country_holidays("DE", subdiv=subdivision, years=year, categories=categories, language="de")
    return tuple(sorted((on, name) for on, name in found.items() if on.year == year))
