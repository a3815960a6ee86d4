"""What the clock starts in this room."""

from datetime import timedelta

from django.utils.timezone import localdate

from lotse.jobs import every
from lotse.tenants.clock import now

from . import approving, stepping, unaccepted, undecided, watchdogs
from .verifying import seal


@every("15 0 * * *")
def seal_yesterday():
    """Sign the sum over yesterday's cases."""
    seal(localdate(now()) - timedelta(days=1))


@every("* * * * *", in_steps=True)
def take_steps():
    """Remind, escalate, raise urgency where a clock says so; each clock in a transaction of its own."""
    stepping.take_steps()


@every("* * * * *", in_steps=True)
def tell_leads():
    """Tell a team's lead, once, that nobody took a hand-over in time, or decided what was asked."""
    unaccepted.tell_leads()
    undecided.tell_leads()


@every("* * * * * */20")
def look_out():
    """Raise and take down the notices of the watchdogs: every 20 seconds, for within a minute they must stand (P4)."""
    watchdogs.look()


@every("* * * * *")
def decide_in_silence():
    """Let what nobody objected to in time be approved."""
    approving.over_in_silence()
