"""Where the file is kept (practice 1.20): the leading system of a case, and the reference (Aktenzeichen) there.

The service's edition says which system leads; a case may name another. The reference is what a colleague types into
the other system's search, so it is found here, too, by whoever reads the case whole.
"""

from django.utils.translation import gettext as _

from .finding import make_findable
from .refusals import UnknownValue
from .verb import verb

OURS = "Lotse"


def leading_system(case):
    """The system in which the file of this case leads: what was entered, else what its service says."""
    return case.leading_system or case.edition.content.get("leading_system") or OURS


@verb
def refer(case, system, reference, *, by):
    """Write down where the file is kept and under which reference; empty ones take it back.

    Raises NotAllowed, UnknownValue.
    """
    case.must_be_carried_by(by)
    system, reference = " ".join(system.split()), " ".join(reference.split())
    if (system, reference) == (case.leading_system, case.reference):
        raise UnknownValue(_("Das steht schon so da."), field="reference")
    was = {"system": case.leading_system, "reference": case.reference}
    case.leading_system, case.reference = system, reference
    entry = case.record("referred", by=by, content={"was": was, "now": {"system": system, "reference": reference}})
    make_findable(case)
    return entry
