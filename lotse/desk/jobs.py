"""What the clock clears away: signs of presence that are over, texts nobody came back to."""

from lotse.jobs import every

from .models import Preference, Presence, UnsentText
from .news import tell, tell_what_was_held


@every("* * * * *")
def clear_presence() -> None:
    """Presence is never kept: a sign that is over goes within the minute."""
    Presence.objects.gone().delete()


@every("30 3 * * *")
def forget_unsent_texts() -> None:
    """A text that nobody touched for thirty days is forgotten."""
    UnsentText.objects.forgotten().delete()


@every("*/2 * * * *")
def tell_at_once() -> None:
    """Write to those who want to hear of every case at once; what was held back goes first."""
    tell_what_was_held()
    tell(Preference.News.AT_ONCE)


@every("0 6 * * *")
def tell_in_the_morning() -> None:
    """Write to those who want one mail a day."""
    tell(Preference.News.DAILY)
