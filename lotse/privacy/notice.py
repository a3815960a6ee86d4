"""Writes the privacy notice of a service (Art. 13 and 14 DSGVO) from its edition.

Information is owed, no confirmation: no page asks for a tick. Values in, words out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

RIGHTS = gettext_lazy(
    "Sie können Auskunft über Ihre Daten verlangen. Falsche Daten berichtigen wir. "
    "Daten, die wir nicht mehr brauchen, löschen wir. Sie können der Verarbeitung widersprechen "
    "oder verlangen, dass wir sie einschränken."
)
DUTY = gettext_lazy(
    "Sie müssen uns nichts sagen, was Sie nicht sagen möchten. Fehlt etwas Nötiges, fragen wir nach. "
    "Ihr Anliegen nehmen wir trotzdem an."
)
SOURCE_KEPT = gettext_lazy(
    "Wer uns geschrieben hat, nennen wir nicht, wenn das Rechte dieser Person verletzt (Art. 15 Abs. 4 DSGVO)."
)


class Told(str):
    """Words the town wrote about a service; they stay in the town's language."""

    is_told = True


@dataclass(frozen=True)
class Section:
    """One part of the notice: a heading and its paragraphs."""

    key: str
    title: str
    paragraphs: tuple[str, ...]


def notice(content: Mapping[str, Any], town: Mapping[str, str]) -> list[Section]:
    """The notice for the person who writes (Art. 13)."""
    privacy = content["privacy"]
    sections = [
        Section("controller", _("Wer ist verantwortlich?"), _controller(town)),
        Section("officer", _("Wen können Sie zum Datenschutz fragen?"), _officer(town)),
        Section("purpose", _("Wofür brauchen wir Ihre Angaben?"), (Told(privacy["purpose"]), str(DUTY))),
        Section("basis", _("Warum dürfen wir das?"), _basis(privacy)),
        Section("recipients", _("Wer bekommt Ihre Angaben?"), _recipients(privacy)),
        Section("period", _("Wie lange bewahren wir sie auf?"), (Told(privacy["period"]["text"]),)),
        Section("rights", _("Welche Rechte haben Sie?"), (str(RIGHTS),)),
        Section("authority", _("Wo können Sie sich beschweren?"), _authority(town)),
    ]
    if privacy.get("third_persons"):
        sections.insert(5, Section("source", _("Erfährt jemand, dass Sie uns geschrieben haben?"), (str(SOURCE_KEPT),)))
    return sections


def notice_for_others(content: Mapping[str, Any], town: Mapping[str, str], told: str = "") -> list[Section]:
    """The notice for somebody who was reported by another person (Art. 14)."""
    data = told or _("Angaben zu dem Anliegen, das uns gemeldet wurde")
    source = _("Wir haben diese Angaben nicht von Ihnen. Eine andere Person hat sie uns mitgeteilt.")
    own = Section(
        "source", _("Welche Angaben haben wir und woher?"), (f"{data}.".replace("..", "."), source, str(SOURCE_KEPT))
    )
    kept = [each for each in notice(content, town) if each.key not in ("source", "purpose")]
    purpose = Section(
        "purpose", _("Wofür brauchen wir die Angaben?"), (_("Wir gehen einer Meldung nach und klären sie."),)
    )
    return [*kept[:2], own, purpose, *kept[2:]]


def spoken(content: Mapping[str, Any], town: Mapping[str, str]) -> str:
    """The short text to say on the telephone."""
    return (
        f"Ich schreibe auf, was Sie mir sagen, damit wir Ihr Anliegen „{content['title']}“ bearbeiten können. "
        f"Verantwortlich ist die {town['name']}. Wer Ihre Angaben bekommt und wie lange wir sie aufbewahren, "
        "steht in den Hinweisen zum Datenschutz. Ich schicke sie Ihnen gern."
    )


def written(sections: list[Section]) -> str:
    """The notice as plain text, for a letter or a mail."""
    return "\n\n".join("\n".join([section.title, *section.paragraphs]) for section in sections)


def _controller(town: Mapping[str, str]) -> tuple[str, ...]:
    reach = ", ".join(filter(None, [town.get("address"), town.get("phone"), town.get("email")]))
    return (town["name"], reach)


def _officer(town: Mapping[str, str]) -> tuple[str, ...]:
    reach = ", ".join(filter(None, [town.get("officer_phone"), town.get("officer_email")]))
    return (town.get("officer") or _("Datenschutzbeauftragte der %(town)s") % {"town": town["name"]}, reach)


def _authority(town: Mapping[str, str]) -> tuple[str, ...]:
    web = _("Internet: %(address)s") % {"address": town["authority_web"]} if town.get("authority_web") else ""
    named = town.get("authority") or _("Die Aufsichtsbehörde für den Datenschutz Ihres Landes")
    return tuple(filter(None, [named, web]))


def _basis(privacy: Mapping[str, Any]) -> tuple[str, ...]:
    """Our words and the town's are paragraphs of their own: each is read aloud in its language."""
    return (_("Das ist die Rechtsgrundlage:"), Told(privacy["legal_basis"]))


def _recipients(privacy: Mapping[str, Any]) -> tuple[str, ...]:
    named: tuple[str, ...] = (Told(f"{'; '.join(privacy['recipients'])}."),)
    if privacy.get("circle_text"):
        named += (_("Wer sie lesen darf:"), Told(f"{privacy['circle_text']}."))
    return named
