"""What the town does, as programs read it."""

from typing import Any

from django.http import Http404
from ninja import Query, Router, Schema

from lotse.catalogue.models import Edition, Service

from .paging import Paged, page
from .words import tidy_line

router = Router(tags=["Dienste"])


class Result(Schema):
    slug: str
    label: str


class ServiceOut(Schema):
    slug: str
    title: str
    summary: str
    kind: str
    audience: str
    topic: str
    owner: str
    department: str
    edition: int
    open: bool
    form: dict[str, Any]
    agreements: dict[str, Any]
    results: list[Result]


class ServicePage(Schema):
    items: list[ServiceOut]
    next: str | None


@router.get("/services", response=ServicePage, summary="Dienste, nach Namen")
def services(request, asked: Query[Paged]):
    """Alle Dienste, die neue Anliegen annehmen können, mit ihrem Formular als JSON Schema 2020-12."""
    found, following = page(_offered_to(request.auth.person), asked, "slug")
    editions = Edition.objects.in_bulk([service.edition_id for service in found])
    return {"items": [_service(service, editions[service.edition_id]) for service in found], "next": following}


@router.get("/services/{slug}", response=ServiceOut, summary="Ein Dienst")
def service(request, slug: str):
    """Ein Dienst mit Formular, Zusagen und möglichen Ergebnissen."""
    found = _offered_to(request.auth.person).filter(slug=tidy_line(slug)).first()
    if found is None:
        raise Http404
    return _service(found, Edition.objects.get(pk=found.edition_id))


def _offered_to(person):
    services = Service.objects.running().select_related("owner__department")
    return services if person.is_staff_member else services.for_citizens()


def _service(service, edition):
    content = edition.content
    return ServiceOut(
        slug=service.slug, title=content["title"], summary=content.get("summary", ""), kind=service.kind,
        audience=service.audience, topic=service.topic, owner=service.owner.slug,
        department=service.owner.department.slug, edition=edition.number, open=service.paused_at is None,
        form=edition.form.json_schema(content["title"]), agreements=edition.agreements,
        results=[Result(slug=slug, label=label) for slug, label in edition.results.items()],
    )  # fmt: skip
