"""A refused page is one that Back and reload find again, as in the pages of a citizens' form (portal/views/forms.py).

The answer to a post lies in no store: a browser that comes back to it asks whether to send the form again, or shows
an error of its own. So the page rests for a while as a row of the session store, under a key nobody guesses, and the
post leads to it. Only whoever sent it reads it: the person who is signed in, else the browser's session, for that is
what opens a concern without an account. Only a browser that opens pages is led on: programs and parts of a page get
the refusal itself. Addresses that are a secret themselves (orders by link) are not kept: it would lie here in clear.
"""

import secrets
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language_from_path

from lotse.project.deed_addresses import page_above
from lotse.tenants.clock import now

KEPT = "fehler"  # in the address of a page that was sent and could not be done
LIVES = timedelta(minutes=30)
LENGTH = 16  # signs of a key
DESKS = ("/arbeit/", "/verwaltung/")
CITIZENS = ("/anliegen/", "/dienst/", "/stand/", "/barriere-melden/")
REFUSALS = {409, 422}
MOST = 500_000  # signs; what is longer is answered as it is


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
        and _whose(request)
        and not response.streaming
        and response.headers.get("Content-Type", "").startswith("text/html")
        and len(response.content) < MOST
    )


def _has_pages(request):
    """Whether this address is one of those whose refused pages are kept."""
    language = get_language_from_path(request.path)
    is_citizens = request.path.removeprefix(f"/{language}").startswith(CITIZENS)
    return is_citizens or (request.path.startswith(DESKS) and request.user.is_authenticated)


def _whose(request):
    """Who sent it: the person, else the browser by its session, else by what its forms are sealed with."""
    if request.user.is_authenticated:
        return str(request.user.pk)
    secret = request.session.session_key or request.META.get("CSRF_COOKIE", "")
    return secret and salted_hmac("lotse.project.refused_pages", secret, algorithm="sha256").hexdigest()


def _lead_to(request, response):
    """Let the page rest and say where it is."""
    key = secrets.token_hex(LENGTH // 2)
    told = {"whose": _whose(request), "path": request.path, "status": response.status_code}
    told["page"] = response.content.decode()
    Session.objects.create(session_key=_row(key), session_data=Session.objects.encode(told), expire_date=now() + LIVES)
    asked = [(name, value) for name, value in request.GET.items() if name != KEPT]
    answer = HttpResponseRedirect(f"{request.path}?{urlencode([*asked, (KEPT, key)])}")
    answer.status_code = 303
    return answer


def _kept(request):
    """The page of this address, if it is this person's and its time is not over."""
    row = Session.objects.filter(session_key=_row(request.GET[KEPT]), expire_date__gt=now()).first()
    told = row.get_decoded() if row else {}
    is_mine = bool(told) and told["whose"] == _whose(request) and told["path"] == request.path
    return told if is_mine else None


def _row(key):
    return f"refused{key}"
