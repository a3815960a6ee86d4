"""How far a person reaches into a case: the content, the surface, or not at all (404)."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef
from django.db.models.functions import Cast, JSONObject
from django.http import Http404

from lotse.approvals.models import Round
from lotse.cases.belonging import is_perhaps_elsewhere
from lotse.cases.filing import leading_system
from lotse.cases.models import Attachment, Case, Clock
from lotse.cases.models.kept import kept
from lotse.cases.reading import knows_the_citizen
from lotse.cases.representing import in_words
from lotse.journal.models import note
from lotse.people.models import Person

from .internal import request_columns
from .keeping import own_columns
from .posted import post_rows
from .tasks import task_columns

OPENED = "workspace.opened"  # session key: the cases whose content was opened with a reason
REASONS = ("call", "visit", "deputy", "quality")
NEAR = ("service", "edition", "citizen", "guide", "assignee", "guide_team__department", "team__department", "closed_by")


def within_reach(person):
    """Cases whose surface this person sees, each saying whether its content may be read."""
    return Case.objects.visible_to(person).saying_what_is_readable_by(person)


def look_at(request, number):
    """Return the case with what a page shows of it, and whether its content is open, in one statement."""
    person = request.user
    found = kept(("page of a case",), _with_all_a_page_shows, person, number=number)
    if not found:
        raise Http404
    case = found[0]
    case.is_open_to_me = case.is_readable or (case.is_openable and case.number in request.session.get(OPENED, []))
    case.shown_citizen = _citizen_of(case, person)
    case.acts_for = in_words(case.for_whom) if case.shown_citizen else ""
    case.leads, case.shown_reference = leading_system(case), case.reference if _shows_file(case, person) else ""
    case.has_person_page = bool(case.is_readable and case.shown_citizen and case.citizen.kind == Person.Kind.CITIZEN)
    case.shown_title = case.subject if case.is_open_to_me else case.service.title
    return case


def _with_all_a_page_shows(person, number):
    return (
        within_reach(person)
        .saying_what_opens_with_a_reason(person)
        .select_related(*NEAR)
        .annotate(
            clock_rows=ArraySubquery(_clocks()),
            approval_rows=ArraySubquery(_approvals()),
            attachment_rows=ArraySubquery(_attachments()),
            follower_rows=ArraySubquery(_followers()),
            is_perhaps_elsewhere=is_perhaps_elsewhere(),
            **post_rows(),
            **request_columns(person),
            **task_columns(),
            **own_columns(person),
        )
        .filter(number=number)
        .order_by()
    )


def _shows_file(case, person):
    """The reference leads to the citizen's file elsewhere: for whoever carries the case or knows the citizen."""
    return bool(case.shown_citizen) or (case.is_open_to_me and case.is_carried_by(person))


def _citizen_of(case, person):
    """The citizen's name, if it reaches this person: whoever carries the case, or opened it with a reason."""
    reads = case.is_open_to_me and (knows_the_citizen(case, person) or not case.is_readable)
    return case.citizen.name if reads and case.citizen else ""


def readable(request, number):
    """Return a case whose content is open to this person, or 404."""
    case = look_at(request, number)
    if not case.is_open_to_me:
        raise Http404
    return case


def open_to(request, number):
    """Return a case whose content is open to this person, without what its page shows; or 404."""
    person = request.user
    case = within_reach(person).saying_what_opens_with_a_reason(person).filter(number=number).first()
    was_opened = case is not None and case.is_openable and number in request.session.get(OPENED, [])
    if case is None or not (case.is_readable or was_opened):
        raise Http404
    return case


def open_with_reason(request, case, reason):
    """Open the content for this session; the journal keeps who and why."""
    note("case.opened_with_reason", case, by=request.user, reason=reason)
    request.session[OPENED] = [*request.session.get(OPENED, []), case.number][-50:]


def is_still_visible(case, person):
    """Whether the person sees the case after a deed."""
    return Case.objects.visible_to(person).filter(pk=case.pk).exists()


def _approvals():
    rounds = Round.objects.open().about("case", OuterRef("pk")).order_by("asked_at")
    return rounds.values(row=Cast("pk", CharField()))


def _clocks():
    clocks = Clock.objects.filter(case=OuterRef("pk")).order_by("due_at")
    leg = Cast("leg", CharField())
    return clocks.values(row=JSONObject(kind="kind", due_at="due_at", stopped_at="stopped_at", leg=leg))


def _followers():
    """The reports that follow this one; their numbers stand in its timeline, too."""
    return Case.objects.filter(merged_into=OuterRef("pk")).order_by("opened_at").values(row=JSONObject(number="number"))


def _attachments():
    files = Attachment.objects.filter(case=OuterRef("pk")).order_by("pk")
    columns = {
        "file": Cast("file", CharField()),
        "by": Cast("entry__by", CharField()),
        "name": "file__name",
        "size": "file__size",
        "data_class": "data_class",
    }
    return files.values(row=JSONObject(id=Cast("pk", CharField()), entry=Cast("entry", CharField()), **columns))
