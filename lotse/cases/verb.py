"""How every deed of a case begins and ends."""

from functools import wraps

from django.db import transaction


def verb(deed):
    """Do the deed alone: one transaction, the case row locked and read anew, saved once at the end.

    The lock leaves foreign keys to the case free (FOR NO KEY UPDATE). A deed inside a deed
    joins it. A child (leg, question) locks its case, then reads itself anew.
    """

    @wraps(deed)
    def alone(row, *args, **values):
        case = row.the_case
        if case.is_held:
            return deed(row, *args, **values)
        with transaction.atomic():
            case.refresh_from_db(from_queryset=type(case).objects.for_a_deed())
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
