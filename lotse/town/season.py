"""When concerns come: by season, weekday and hour, as a town hall knows them."""

from datetime import datetime, timedelta
from random import Random

from django.utils.timezone import localtime

BY_WEEKDAY = (10, 9, 7, 8, 6, 3, 2)  # Monday first
BY_HOUR = {"portal": {7: 3, 8: 5, 9: 6, 10: 6, 11: 5, 12: 4, 13: 4, 14: 4, 15: 4, 16: 4, 17: 5, 18: 6, 19: 8, 20: 8,
                      21: 6, 22: 3, 23: 1},
           "office": {8: 6, 9: 8, 10: 8, 11: 7, 12: 3, 13: 4, 14: 6, 15: 5}}  # fmt: skip
BY_MONTH = {  # months in which a service is asked for more often
    "streunende-katze": (5, 6, 7, 8, 9), "fundtier": (5, 6, 7, 8), "schlagloch": (2, 3, 4, 11),
    "strassenlaterne": (10, 11, 12, 1), "baum-gefahr": (10, 11, 2, 3), "baumfaellung": (9, 10, 11, 1),
    "reisepass": (4, 5, 6, 7), "personalausweis": (5, 6, 7), "ruhestoerung": (6, 7, 8), "veranstaltung": (3, 4, 5, 9),
    "spielplatz": (5, 6, 7, 8, 9), "sporthalle": (8, 9, 12), "kita-platz": (10, 11, 12, 1), "wohngeld": (10, 11, 1),
    "eheschliessung": (1, 2, 3, 9), "fischereischein": (4, 5, 12), "fuehrerschein-umtausch": (10, 11, 12),
    "sperrmuell": (5, 6, 9, 10), "wohnsitz-anmelden": (8, 9, 10), "urkunde": (6, 7, 9),
}  # fmt: skip
IN_SEASON = 2.2
EARLY = 0.3  # Lotse was new: fewer came in the first weeks than now


def moment(slug: str, chance: Random, begin: datetime, end: datetime, doors: str) -> datetime:
    """Return when somebody comes with this: tried until day and hour are likely."""
    days = (end - begin).days
    while True:
        day = localtime(begin) + timedelta(days=chance.randint(0, days))
        likely = BY_WEEKDAY[day.weekday()] / max(BY_WEEKDAY)
        if doors == "office" and day.weekday() > 4:
            continue
        if slug in BY_MONTH:
            likely /= 1 if day.month in BY_MONTH[slug] else IN_SEASON
        likely *= EARLY + (1 - EARLY) * (day - begin).days / max(days, 1)
        if chance.random() < likely:
            hours = BY_HOUR[doors]
            hour = chance.choices(list(hours), list(hours.values()))[0]
            at = day.replace(hour=hour, minute=chance.randint(0, 59), second=chance.randint(0, 59), microsecond=0)
            if begin <= at < end:
                return at
