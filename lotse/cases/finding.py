"""Under which words a case is found: its subject, what was said at the opening, what we know, its file."""

from lotse.search.models import put


def make_findable(case, text=None, facts=None):
    """Make the case findable under what is known now; `text` of the opening and `facts` are read where not at hand."""
    if text is None:
        opening = case.entries.filter(kind="opened").select_related("content").first()
        text = opening.text if opening else ""
    known = case.facts.all() if facts is None else facts
    words = [text, *(fact.text for fact in known), case.leading_system, case.reference]
    put("case", case.pk, case.subject, " ".join(filter(None, words)))
