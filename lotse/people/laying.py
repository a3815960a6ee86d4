"""Laying departments: each begins with a team of the same name that takes what is addressed to it."""

from django.db import transaction

from .models import Department, Kind, Team

# what many town halls keep; the page of the department says what the town's own are
USUAL_HOURS = "Mo-Th 08:00-16:00; Fr 08:00-12:00"


def lay_first_team(department: Department) -> Team | None:
    """Give a new department its team, unless one of that short name is there; return it.

    A town begins with its Bürgerservice: while no team belongs to it, the first one does.
    """
    if Team.objects.filter(slug=department.slug).exists():
        return None
    is_support = department.kind == Kind.BUSINESS and not Team.objects.filter(is_support=True).exists()
    return Team.objects.create(
        slug=department.slug, department=department, name=department.name, kind=department.kind, is_front=True,
        is_support=is_support,
    )  # fmt: skip


@transaction.atomic
def lay_support() -> None:
    """Lay the Bürgerservice of a new town, for it owns how concerns are carried; a town with departments has one."""
    if not Department.objects.exists():
        department = Department.objects.create(
            slug="buergerservice", name="Bürgerservice", service_hours=USUAL_HOURS, public_hours=USUAL_HOURS
        )
        lay_first_team(department)
