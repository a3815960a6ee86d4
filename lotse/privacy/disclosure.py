"""Hands a person what the house holds of them (Auskunft, Art. 15 GDPR): for programs as JSON, for eyes as PDF."""

import json
import os
from collections.abc import Iterator
from datetime import date, datetime
from functools import reduce
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import formats, timezone

from lotse.journal.models import note
from lotse.people.models import Person
from lotse.printing.report import Section, report
from lotse.tenants.clock import now

from .erasure import disclose

ROOMS = {
    "cases": "Anliegen", "catalogue": "Dienste", "approvals": "Freigaben", "mailroom": "Briefe", "people": "Konto",
    "desk": "Schreibtisch",
}  # fmt: skip
CALLED = {
    "number": "Nummer", "service": "Dienst", "subject": "Betreff", "opened_at": "Aufgenommen", "for_whom": "Für wen",
    "facts": "Angaben", "label": "Angabe", "value": "Inhalt", "told_at": "Gesagt", "timeline": "Verlauf",
    "at": "Wann", "kind": "Art", "words": "Worte", "text": "Text", "files": "Dateien", "person": "Person",
    "login": "Anmeldename", "name": "Name", "email": "E-Mail", "phone": "Telefon", "job_title": "Funktion",
    "room": "Zimmer", "last_login": "Letzte Anmeldung", "teams": "Teams", "roles": "Rollen", "role": "Rolle",
    "absences": "Abwesenheiten", "deputies": "Vertretungen", "keys": "Schlüssel", "sessions": "Sitzungen",
    "letters": "Briefe", "votes": "Stimmen", "asked": "Gefragt", "reason": "Grund", "title": "Titel",
    "unsent_texts": "Entwürfe", "views": "Ansichten", "mentions": "Erwähnungen", "bulk_runs": "Sammelaktionen",
    "preferences": "Einstellungen", "told": "Text", "kept_at": "Gespeichert",
    "booked_on": "Zeit gebucht am", "minutes": "Minuten",
}  # fmt: skip


def hand_out(persons: list[Person], file: Path) -> None:
    """Write the disclosure as a zip that only the operator's account can read; the journal says it was made.

    Whoever wrote several times without an account is several rows with one address: they get one disclosure.
    """
    told = reduce(_together, map(disclose, persons))
    sections = [Section(ROOMS.get(room, room), list(_lines(held))) for room, held in told.items()]
    title = f"Auskunft vom {formats.date_format(timezone.localtime(now()), 'd.m.Y')}"
    words = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    with (
        os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw,
        ZipFile(raw, "w", ZIP_DEFLATED) as archive,
    ):
        archive.writestr("auskunft.json", words)
        archive.writestr("auskunft.pdf", report(title, sections))
    for person in persons:
        note("person.disclosed", person)


def _together(one: Any, other: Any) -> Any:
    """Lay two disclosures into one: lists one after the other, of single values what was told last."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {key: _together(one.get(key), other.get(key)) for key in one | other}
    if isinstance(one, list) and isinstance(other, list):
        return one + other
    return one if other in (None, "") else other


def _lines(held: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Give each value with the way to it: „Angaben 2, Inhalt“."""
    if isinstance(held, dict):
        for key, value in held.items():
            yield from _lines(value, (*path, CALLED[key] if key in CALLED else str(key)))
    elif isinstance(held, list):
        for n, value in enumerate(held, start=1):
            yield from _lines(value, (*path[:-1], f"{path[-1]} {n}") if path else (str(n),))
    elif held not in (None, ""):
        yield ", ".join(path), _said(held)


def _said(value: Any) -> str:
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "d.m.Y H:i")
    if isinstance(value, date):
        return formats.date_format(value, "d.m.Y")
    return {True: "ja", False: "nein"}[value] if isinstance(value, bool) else str(value)
