"""What a citizen answered about something we knew: one click away from putting it right (Angabe berichtigen).

Nothing is overwritten by itself: an answer is free text, and a fact may have travelled in packets. Whoever works on
the case reads both and decides (cases/correcting.py).
"""

from lotse.cases.reading import reading

LEARNED = ("told", "corrected")  # the kinds of entry that say anew what we know under a key


def to_put_right(entries, facts):
    """Return the facts each answer was about, by the entry's id, while nothing newer says how they are.

    `entries` is the timeline as this person reads it, oldest first, with its questions; `facts` what they know.
    """
    known = {fact.key: fact for fact in facts}
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
