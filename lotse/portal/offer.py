"""A service as the door offers it: its running edition in the words of the town."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lotse.catalogue.models import Edition, Service
from lotse.portal.drafts import Draft
from lotse.questionnaires import Form, Notice
from lotse.questionnaires.conditions import fields_of

URGENT = ("danger", "warning")
VERBS = {
    "report": _("Meldung absenden"), "application": _("Antrag absenden"), "notice": _("Anzeige absenden"),
    "booking": _("Anfrage absenden"), "question": _("Frage absenden"), "complaint": _("Nachricht absenden"),
}  # fmt: skip
BEGIN = {
    "report": _("Meldung starten"), "application": _("Antrag starten"), "notice": _("Anzeige starten"),
    "booking": _("Anfrage starten"), "question": _("Frage stellen"), "complaint": _("Nachricht schreiben"),
}  # fmt: skip
NOUNS = {
    "report": _("Ihre Meldung"), "application": _("Ihr Antrag"), "notice": _("Ihre Anzeige"),
    "booking": _("Ihre Anfrage"), "question": _("Ihre Frage"), "complaint": _("Ihre Nachricht"),
}  # fmt: skip


def offer_or_404(slug: str) -> "Offer":
    """The citizens' service of this name; what is internal or not published is not there."""
    services = Service.objects.for_citizens().select_related("owner__department", "intake__department")
    service = services.filter(slug=slug).first()
    edition = service.running() if service else None
    if service is None or edition is None:
        raise Http404
    return Offer(service, edition)


class Offer:
    """One service with the edition that runs today."""

    def __init__(self, service: Service, edition: Edition):
        self.service, self.edition = service, edition
        self.slug, self.content = service.slug, edition.content

    @property
    def title(self) -> str:
        return self.content.get("title") or self.service.title

    @cached_property
    def form(self) -> Form:
        return self.edition.form

    @property
    def is_open(self) -> bool:
        """Whether it takes new cases online."""
        return self.service.paused_at is None and self.content.get("online") != "none"

    @property
    def noun(self) -> str:
        """What people send here: „Ihre Meldung“."""
        return str(NOUNS.get(self.service.kind, _("Ihr Anliegen")))

    @property
    def submit_verb(self) -> str:
        """What the button says: verb and object."""
        return str(self.content.get("submit_verb") or VERBS.get(self.service.kind, _("Anliegen absenden")))

    @property
    def decides(self) -> str:
        """Who decides the matter; a contractor never does."""
        return self.text.get("decides") or self.service.owner.department.name

    @property
    def text(self) -> dict[str, Any]:
        """What the service owner wrote: what, cost, duration, appointment, next …"""
        return self.content.get("text") or {}

    @property
    def begin_verb(self) -> str:
        """What the button says that opens the form."""
        if self.content.get("online") == "prepare":
            return str(_("Antrag vorbereiten"))
        return str(BEGIN.get(self.service.kind, _("Formular öffnen")))

    def new_draft(self) -> Draft:
        return Draft(self.slug, self.edition.number)

    # --- the way through the form

    def notices(self, answers: Mapping[str, Any], page: str) -> list[Notice]:
        """Emergency numbers and better services: beside the answer that calls for them, and on the page after it.

        The check comes as the page with the empty key.
        """
        walked = self.form.pages_for(answers)
        keys = [each.key for each in walked] + [""]
        at = keys.index(page)
        near = {field.key for each in walked[max(0, at - 1) : at + 1] for field in each.fields}
        return [each for each in self.form.notices_for(answers) if _belongs(each, page, near)]

    def urgent(self, answers: Mapping[str, Any]) -> list[Notice]:
        """What must not wait for our answer, said once more after sending."""
        return [each for each in self.form.notices_for(answers) if each.tone in URGENT]

    def step(self, answers: Mapping[str, Any], page: str) -> dict[str, int]:
        """Which step this is, and of how many once nothing on this page or behind it can change their number.

        The check is a step of its own, with the empty key. `of` is 0 as long as the number is not certain.
        """
        walked = self.form.pages_for(answers)
        keys = [each.key for each in walked] + [""]
        at = keys.index(page)
        asked = set().union(*(fields_of(each.condition) for each in self.form.pages if each.condition))
        still_open = {field.key for each in walked[at:] for field in each.fields}
        ends = any(each.ends for each in walked)
        return {"value": at + 1, "of": 0 if ends or asked & still_open else len(keys)}

    def page_before(self, answers: Mapping[str, Any], page: str) -> str:
        """The key of the page before this one; nothing before the first."""
        keys = [each.key for each in self.form.pages_for(answers)]
        at = keys.index(page) if page in keys else len(keys)
        return keys[at - 1] if at else ""


def _belongs(notice: Notice, page: str, near: set[str]) -> bool:
    if notice.page or not notice.condition:
        return notice.page in ("", page)
    return not fields_of(notice.condition).isdisjoint(near)
