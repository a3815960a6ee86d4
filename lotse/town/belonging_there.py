"""What of a service belongs to Musterhafen: taken out where another town takes the service over, else told."""

import re
from copy import deepcopy

from lotse.people.models import Department, Team
from lotse.tenants.models import Town

from .cast import musterhafen

PHONE = re.compile(r"0221 4710(?: \d+)*")  # numbers nobody has: kept free for stories


def at_home(content, team):
    """Return the content with this team where Musterhafen's own decide and work, and with this town's telephone.

    Raises LookupError with a sentence while nobody knows by which number people reach this town.
    """
    content = deepcopy(content)
    known = set(Team.objects.values_list("slug", flat=True))
    content["decides"] = content["text"]["decides"] = f"{team.department.name}, {team.name}"
    for step in content.get("steps", ()):
        if step.get("team") and step["team"] not in known:
            step["team"] = team.slug
    phone = Town.here().phone or team.department.phone
    if not phone and any(PHONE.search(text) for text in _texts(content)):
        raise LookupError("Der Dienst nennt Rufnummern. Tragen Sie zuerst das Telefon Ihrer Kommune ein.")
    return _with(content, lambda text: PHONE.sub(phone, text))


def left_over(content):
    """Yield each text that still names Musterhafen, its numbers, or departments and teams that this house lacks."""
    names = "|".join(sorted(map(re.escape, _names_of_musterhafen() - _names_here()), key=len, reverse=True))
    foreign = re.compile(rf"{PHONE.pattern}|\b(?:{names})\b" if names else PHONE.pattern)
    yield from dict.fromkeys(text for text in _texts(content) if foreign.search(text))


def _names_of_musterhafen():
    told = musterhafen()
    rows = [*told["fachbereiche"], *told["externe"]]
    teams = [team for row in rows for team in row.get("teams", ())]
    return {"Musterhafen", *(row["name"] for row in rows), *(team["name"] for team in teams)}


def _names_here():
    rooms = (Department.objects, Team.objects)
    return {Town.here().name, *(name for rows in rooms for name in rows.values_list("name", flat=True))}


def _with(value, change):
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _with(part, change) for key, part in value.items()}
    return [_with(part, change) for part in value] if isinstance(value, list) else value


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
