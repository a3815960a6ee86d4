"""Who may come in: pages for everybody, and pages that nobody else may read over a shoulder or from a cache."""

import re
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control

from lotse.cases.intake import Opened
from lotse.cases.models import Case

View = Callable[..., HttpResponseBase]
NUMBER = re.compile(r"[0-9]{4}-[0-9]{6,12}")
KEY = "case"  # the one case this browser may read
THANKS = "thanks"  # service -> number, code and id of what this browser just sent


def public(view: View) -> View:
    """Let everybody in without a login."""
    return login_not_required(view)


def personal(view: View) -> View:
    """Let everybody in, and keep the answer out of every cache."""
    return login_not_required(cache_control(private=True, no_store=True)(view))


def saving_at_once(view: View) -> View:
    """Let each write stand by itself: a draft and a count of tries survive whatever comes after."""
    return transaction.non_atomic_requests(view)


def give_key(request: HttpRequest, case: Case) -> None:
    """Let this browser read this one case; a session somebody else laid out becomes worthless."""
    request.session.cycle_key()
    request.session[KEY] = str(case.pk)


def keep_sent(request: HttpRequest, slug: str, opened: Opened) -> None:
    """Let the browser that just sent this show number and code, and read the case.

    The session's own key stays: a second press still waits with it, and is led to the same thanks. A second sending
    of the same form knows no code any more, so the one shown before is kept.
    """
    known, case = request.session.get(THANKS, {}), opened.case
    before = known.get(slug, {})
    code = opened.code or (before.get("code", "") if before.get("case") == str(case.pk) else "")
    request.session[THANKS] = known | {slug: {"case": str(case.pk), "number": case.number, "code": code}}
    request.session[KEY] = str(case.pk)


def case_of(request: HttpRequest, number: str) -> Case | None:
    """The case of this number if this browser holds its key, or the citizen is signed in; None for all others."""
    if not NUMBER.fullmatch(number):
        return None
    near = ("service__owner__department", "edition", "citizen", "guide", "guide_team__department", "team__department")
    found = Case.objects.select_related(*near, "closed_by").filter(number=number, service__audience="citizen").first()
    if found is None:
        return None
    holds_key = request.session.get(KEY) == str(found.pk)
    is_own = request.user.is_authenticated and found.citizen_id == request.user.pk
    return found if holds_key or is_own else None
