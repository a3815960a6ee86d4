"""Watchdogs: what lies between two chairs becomes a notice with an owner, and is taken down when it is mended.

Each hazard is one query over an index; a run asks what is new and what is over, never case by case.
"""

from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from lotse.catalogue.circles import NAMED_PERSONS_ONLY
from lotse.jobs.worker import overdue
from lotse.mailroom.models import Letter, Notice, raise_notice, settle, watch
from lotse.people.models import Absence, Deputy, Membership
from lotse.tenants.clock import now

from .leading import next_to_answer, who_answers_for
from .models import Case, Clock, InternalRequest, Involvement, Leg, Task
from .on_call import MISSING
from .stepping import NEAR, OVER, SOON
from .undecided import overdue as overdue_rounds
from .undecided import team_that_asked
from .verb import verb

STANDS_TOO_LONG = timedelta(days=14)
HOURS_WAIT = ASKER_WAITS = timedelta(days=3)
LETTER_WAITS = timedelta(minutes=15)
STEP_WAITS = timedelta(minutes=10)
JOBS = UUID("00000000-0000-7000-8000-00000000a0b5")  # the one subject of the notice about jobs
WORDS = {
    "no_team": gettext_lazy("Ein Anliegen hat kein Team, oder niemand arbeitet dort. Übergeben Sie es."),
    "no_person": gettext_lazy("Ein Anliegen hat keine Ansprechperson. Benennen Sie eine."),
    "guide_absent": gettext_lazy("Die Ansprechperson ist nicht da und hat keine Vertretung. Benennen Sie eine."),
    "leg_waits": gettext_lazy("Eine Übergabe ist nicht rechtzeitig angenommen. Sprechen Sie mit dem Team."),
    "approval_waits": gettext_lazy("Eine Freigabe ist überfällig. Sprechen Sie mit denen, die entscheiden."),
    "task_waits": gettext_lazy("Eine Aufgabe ist überfällig, und niemand ist dafür da. Sehen Sie nach."),
    "hours_missing": gettext_lazy("Einem internen Auftrag fehlen Stunden. Reservieren Sie welche unter „Intern“."),
    "hours_wait": gettext_lazy(
        "Ein Auftrag Ihres Teams wartet seit über drei Tagen auf Stunden. Sprechen Sie mit der Leitung dort."
    ),
    "request_back": gettext_lazy(
        "Ein Auftrag Ihres Teams kam vor über drei Tagen zurück. Sagen Sie dort, was gefehlt hat."
    ),
    "clock_stands": gettext_lazy("Eine Frist steht seit über zwei Wochen. Prüfen Sie, worauf gewartet wird."),
    "step_missed": gettext_lazy("Eine Frist erinnert nicht. Die IT sieht nach dem Arbeiter (lotse doctor)."),
    "letter_waits": gettext_lazy("Eine E-Mail geht seit einer Viertelstunde nicht hinaus."),
    "jobs_stuck": gettext_lazy("Aufträge des Hauses bleiben liegen. Die IT sieht nach dem Arbeiter (lotse doctor)."),
}


def hazards():
    """Return each kind of hazard as a query of (subject, owner): the case, and the team that mends it."""
    today, at = localdate(now()), now()
    open_cases = Case.objects.filter(closed_at=None).order_by()
    at_work = Membership.objects.filter(team=OuterRef("team"), person__is_active=True)
    offered = Leg.objects.filter(state="offered", case__closed_at=None).order_by()
    late = offered.filter(Q(accept_by__lte=at) | Q(due_at__lte=at))
    standing = Clock.objects.filter(state=Clock.State.PAUSED, paused_at__lte=at - STANDS_TOO_LONG).order_by()
    waiting = Letter.objects.waiting().filter(created_at__lte=at - LETTER_WAITS).order_by()
    overdue_step = Clock.objects.filter(state=Clock.State.RUNNING, next_step_at__lte=at - STEP_WAITS).order_by()
    asked = InternalRequest.objects.filter(case__closed_at=None).order_by()
    short, back = asked.filter(state="short"), asked.filter(state="returned", returned_at__lte=at - ASKER_WAITS)
    its_case = {"hazard": F("case")}
    nobody = Value(None, UUIDField())
    guides = {"hazard": F("pk"), "owner_team": F("guide_team")}
    return {
        "no_team": open_cases.filter(Q(team=None) | ~Exists(at_work)).annotate(**guides),
        "no_person": open_cases.filter(Q(guide=None) | Q(guide__is_active=False)).annotate(**guides),
        "guide_absent": open_cases.filter(_is_unattended("guide", today)).annotate(**guides),
        "leg_waits": late.annotate(hazard=F("case"), owner_team=F("case__guide_team")),
        "approval_waits": overdue_rounds(at).annotate(hazard=F("subject"), owner_team=Subquery(team_that_asked())),
        "task_waits": _tasks_of_nobody(today).annotate(hazard=F("case"), owner_team=F("case__team")),
        "hours_missing": short.annotate(owner_team=Coalesce("case__team", "case__service__owner"), **its_case),
        "hours_wait": short.filter(short_at__lte=at - HOURS_WAIT).annotate(owner_team=F("from_team"), **its_case),
        "request_back": back.annotate(owner_team=F("from_team"), **its_case),
        "clock_stands": standing.annotate(hazard=F("case"), owner_team=F("case__team")),
        "step_missed": overdue_step.filter(case__closed_at=None).annotate(hazard=F("case"), owner_team=nobody),
        "letter_waits": waiting.annotate(hazard=Coalesce("about", "pk"), owner_team=nobody),
    }


def _is_unattended(who, today):
    """Whether the person in this field is away, and nobody who is there stands in for them."""
    gone = Absence.objects.filter(begins_on__lte=today, ends_on__gte=today)
    deputies = Deputy.objects.standing(today).filter(person=OuterRef(who), deputy__is_active=True)
    present = deputies.exclude(deputy__in=gone.values("person"))
    return Q(Exists(gone.filter(person=OuterRef(who))), ~Exists(present))


def _tasks_of_nobody(today):
    """Overdue tasks that are everybody's, or of somebody who left or whom nobody stands in for while away."""
    nobody = Q(to=None) | Q(to__is_active=False) | _is_unattended("to", today)
    return Task.objects.to_do().filter(nobody, due_on__lt=today).order_by()


def look():
    """Raise what is new, take down what is over; return how many are new. Done each minute by the worker."""
    raised = sum(watch(kind, found, WORDS[kind]) for kind, found in hazards().items())
    stepped = Clock.objects.open().filter(steps_taken__gt=0).order_by().annotate(hazard=F("case"))
    for kind in (SOON, NEAR, OVER):
        watch(kind, stepped, "", raises=False)
    watch(MISSING, Case.objects.open().order_by().annotate(hazard=F("pk")), "", raises=False)
    lift()
    if overdue():
        raise_notice("jobs_stuck", JOBS, str(WORDS["jobs_stuck"]))
    else:
        settle("jobs_stuck", JOBS)
    return raised


def lift():
    """What its owner's leads may not see lies with the next one above who may (leading.py).

    Where nobody is above, it is nobody's: the Bürgerservice's, or in a confidential case its guide's (mending.py).
    A confidential case that nobody of the house is named on any more gets somebody (leading.py).
    """
    about = Involvement.objects.filter(role="barred", case=OuterRef(OuterRef("subject"))).values("person")
    leads = Membership.objects.filter(team=OuterRef("owner"), is_lead=True, person__is_active=True)
    hidden = Notice.objects.open().filter(
        Exists(leads.filter(person__in=about)), ~Exists(leads.exclude(person__in=about))
    )
    for notice in (hidden | _unheard()).select_related("owner"):
        case = Case.objects.get(pk=notice.subject)
        _team, above = next_to_answer(case, notice.owner, now())
        if above:
            _lift(case, notice)
        else:
            Notice.objects.filter(pk=notice.pk, owner__isnull=False).update(owner=None)


def _unheard():
    """Open notices about confidential cases that nobody looks after: guide and leads are gone, and who stood in."""
    looked_after = Involvement.objects.looked_after().filter(case=OuterRef("pk"))
    unseen = Case.objects.filter(~Exists(looked_after), circle__in=NAMED_PERSONS_ONLY)
    return Notice.objects.open().filter(subject__in=unseen.order_by().values("pk"))


@verb
def _lift(case: Case, notice):
    notice.owner, _leads = who_answers_for(case, notice.owner, now())
    notice.save(update_fields=["owner"])
