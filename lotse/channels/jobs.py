"""What the clock starts in this room."""

from lotse.jobs import every

from .mail.receive import catch_up


@every("* * * * *", in_steps=True)
def work_off_stored_mails():
    """Read the mails that were stored and not worked off, because somebody pulled the plug in between."""
    catch_up()


@every("* * * * *", in_steps=True)
def empty_the_mailbox():
    """Fetch what lies in the town's mailbox, where one is set."""
    from .mail.fetching import look_in

    look_in()
