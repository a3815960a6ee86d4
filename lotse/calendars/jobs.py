"""What the clock starts in this room."""

from lotse.calendars.models import Holiday
from lotse.jobs import every
from lotse.tenants.clock import now
from lotse.tenants.models import Town


@every("20 2 1 * *")
def freeze_the_coming_years() -> None:
    """Every month: write down the holidays of the years that deadlines can reach."""
    Holiday.objects.freeze_around(Town.here().land, now().year)
