"""Bodies outside without an e-mail address: what was put right or erased there, somebody tells them (Art. 19 GDPR).

It is a notice before the guide and who leads the guide's team until somebody says that it is done.
"""

from django.utils.translation import gettext_noop

from lotse.mailroom.models import raise_notice, settle

from .models import Case, Leg
from .verb import verb

CORRECTED, ERASED = "tell_corrected", "tell_erased"
KINDS = (CORRECTED, ERASED)
TOLD = "told_outside"  # the entry that says it is done
WORDS = {  # kept in German, said in the reader's language
    CORRECTED: gettext_noop(
        "Eine Angabe ist berichtigt. Wer sie bekommen hat, liest keine E-Mail: Sagen Sie es am Telefon oder per Brief."
    ),
    ERASED: gettext_noop(
        "Persönliche Angaben sind gelöscht. Wer sie bekommen hat, liest keine E-Mail: Bitten Sie am Telefon oder per "
        "Brief, sie auch dort zu löschen."
    ),
}


def ask_to_tell_what_is_right(case):
    """Something was put right: raise the notice if a body without an address holds it (inside a verb)."""
    _raise(case, CORRECTED)


def ask_to_tell_to_erase(case):
    """Everything was erased: raise the notice if a body without an address still holds a copy (inside a verb)."""
    settle(CORRECTED, case.pk)  # what was put right is gone, too
    _raise(case, ERASED)


def _raise(case, kind):
    if bodies_to_tell(case, kind):
        raise_notice(kind, case.pk, WORDS[kind], owner=case.guide_team)


def bodies_to_tell(case, kind):
    """Return the names of the bodies outside without an address that are still to be told."""
    legs = Leg.objects.filter(case=case, team__kind="outside", team__department__email="")
    if kind == CORRECTED:
        last = case.entries.filter(kind=TOLD).order_by("-seq").values_list("seq", flat=True).first()
        since = case.entries.filter(kind="corrected", seq__gt=last or 0).values_list("data__legs", flat=True)
        legs = legs.filter(pk__in={pk for each in since for pk in each})
    return sorted(set(legs.values_list("team__name", flat=True)))


@verb
def say_told(case: Case, notice, *, by):
    """Say that these bodies were told by telephone or letter; a second press changes nothing."""
    if settle(notice.kind, case.pk):
        return case.record(TOLD, by=by, data={"about": notice.kind})
    return None
