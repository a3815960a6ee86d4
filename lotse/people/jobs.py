"""What the clock starts in this room."""

from lotse.jobs import every

from .models import KeptAnswer


@every("20 * * * *")
def forget_old_answers():
    """Let go of what programs may no longer ask for again."""
    KeptAnswer.objects.over().delete()
