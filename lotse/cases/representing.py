"""Who speaks for another person (in Vertretung für): whom, in what role, with which proof, from when to when.

It belongs to the case it was told in: a guardianship known to the social office is nobody else's business.
"""

from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.tenants.clock import now

from .refusals import UnknownValue
from .verb import verb

ROLES = {
    "parent": gettext_lazy("Mutter, Vater oder sorgeberechtigt"),
    "carer": gettext_lazy("rechtliche Betreuung"),
    "power": gettext_lazy("Vollmacht"),
    "company": gettext_lazy("Firma oder Verein"),
    "helper": gettext_lazy("hilft nur beim Ausfüllen"),
}
PROOFS = {
    "held": gettext_lazy("Nachweis liegt vor"),
    "bring": gettext_lazy("Nachweis kommt noch"),
    "none": gettext_lazy("kein Nachweis"),
}


@verb
def represent(case, name, *, role, proof, since=None, until=None, by):
    """Write down for whom the reporting person speaks. Raises NotAllowed, UnknownValue."""
    case.must_be_carried_by(by)
    if not name.strip():
        raise UnknownValue(_("Schreiben Sie, für wen die Person spricht."), field="name")
    if role not in ROLES or proof not in PROOFS:
        raise UnknownValue(_("Wählen Sie Rolle und Nachweis aus der Liste."), [*ROLES, *PROOFS])
    if since and until and until < since:
        raise UnknownValue(_("Die Vertretung endet, bevor sie beginnt. Prüfen Sie die Tage."), field="until")
    told = {"name": name.strip(), "role": role, "proof": proof}
    told |= {key: day.isoformat() for key, day in (("since", since), ("until", until)) if day}
    return _keep(case, told, by)


@verb
def end_representation(case, *, by):
    """Write down that the person speaks for themselves from now on. Raises NotAllowed, UnknownValue."""
    case.must_be_carried_by(by)
    if not case.for_whom:
        raise UnknownValue(_("Es ist keine Vertretung eingetragen."))
    return _keep(case, None, by)


def _keep(case, told, by):
    was, case.for_whom = case.for_whom, told
    return case.record("represented", by=by, content={"was": was, "now": told})


def in_words(told):
    """Say a representation in one line: whom, role, proof, days; empty for oneself."""
    if not told:
        return ""
    days = [f"{label} {_day(told[key])}" for key, label in (("since", _("ab")), ("until", _("bis"))) if told.get(key)]
    parts = [told.get("name", ""), ROLES.get(told.get("role"), ""), PROOFS.get(told.get("proof"), ""), " ".join(days)]
    return ", ".join(str(part) for part in parts if part)


def is_over(told):
    """Whether the representation has run out."""
    return bool(told and told.get("until")) and date.fromisoformat(told["until"]) < localdate(now())


def _day(iso):
    return ".".join(reversed(iso.split("-")))
