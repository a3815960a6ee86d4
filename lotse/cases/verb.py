"""How every deed of a case begins and ends."""

from functools import wraps

from django.db import transaction


def verb(deed):
    """Do the deed alone: one transaction, the case row locked and read anew, saved once at the end.

    The lock leaves foreign keys to the case free (FOR NO KEY UPDATE). A deed inside a deed
    joins it. A child (leg, question) locks its case, then reads itself anew.

    Locking and reading are two statements on purpose: PostgreSQL rechecks a row it waited for against
    the joined rows of the old snapshot, so a neighbour that changed meanwhile (who closed it) reads as none.
    """

    @wraps(deed)
    def alone(row, *args, **values):
        case = row.the_case
        if case.is_held:
            return deed(row, *args, **values)
        with transaction.atomic():
            rows = type(case).objects
            rows.locked().filter(pk=case.pk).get()
            _read_anew(case, rows)
            if row is not case:
                row.refresh_from_db()
                row.case = case
            case.is_held = True
            try:
                result = deed(row, *args, **values)
                case.finish_deed()
            finally:
                case.is_held = False
            return result

    return alone


def _read_anew(case, rows):
    """Read the row and its neighbours; the edition is large and never changes, so it is kept."""
    edition = case._state.fields_cache.get("edition")
    case.refresh_from_db(from_queryset=rows.with_neighbours(*(["edition"] if edition else [])))
    if edition:
        case.edition = edition
