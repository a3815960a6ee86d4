"""What the clock starts in this room."""

from lotse.jobs import every

from .mail.receive import catch_up


@every("* * * * *")
def work_off_stored_mails():
    """Read the mails that were stored and not worked off, because somebody pulled the plug in between."""
    catch_up()
