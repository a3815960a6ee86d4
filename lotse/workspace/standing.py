"""What the page of a case shows beside its timeline: facts, what is open, legs, clocks, tags."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from lotse.cases.correcting import corrections_of
from lotse.cases.models import Case, Entry, Fact
from lotse.cases.models.kept import kept
from lotse.cases.reading import reading
from lotse.cases.still_open import open_fields
from lotse.cases.work_orders import may_print
from lotse.questionnaires.conditions import holds
from lotse.ui.shown import Shown

from .answered import to_put_right
from .internal import own_request_of, requests_of
from .posted import lay_beside
from .similar import similar_to
from .tasks import checklist_of, tasks_of
from .timeline import items_of
from .wording import CLOCKS, by_when, due_words

STATUS_KINDS = {"received": "info", "in_progress": "info", "needs_you": "warn", "closed": "ok", "passed_on": "ok"}
NEAR = (
    "content",
    "by",
    "question",
    "leg__team__department",
    "leg__from_team",
    "leg__offered_by",
    "leg__accepted_by",
    "leg__returned_by",
    "leg__done_by",
    "leg__passed_on__team",
)


@dataclass
class Standing(Shown):
    """A case as its page shows it to one person."""

    case: Case
    facts: list
    known: list  # each fact, and as cards the files that are its answer
    open_facts: list
    legs: list
    items: list
    files: list  # what this person may open, but no fact or entry they read leads to it: it came with the packet
    similar: list
    tags: list
    clocks: list
    is_carried: bool
    is_guides_side: bool
    open_questions: list
    approvals: list
    requests: list
    own_request: dict | None
    tasks: list
    checklist: list
    same_as: str  # the number of the report of which the citizen says: that is mine, too

    @property
    def may_merge(self):
        """Whether this person may lay this report and one near by together."""
        near = any(other["metres"] is not None for other in self.similar)
        return near and self.is_carried and self.case.is_open

    @property
    def may_give_code(self):
        """Whether this person may give the citizen a new code: there is somebody who can use it."""
        return self.is_carried and bool(self.case.citizen_id or self.case.code_hash)

    @property
    def legs_to_answer(self):
        """What waits for this person's team: it stands first."""
        return [row for row in self.legs if row["may_return"] and not row["waits_for"]]

    @property
    def other_legs(self):
        """All other hand-overs, below what we know."""
        return [row for row in self.legs if not row["may_return"] or row["waits_for"]]


def standing_of(case, person):
    """Gather the page of a case in two statements (five for those whom a packet tells what they read)."""
    told = reading_of(case, person)
    entries = _entries(case, told, person)
    facts = _facts(case, told, person)
    for entry in entries:
        entry.case = case
    legs = [_with_case(entry.leg, case) for entry in entries if hasattr(entry, "leg")]
    lay_beside(case, entries, with_mails=told is not None and told.is_whole)
    case.team_names = {leg.team.slug: leg.team.name for leg in legs}
    case.team_names |= {row["team_slug"]: row["team"] for row in case.request_rows}
    is_carried = case.is_carried_by(person)
    rows = files_for(case, told)
    files, known = _files_by_entry(rows), _with_files(facts, rows)
    is_whole = told is None or told.is_whole
    still_open = open_fields(case, facts) if is_whole else []
    to_correct = to_put_right(entries, facts, still_open) if is_carried else {}
    return Standing(
        case=case,
        facts=facts,
        known=known,
        open_facts=open_labels(facts, still_open) if is_whole else _missing(told, facts),
        legs=[_leg(leg, person, entries) for leg in legs],
        items=items_of(case, entries, files, to_correct),
        files=_without_entry(files, entries, known),
        similar=similar_to(case, facts, person),
        tags=tags_of(case),
        clocks=_clocks(case, legs),
        is_carried=is_carried,
        is_guides_side=case.is_on_the_guides_side(person),
        same_as=next((e.data.get("same_as", "") for e in entries if e.kind == "opened"), ""),
        open_questions=[e.question for e in entries if hasattr(e, "question") and not e.question.answered_at],
        approvals=_approvals(case, entries, person),
        requests=requests_of(case, told, person),
        own_request=own_request_of(case, person),
        tasks=tasks_of(case, told, person),
        checklist=checklist_of(case, told, facts),
    )


def _entries(case, told, person):
    if told is None or told.is_all:
        return kept(("timeline",), _whole_timeline, person, case=case.pk)
    return list(told.entries().select_related(*NEAR))


def _whole_timeline(person, case):
    return Entry.objects.filter(case=case).select_related(*NEAR)


def _facts(case, told, person):
    if told is None or told.is_all:
        return kept(("facts",), _all_facts, person, case=case.pk)
    return list(told.facts())


def _all_facts(person, case):
    return Fact.objects.filter(case=case)


def reading_of(case, person):
    """What of the case reaches this person; None when it was opened with a reason, which reaches all of it."""
    return reading(case, person) if case.is_readable else None


def _approvals(case, entries, person):
    """The open approvals, and whether this person may open their page."""
    mine = {str(pk) for pk in person.acts_for_ids}
    asked = [entry for entry in entries if entry.kind == "approval_asked" and entry.data["round"] in case.approval_rows]
    return [
        {
            "id": each.data["round"],
            "entry": each,
            "may_open": each.by_id == person.pk or mine & set(each.data["people"]),
        }
        for each in asked
    ]


def _with_case(leg, case):
    leg.case = case
    return leg


def open_labels(facts, still_open):
    """Labels of what the person said not to know, and of the questions that nobody answered."""
    return [fact.label for fact in facts if fact.is_unknown] + [field.label for field in still_open]


def _missing(told, facts):
    """What was open when it was packed for this person, and is not known to them meanwhile."""
    known = {fact.label for fact in facts if not fact.is_unknown}
    return [label for label in told.missing if label not in known]


def _leg(leg, person, entries):
    may = leg.may_be_answered_by(person)
    words, kind = due_words(leg.due_at) if leg.is_open else ("", "")
    who, at = leg.answered_by_whom
    return {
        "leg": leg,
        "due": words,
        "due_kind": kind,
        "may_accept": may and leg.state == "offered",
        "may_finish": may and leg.state == "accepted",
        "may_return": may and leg.is_open,
        "may_print": may_print(leg, person),
        "is_ours": may,
        "waits_for": leg.team.name if may and leg.is_open and leg.team.kind == "outside" else "",
        "who": who,
        "at": at,
        "packet": leg.packet,
        "corrections": corrections_of(leg, entries),
        "state_kind": _state_kind(leg),
    }


def _state_kind(leg):
    return {"offered": "warn", "accepted": "info", "returned": "bad", "done": "ok"}.get(leg.state, "")


def files_for(case, told):
    """The attachments this person may open."""
    if told is None or told.is_all:
        return case.attachment_rows
    reach = {str(pk) for pk in told.files().values_list("pk", flat=True)}
    return [row for row in case.attachment_rows if row["id"] in reach]


def _files_by_entry(rows):
    files: dict[str, list] = {}
    for row in rows:
        files.setdefault(row["entry"], []).append(row)
    return files


def _with_files(facts, rows):
    """Each fact with the cards of the files it is answered with; `id` leads to those among what one may open."""
    ids = {row["file"]: row["id"] for row in rows}
    return [(fact, _cards(fact.value, ids)) for fact in facts]


def _cards(value, ids):
    cards = value if isinstance(value, list) else []
    return [card | {"id": ids.get(card["id"], "")} for card in cards if isinstance(card, dict) and "id" in card]


def _without_entry(files, entries, known):
    """The attachments of entries that do not reach this person, though the attachments do, and no fact leads to."""
    shown, linked = {str(entry.pk) for entry in entries}, {card["id"] for _fact, cards in known for card in cards}
    rows = [row for entry, rows in files.items() if entry not in shown for row in rows]
    return [row for row in rows if row["id"] not in linked]


def _clocks(case, legs):
    """The running clocks: label, due time and how near it is."""
    teams = {str(leg.pk): leg.team.name for leg in legs}
    shown: list[dict[str, Any]] = []
    for row in case.clock_rows:
        if row["stopped_at"] or (row["leg"] and row["leg"] not in teams):
            continue
        due = datetime.fromisoformat(row["due_at"])
        label = (
            CLOCKS[row["kind"]] if not row["leg"] else _("Übergabe an %(team)s") % {"team": teams.get(row["leg"], "")}
        )
        text = _("%(label)s bis %(when)s") % {"label": label, "when": by_when(due)}
        shown.append({"label": label, "due_at": due, "text": text, "kind": _mark(due)})
    return shown


def _mark(due):
    return {"bad": "bad", "soon": "warn"}.get(due_words(due)[1], "")


def tags_of(case):
    """State, team and who does it, as small marks under the title."""
    state = _("Frage offen") if case.status == Case.Status.NEEDS_YOU else str(Case.Status(case.status).label)
    rows = [(state, STATUS_KINDS.get(case.status, ""))]
    rows.append((_("Team: %(team)s") % {"team": case.team}, ""))
    if case.assignee:
        rows.append((_("Zuständig: %(person)s") % {"person": case.assignee}, ""))
    if case.urgency == Case.Urgency.HIGH:
        rows.append((_("dringend"), "bad"))
    return rows


def next_step(case, legs, facts):
    """Return the step of the service that another team does next, or None."""
    answers = {fact.key: fact.value for fact in facts}
    done = {leg.step for leg in legs if leg.step and leg.state not in leg.NOT_DONE}
    front = {case.team.slug, case.team.department.slug} if case.team else set()
    waiting = case.edition.process.open_steps(done, lambda condition: holds(condition, answers))
    return next((step for step in waiting if step.hands_over and step.team not in front), None)
