"""A refused page is one that Back and reload find again, as in the pages of a citizens' form (portal/views/forms.py).

The answer to a post lies in no store: a browser that comes back to it asks whether to send the form again, or shows
an error of its own. So the page rests for a while as a row of the session store, under a key nobody guesses, and the
post leads to it. Only whoever sent it reads it: the person who is signed in, as far as the case is still open to them;
else the browser's session, as long as it opens the same concern. Whoever is not signed in lays down little: nobody is
to fill the database from outside. Only a browser that opens pages is led on: programs and parts of a page get the
refusal itself. Addresses that are a secret themselves (orders by link) are not kept: it would lie here in clear.
"""

import re
import secrets
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language_from_path

from lotse.cases.models import Case
from lotse.project.deed_addresses import page_above
from lotse.tenants.clock import now
from lotse.tenants.limits import count, counted, sender

KEPT = "fehler"  # in the address of a page that was sent and could not be done
LIVES = timedelta(minutes=30)
LENGTH = 16  # signs of a key
DESKS = ("/arbeit/", "/verwaltung/")
CITIZENS = ("/anliegen/", "/dienst/", "/stand/", "/barriere-melden/")
REFUSALS = {409, 422}
MOST, MOST_OF_STRANGERS = 500_000, 60_000  # bytes; what is longer is answered as it is
MOST_SWEPT = 100  # rows whose time is over; one comes, so the rest goes with the next
A_CASE = re.compile(r"/arbeit/a/([^/]+)/")
MOST_AN_ADDRESS, WITHIN = 120, 60 * 60  # pages of strangers, seconds; a whole library may stand behind one address
CONCERN = "case"  # in the session: the one concern it opens (portal/doors.py)
SEAL = "refused"  # in the session: stays when its key is changed, as another form does
NOT, SURFACE, CONTENT = range(3)  # how far a case is open


class RefusedPages:
    """Keep what was answered to a form that could not be taken, and lead to it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_sought = request.method == "GET" and len(request.GET.get(KEPT, "")) == LENGTH and _has_pages(request)
        if is_sought and (kept := _kept(request)):
            return HttpResponse(kept["page"], status=kept["status"])
        response = self.get_response(request)
        if is_sought and response.status_code == 405:  # its time is over, and of itself it is no page
            return HttpResponseRedirect(page_above(request.path))
        return _lead_to(request, response) if _is_refused(request, response) else response


def _is_refused(request, response):
    return (
        request.method == "POST"
        and response.status_code in REFUSALS
        and _has_pages(request)
        and request.headers.get("Sec-Fetch-Mode") == "navigate"
        and not response.streaming
        and response.headers.get("Content-Type", "").startswith("text/html")
        and _may_rest(request, response)
    )


def _may_rest(request, response):
    """Whether it is small enough and whoever sent it may find it here; strangers only so many within an hour."""
    if request.user.is_authenticated:
        return len(response.content) < MOST and _reach(request) != NOT
    is_small = len(response.content) < MOST_OF_STRANGERS
    return is_small and bool(_secret(request)) and counted(KEPT, sender(request)) < MOST_AN_ADDRESS


def _has_pages(request):
    """Whether this address is one of those whose refused pages are kept."""
    language = get_language_from_path(request.path)
    is_citizens = request.path.removeprefix(f"/{language}").startswith(CITIZENS)
    return is_citizens or (request.path.startswith(DESKS) and request.user.is_authenticated)


def _reach(request):
    """How far the case is open to the person; where the address names none, nothing is held back."""
    named = A_CASE.match(request.path)
    if not named:
        return CONTENT
    seen = Case.objects.visible_to(request.user).saying_what_is_readable_by(request.user).filter(number=named[1])
    found = seen.values_list("is_readable", flat=True).first()
    return NOT if found is None else CONTENT if found else SURFACE


def _whose(request):
    """Who sent it: the person, else the browser with the one concern it may read."""
    if request.user.is_authenticated:
        return str(request.user.pk)
    sealed = f"{_secret(request)} {request.session.get(CONCERN, '')}"
    return salted_hmac("lotse.project.refused_pages", sealed, algorithm="sha256").hexdigest()


def _secret(request):
    """What only this browser knows: a word in its session, else what its forms are sealed with."""
    return request.session.get(SEAL) or request.META.get("CSRF_COOKIE", "")


def _lead_to(request, response):
    """Let the page rest and say where it is."""
    key = secrets.token_hex(LENGTH // 2)
    if not request.user.is_authenticated:
        count(KEPT, sender(request), WITHIN)
        if request.session.session_key and SEAL not in request.session:
            request.session[SEAL] = secrets.token_hex(LENGTH)
    told = {"whose": _whose(request), "path": request.path, "status": response.status_code}
    told |= {"page": response.content.decode(), "reach": _reach(request)}
    _sweep()
    Session.objects.create(session_key=_row(key), session_data=Session.objects.encode(told), expire_date=now() + LIVES)
    asked = [(name, value) for name, value in request.GET.items() if name != KEPT]
    answer = HttpResponseRedirect(f"{request.path}?{urlencode([*asked, (KEPT, key)])}")
    answer.status_code = 303
    return answer


def _sweep():
    """Delete pages whose time is over: what was typed rests no longer than it must."""
    over = Session.objects.filter(session_key__startswith=_row(""), expire_date__lt=now())
    with transaction.atomic():
        keys = list(over.select_for_update(skip_locked=True).values_list("pk", flat=True)[:MOST_SWEPT])
        Session.objects.filter(pk__in=keys).delete()


def _kept(request):
    """The page of this address, if it is this person's, its time is not over and its case as open as it was."""
    row = Session.objects.filter(session_key=_row(request.GET[KEPT]), expire_date__gt=now()).first()
    told = row.get_decoded() if row else {}
    is_mine = bool(told) and told["whose"] == _whose(request) and told["path"] == request.path
    return told if is_mine and _reach(request) >= told["reach"] else None


def _row(key):
    return f"refused{key}"
