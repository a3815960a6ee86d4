"""Two ways to one's own concern without an account: number and code, or the mailed link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.cases.models import Case
from lotse.people.models import LinkSession
from lotse.portal import tries
from lotse.portal.doors import KEY, give_key, personal, saving_at_once

WRONG = gettext_lazy("Zu Nummer und Code finden wir kein Anliegen. Prüfen Sie beide.")


@saving_at_once
@personal
def status(request: HttpRequest) -> HttpResponse:
    """Ask for number and code; the answer is the same whether the number, the code or both are wrong."""
    if request.method != "POST":
        return render(request, "portal/status.html", {"known": _known(request)})
    number = _tidy(request.POST.get("nummer", ""))
    code = request.POST.get("code", "")
    if tries.is_over(request, number):
        return _again(request, _("Sie haben es zu oft versucht. Warten Sie eine Stunde oder rufen Sie uns an."), 429)
    if not number or not code.strip():
        return _again(request, _("Geben Sie Nummer und Code ein."), 422)
    case = Case.objects.filter(number=number, service__audience="citizen").first()
    if case is None or not case.has_code(code):
        tries.count_wrong(request, number)
        return _again(request, WRONG, 422)
    give_key(request, case)
    return redirect("portal:case", case.number)


def _again(request, sentence, status):
    """The page once more; the number is still there, the code is typed anew."""
    context = {"number": request.POST.get("nummer", "")[:40], "errors": [("nummer", sentence)], "has_errors": True}
    return render(request, "portal/status.html", context, status=status)


def _known(request):
    """The case this browser may read already."""
    key = request.session.get(KEY)
    return Case.objects.filter(pk=key).first() if key else None


def _tidy(number):
    """Numbers are written 2026-000482; blanks and other dashes are forgiven."""
    plain = "".join(sign for sign in number if sign.isascii() and sign.isdigit())[:20]
    return f"{plain[:4]}-{plain[4:].zfill(6)}" if len(plain) > 4 else ""


@personal
def mailed_link(request: HttpRequest, token: str) -> HttpResponse:
    """Open one case for this browser; the token leaves the address at once."""
    link = LinkSession.objects.of(token, "case").first()
    case = Case.objects.filter(pk=link.subject, service__audience="citizen").first() if link else None
    if case is None:
        response = render(request, "portal/link_over.html", {"what": "case"}, status=404)
    else:
        give_key(request, case)
        response = redirect("portal:case", case.number)
    response["Referrer-Policy"] = "no-referrer"
    return response
