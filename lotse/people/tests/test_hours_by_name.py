"""Hours by the name of a department or team, as `lotse deadline --calendar` takes them."""

import pytest

from lotse.people.commands import find_hours
from lotse.people.models import Department, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour():
    """A department with two teams, one of which keeps hours of its own."""
    department = Department.objects.create(
        slug="hafen", name="Hafen", public_hours="Mo 08:00-12:00", service_hours="Mo-Fr 08:00-16:00"
    )
    Team.objects.create(slug="lotsen", department=department, name="Lotsen", hours="24/7")
    Team.objects.create(slug="taue", department=department, name="Taue")


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("hafen", "Mo-Fr 08:00-16:00"),
        ("hafen.servicezeiten", "Mo-Fr 08:00-16:00"),
        ("hafen.publikumszeiten", "Mo 08:00-12:00"),
        ("hafen.rufbereitschaft", None),
        ("lotsen", "24/7"),
        ("taue", "Mo-Fr 08:00-16:00"),
        ("taue.publikumszeiten", "Mo 08:00-12:00"),
        ("hafen.mond", None),
        ("mond", None),
    ],
)
def test_hours_are_found_by_department_team_and_kind(harbour, name, hours):
    assert find_hours(name) == hours
