"""What stands around every page of this town; `settings.UI_FRAME` names it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lotse.tenants.models import Town


def around(request: HttpRequest) -> dict[str, Any]:
    """Return the town's name and how to reach it (one statement, only when a page asks)."""
    town = Town.here()
    told: dict[str, Any] = {"name": town.name, "title": _("Stadt %(name)s") % {"name": town.name}}
    told["address"] = town.address
    return told | ({"phones": [(town.phone, town.phone)]} if town.phone else {})
