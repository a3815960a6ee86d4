"""What the own desk adds to a page: the text one began, who else is there, and how far one has read."""

from datetime import datetime

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from lotse.desk.models import Mention, Preference, Presence, ReadMark, UnsentText
from lotse.tenants.clock import now

KIND = UnsentText.Kind
KINDS = {"nachricht": KIND.MESSAGE, "notiz": KIND.NOTE, "frage": KIND.QUESTION, "uebergabe": KIND.HANDOVER}
WORDS = {kind: word for word, kind in KINDS.items()}  # as the pages' fields say it
FIELDS = {
    KIND.MESSAGE: ("text",),
    KIND.NOTE: ("text",),
    KIND.QUESTION: ("text", "facts", "reason"),
    KIND.HANDOVER: ("to", "kind", "question", "expected_result", "groups", "facts", "attachments", "reason"),
}
NEAR_A_LINE = ("service", "guide", "team", "citizen")
IN_A_LINE = (
    *("number", "subject", "status", "urgency", "opened_at", "due_at", "closed_at", "version", "guide_team"),
    *("service__title", "service__kind", "guide__name", "guide__login", "team__name", "citizen__name"),
)
LISTS = {"groups", "facts", "attachments"}
MOST = 10_000  # signs of one field


def own_columns(person):
    """What this person keeps of a case, as columns of the one statement of its page."""
    texts = UnsentText.objects.filter(person=person, case=OuterRef("pk")).order_by("-kept_at")
    text = JSONObject(kind="kind", told="told", seen="seen", kept_at="kept_at")
    others = Presence.objects.others(person).filter(case=OuterRef("pk"))
    other = JSONObject(name="person__name", is_writing="is_writing")
    return {
        "unsent_rows": ArraySubquery(texts.values(row=text)),
        "presence_rows": ArraySubquery(others.values(row=other)),
        "read_version": Subquery(_read(person)),
        "is_named_here": Exists(Mention.objects.unread_by(person).filter(case=OuterRef("pk"))),
    }


def for_list(cases, person):
    """The lines of a list with who else is there and how far this person has read, in the statement of the list.

    Only what `rows.Row` shows is read: of 25 cases with their neighbours that is a quarter of all columns.
    """
    return cases.select_related(*NEAR_A_LINE).only(*IN_A_LINE).annotate(**_list_columns(person))


def _list_columns(person):
    others = Presence.objects.others(person).filter(case=OuterRef("pk")).order_by()
    names = others.values("case").annotate(names=StringAgg("person__name", ", ")).values("names")
    return {
        "present": Subquery(names),
        "is_written_at": Exists(others.filter(is_writing=True)),
        "read_version": Subquery(_read(person)),
    }


def _read(person):
    return ReadMark.objects.filter(person=person, case=OuterRef("pk")).values("version")


def is_unread(case):
    """Whether something stands in the case that this person has not seen, as far as they read it."""
    return case.is_readable and case.version > (case.read_version or 0)


def lay_read_mark(case, person):
    """The person has now seen the case to its end; nothing is written when there was nothing new."""
    if is_unread(case):
        ReadMark.lay(person, case)
    if case.is_named_here:
        Mention.objects.unread_by(person).filter(case=case).update(read_at=now())


def unsent_of(case, kind=None):
    """The text this person began here last, or last in this kind; None if there is none."""
    rows = [row for row in case.unsent_rows if kind in (None, row["kind"])]
    if not rows:
        return None
    return rows[0] | {"kept_at": datetime.fromisoformat(rows[0]["kept_at"]), "word": WORDS[rows[0]["kind"]]}


def begun(case, chosen=""):
    """What the composer shows of begun texts: the chosen or last one, and the kinds of the others."""
    here = {KIND.MESSAGE, KIND.NOTE, KIND.QUESTION}
    rows = [row for row in case.unsent_rows if row["kind"] in here]
    shown = unsent_of(case, KINDS.get(chosen)) or (unsent_of(case, rows[0]["kind"]) if rows else None)
    others = [row["kind"] for row in case.unsent_rows if shown is None or row["kind"] != shown["kind"]]
    return {"unsent": shown, "also_unsent": [(WORDS[kind], KIND(kind).label) for kind in others]}


def initial(case, kind):
    """What a form of this kind begins with: the text that was begun, else nothing."""
    row = unsent_of(case, kind)
    return row["told"] if row else {}


def seen_version(request):
    """The version of the case that was read when the form was drawn, or None."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else None


def keep_typed(request, case, kind):
    """Keep what this form holds now; return the kept text or None when the form is empty."""
    told = {name: _typed(request.POST, name) for name in FIELDS[kind]}
    seen = seen_version(request)
    version = case.version if seen is None else min(seen, case.version)
    return UnsentText.objects.keep(request.user, case, kind, told, seen=version)


def was_sent(request, case):
    """Whether this very text was written into the case meanwhile: a script's request that comes late keeps no draft."""
    text, seen = request.POST.get("text", "").strip(), seen_version(request)
    since = case.version if seen is None else seen
    written = case.entries.filter(by=request.user, seq__gt=since).select_related("content")
    return bool(text) and any(entry.text.strip() == text for entry in written)


def _typed(posted, name):
    if name in LISTS:
        return [value[:100] for value in posted.getlist(name)[:200]]
    return posted.get(name, "")[:MOST]


def present_words(rows):
    """Say who is here: pairs of name and sentence, writers first."""
    return [(row["name"], _presence(row["name"], row["is_writing"])) for row in rows]


def _presence(who, is_writing):
    sentence = _("%(who)s schreibt gerade") if is_writing else _("%(who)s liest gerade mit")
    return sentence % {"who": who}


def sign_of_life(request, case):
    """Tell colleagues that this person is here, unless they chose not to be seen; return who else is."""
    person = request.user
    if Preference.of(person).is_seen:
        Presence.objects.beat(person, case, is_writing="schreibt" in request.POST)
    return list(Presence.objects.others(person).filter(case=case).values("person__name", "is_writing"))
