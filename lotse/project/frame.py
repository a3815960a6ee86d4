"""What stands around every page of this town; `settings.UI_FRAME` names it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from lotse.project.rooms import has
from lotse.tenants.models import Town
from lotse.ui.frame import STAFF_WAYS

KINDS = ("stadt", "gemeinde", "kreis", "markt", "amt", "verband", "region")  # also Landkreis, Hansestadt, Samtgemeinde
# Rooms that are not for all staff: who decides, in a room this house may lack
ONLY_FOR = {"/verwaltung/": ("lotse.administration.reach", "arranges_people")}


def around(request: HttpRequest) -> dict[str, Any]:
    """Return the town's name and how to reach it (one statement, only when a page asks)."""
    name, phone, address = Town.said("name", "phone", "address")
    told: dict[str, Any] = {"name": name, "title": _titled(name), "address": address}
    told["staff_rooms"] = SimpleLazyObject(lambda: rooms_for(getattr(request, "user", None)))
    return told | ({"phones": [(phone, phone)]} if phone else {})


def _titled(name: str) -> str:
    """The name as it stands above each page; who already says what they are is not called a town again."""
    says_so = name.casefold().split(" ")[0].endswith(KINDS) if " " in name else False
    return name if says_so else _("Stadt %(name)s") % {"name": name}


def rooms_for(person: Any) -> list[tuple[Any, str]]:
    """Return the rooms at the top of a staff page that open to this person; nobody is led to a page not found."""
    if person is None or not person.is_authenticated or not person.is_staff_member:
        return []
    return [(label, address) for label, address in STAFF_WAYS if _opens(address, person)]


def _opens(address: str, person: Any) -> bool:
    if address not in ONLY_FOR:
        return True
    room, question = ONLY_FOR[address]
    return has(room) and import_string(f"{room}.{question}")(person)
