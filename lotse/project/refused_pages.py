"""A refused page of the desk is one that Back and reload find again, as in the citizens' form (portal/views/forms.py).

The answer to a post lies in no store: a browser that comes back to it asks whether to send the form again, or shows
an error of its own. So the page rests for a while as a row of the session store, under a key nobody guesses, and the
post leads to it. Only whoever sent it reads it, and only a browser that opens pages is led on: programs and parts
of a page get the refusal itself.
"""

import secrets
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from lotse.tenants.clock import now

KEPT = "fehler"  # in the address of a page that was sent and could not be done
LIVES = timedelta(minutes=30)
DESKS = ("/arbeit/", "/verwaltung/")
REFUSALS = {409, 422}
MOST = 500_000  # signs; what is longer is answered as it is


class RefusedPages:
    """Keep what the desk answered to a form it could not take, and lead to it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept = _kept(request) if request.method == "GET" and KEPT in request.GET else None
        if kept:
            return HttpResponse(kept["page"], status=kept["status"])
        response = self.get_response(request)
        return _lead_to(request, response) if _is_refused(request, response) else response


def _is_refused(request, response):
    return (
        request.method == "POST"
        and response.status_code in REFUSALS
        and request.path.startswith(DESKS)
        and request.headers.get("Sec-Fetch-Mode") == "navigate"
        and request.user.is_authenticated
        and not response.streaming
        and response.headers.get("Content-Type", "").startswith("text/html")
        and len(response.content) < MOST
    )


def _lead_to(request, response):
    """Let the page rest and say where it is."""
    key = secrets.token_hex(8)
    told = {"whose": str(request.user.pk), "path": request.path, "status": response.status_code}
    told["page"] = response.content.decode()
    Session.objects.create(session_key=_row(key), session_data=Session.objects.encode(told), expire_date=now() + LIVES)
    asked = [(name, value) for name, value in request.GET.items() if name != KEPT]
    answer = HttpResponseRedirect(f"{request.path}?{urlencode([*asked, (KEPT, key)])}")
    answer.status_code = 303
    return answer


def _kept(request):
    """The page of this address, if it is this person's and its time is not over."""
    row = Session.objects.filter(session_key=_row(request.GET[KEPT][:32]), expire_date__gt=now()).first()
    told = row.get_decoded() if row else {}
    is_mine = told.get("whose") == str(request.user.pk) and told.get("path") == request.path
    return told if is_mine and request.path.startswith(DESKS) else None


def _row(key):
    return f"refused{key}"
