"""What the clock starts in this room."""

from datetime import timedelta

from django.utils.timezone import localdate

from lotse.jobs import every
from lotse.tenants.clock import now

from .verifying import seal


@every("15 0 * * *")
def seal_yesterday():
    """Sign the sum over yesterday's cases."""
    seal(localdate(now()) - timedelta(days=1))
