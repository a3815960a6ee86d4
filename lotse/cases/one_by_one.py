"""What the clock does to many rows: one that fails holds up none of the others.

It is tried again with the next run; a watchdog shows what stays undone (`step_missed`).
"""

import logging

log = logging.getLogger("lotse.cases")


def do_each(rows, deed):
    """Yield what the deed gave for each row, False where it failed; every failure stands in the log."""
    for row in list(rows):
        try:
            yield deed(row)
        except Exception:
            log.exception("step failed", extra={"row": str(row.pk), "noun": row._meta.label})
            yield False
