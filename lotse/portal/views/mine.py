"""All concerns of whoever is signed in, and what this browser has begun."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from lotse.cases.models import Case
from lotse.catalogue.models import Service
from lotse.portal import drafts, standing

A_PAGE = 20
OPEN, CLOSED = "offen", "abgeschlossen"


@cache_control(private=True, no_store=True)
def overview(request: HttpRequest) -> HttpResponse:
    """List my concerns, the newest first; beyond a page they can be parted into open and closed ones."""
    mine = Case.objects.filter(citizen=request.user.pk, service__audience="citizen").select_related(
        "guide", "service", "merged_into"
    )
    count = mine.count()
    chosen = request.GET.get("nur", "") if count > A_PAGE else ""
    shown = mine.filter(closed_at__isnull=chosen == OPEN) if chosen in (OPEN, CLOSED) else mine
    page = Paginator(shown.order_by("-opened_at", "-id"), A_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page": page,
        "rows": [{"case": case, "badge": standing.badge(case)} for case in page],
        "has_filter": count > A_PAGE,
        "chosen": chosen if chosen in (OPEN, CLOSED) else "",
        "begun": _begun(request),
    }
    return render(request, "portal/mine.html", context)


def _begun(request: HttpRequest) -> list[Service]:
    """The services whose form this browser has begun and not sent."""
    kept = ((slug, drafts.current(request, slug)) for slug in request.session.get(drafts.DRAFTS, {}))
    slugs = [slug for slug, draft in kept if draft and draft.answers]
    return list(Service.objects.running().filter(slug__in=slugs).order_by("title")) if slugs else []
