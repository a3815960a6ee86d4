"""What a citizen answered about one of the facts: one click away from putting it right or in (Angabe berichtigen).

Nothing is overwritten by itself: an answer is free text, and a fact may have travelled in packets. Whoever works on
the case reads both and decides (cases/correcting.py).
"""

from dataclasses import dataclass

from lotse.cases.reading import reading

LEARNED = ("told", "corrected")  # the kinds of entry that say anew what we know under a key


@dataclass(frozen=True)
class Known:
    """A fact as a link at an answer leads to it: without words while it is open."""

    key: str
    label: str
    text: str = ""


def to_put_right(entries, facts, still_open=()):
    """Return the facts each answer was about, by the entry's id, while nothing newer says how they are.

    `entries` is the timeline as this person reads it, oldest first, with its questions; `facts` what they know,
    `still_open` the questions that nobody answered in a way the form can read.
    """
    known = {field.key: Known(field.key, field.label) for field in still_open}
    known |= {fact.key: Known(fact.key, fact.label, "" if fact.is_unknown else fact.text) for fact in facts}
    said = {entry.data["key"]: entry.seq for entry in entries if entry.kind in LEARNED and "key" in entry.data}
    offered: dict[str, list] = {}
    answers = {entry.pk: entry for entry in entries}
    for question in [entry.question for entry in entries if hasattr(entry, "question")]:
        answer = answers.get(question.answer_id)
        if answer is None or not answer.text:
            continue
        about = [known[key] for key in question.facts if key in known and said.get(key, 0) < answer.seq]
        rows = offered.setdefault(str(answer.pk), [])
        rows += [fact for fact in about if fact not in rows and fact.text != answer.text]
    return offered


def filled_from_answer(request, case):
    """What the form of a correction begins with: the fact and the answer that the link on the timeline names."""
    key, seq = request.GET.get("angabe", ""), request.GET.get("antwort", "")
    told = reading(case, request.user).entries() if case.is_readable else case.entries.all()
    answer = told.select_related("content").filter(seq=seq).first() if seq.isdecimal() and len(seq) < 10 else None
    return {"fact": key} | ({"text": answer.text} if answer else {})
