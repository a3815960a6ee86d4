"""What the clock clears away: signs of presence that are over, texts nobody came back to."""

from lotse.jobs import every

from .models import Presence, UnsentText


@every("* * * * *")
def clear_presence() -> None:
    """Presence is never kept: a sign that is over goes within the minute."""
    Presence.objects.gone().delete()


@every("30 3 * * *")
def forget_unsent_texts() -> None:
    """A text that nobody touched for thirty days is forgotten."""
    UnsentText.objects.forgotten().delete()
