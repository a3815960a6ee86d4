"""Finding the right service: start, search, lists, the page of one service."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lotse.catalogue.models import Edition, Service
from lotse.people.models import Team
from lotse.portal import drafts, privacy, promises, topics
from lotse.portal.doors import public
from lotse.portal.offer import offer_or_404
from lotse.portal.opening import opening
from lotse.search.models import best
from lotse.tenants.clock import now

OFTEN, EXAMPLES, A_PAGE = 6, 3, 20
QUESTION = "frage"  # the service that takes what fits nowhere else


def listed(services):
    """The services of a list with the summary of their running edition, in one statement more."""
    rows = list(services)
    summaries = dict(
        Edition.objects.filter(pk__in=[row.edition_id for row in rows]).values_list("pk", "content__summary")
    )
    for row in rows:
        row.summary = summaries.get(row.edition_id) or ""
    return rows


def _services():
    return Service.objects.for_citizens().running()


def _front_office():
    """The citizens' office: where people come and call."""
    team = Team.objects.filter(is_support=True).select_related("department").order_by("-is_front", "name").first()
    return team.department if team else None


@public
def start(request: HttpRequest) -> HttpResponse:
    """Ask what somebody wants to do, and show the ways there."""
    office = _front_office()
    often = listed(_services().filter(paused_at=None).order_by("-yearly", "title")[:OFTEN])
    context = {
        "often": often,
        "examples": ", ".join(f"„{service.title}“" for service in often[:EXAMPLES]),
        "topics": topics.topics(),
        "count": _services().count(),
        "office": office,
        "opening": opening(office.public_hours, now()) if office else "",
    }
    return render(request, "portal/start.html", context)


@public
def search(request: HttpRequest) -> HttpResponse:
    """Find services by the words people use."""
    q = " ".join(request.GET.get("q", "").replace("\0", "").split())[:200]
    hits = _hits(q) if q else []
    context: dict[str, Any] = {"q": q, "page": Paginator(hits, A_PAGE).get_page(request.GET.get("seite"))}
    if q and not hits:
        context |= {"topics": topics.topics(), "question": Service.objects.filter(slug=QUESTION).first()}
    return render(request, "portal/search.html", context)


def _hits(q):
    """The services that fit, the best first; between equals the one that more people need."""
    offered = _services().order_by("-yearly", "title")
    order = {pk: place for place, pk in enumerate(best("service", q, offered))}
    return listed(sorted(offered.filter(pk__in=order), key=lambda service: order[service.pk]))


@public
def services(request: HttpRequest) -> HttpResponse:
    """List all services from A to Z."""
    return render(
        request, "portal/services.html", {"title": _("Dienste von A bis Z"), "letters": _by_letter(_services())}
    )


@public
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """List the services of one topic."""
    letters = _by_letter(_services().filter(topic=slug))
    if not letters:
        raise Http404
    return render(request, "portal/services.html", {"title": topics.title_of(slug), "letters": letters, "topic": slug})


def _by_letter(rows):
    letters: dict[str, list] = {}
    for row in sorted(listed(rows), key=lambda row: row.title.casefold()):
        letters.setdefault(row.title[:1].upper().translate(str.maketrans("ÄÖÜ", "AOU")), []).append(row)
    return sorted(letters.items())


@public
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what a service is, what it costs, how long it takes, who decides."""
    offer = offer_or_404(slug)
    office = offer.service.intake.department
    context = {
        "offer": offer,
        "topic": {"slug": offer.service.topic, "title": topics.title_of(offer.service.topic)}
        if offer.service.topic
        else None,
        "texts": [
            (_("Das geht nicht online"), offer.text.get("offline")),
            (_("Abholung"), offer.text.get("collect")),
        ],
        "next": promises.next_in_general(offer),
        "glance": promises.glance(offer),
        "bring_title": _("Das bringen Sie mit") if offer.content.get("appointment") else _("Das hilft uns"),
        "office": office,
        "opening": opening(office.public_hours, now()),
        "draft": drafts.current(request, slug),
    }
    return render(request, "portal/service.html", context)


@public
def service_privacy(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what happens with the answers, generated from the service; nobody has to confirm it."""
    offer = offer_or_404(slug)
    return render(request, "portal/service_privacy.html", {"offer": offer, "notice": privacy.notice_of(offer)})
