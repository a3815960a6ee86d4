"""Taking on many people at once from a table: first looked at line by line, then taken, refused lines named."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from .taking_on import PersonRefused, check_email, check_login, grantable_by, roles_named, take_on, teams_named

# what a column may be called -> what it is here
COLUMNS = {
    "login": "login", "anmeldename": "login", "benutzername": "login", "kennung": "login",
    "name": "name", "vorname": "first", "nachname": "last", "email": "email", "e-mail": "email", "mail": "email",
    "telefon": "phone", "phone": "phone", "funktion": "job_title", "stelle": "job_title", "title": "job_title",
    "team": "teams", "teams": "teams", "rolle": "roles", "rollen": "roles", "role": "roles", "roles": "roles",
}  # fmt: skip
LENGTHS = {"name": 100, "email": 254, "phone": 40, "job_title": 120}


@dataclass(frozen=True)
class Candidate:
    """One line of the table as a person, or the reason why it is none."""

    number: int
    login: str
    values: dict
    problem: str = ""


def look_at(table, *, by=None):
    """Return a Candidate for every line; nothing is stored."""
    names = {column: COLUMNS[column.strip().lower()] for column in table.columns if column.strip().lower() in COLUMNS}
    found: list[Candidate] = []
    seen: dict[str, set[str]] = {"login": set(), "email": set()}
    for line in table.lines:
        told = {names[column]: cell.strip() for column, cell in line.cells.items() if column in names}
        found.append(_candidate(line, told, seen, by))
    return found


def _candidate(line, told, seen, by):
    login = told.get("login", "")
    try:
        if line.problem:
            raise PersonRefused("", line.problem)
        values = _values(told, by)
        for what in ("login", "email"):
            if values[what] and values[what].lower() in seen[what]:
                raise PersonRefused(what, _("„%(what)s“ steht schon weiter oben.") % {"what": values[what]})
            seen[what].add(values[what].lower())
    except PersonRefused as refused:
        return Candidate(line.number, login, told, str(refused))
    return Candidate(line.number, login, values)


def _values(told, by):
    name = told.get("name") or f"{told.get('first', '')} {told.get('last', '')}".strip()
    if not name:
        raise PersonRefused("name", _("Der Name fehlt."))
    values = {key: told.get(key, "") for key in LENGTHS} | {"name": name}
    for key, limit in LENGTHS.items():
        if len(values[key]) > limit:
            raise PersonRefused(key, _("„%(start)s…“ ist zu lang.") % {"start": values[key][:20]})
    roles = roles_named(_several(told.get("roles", "")))
    if stranger := next((role for role in roles if role not in grantable_by(by)), None):
        raise PersonRefused(
            "roles", _("Die Rolle „%(role)s“ vergibt nur, wer sie selbst hat.") % {"role": stranger.label}
        )
    values |= {"teams": teams_named(_several(told.get("teams", ""))), "roles": roles}
    return values | {"login": check_login(told.get("login", "")), "email": check_email(values["email"])}


def _several(cell):
    return [word.strip() for word in cell.replace("+", ",").replace("/", ",").split(",") if word.strip()]


@transaction.atomic
def take_all(candidates, *, by=None):
    """Take on everybody whose line was fit; return the persons."""
    fit = [candidate.values for candidate in candidates if not candidate.problem]
    return [take_on(values["login"], by=by, **{k: v for k, v in values.items() if k != "login"}) for values in fit]
