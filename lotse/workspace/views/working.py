"""Who does it, when again, how it ended."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from lotse.cases.closing import close, reopen, what_is_missing, what_stays_open
from lotse.cases.filing import refer
from lotse.people.doors import for_staff
from lotse.people.models import Person, Team
from lotse.ui.templatetags.blocks import grouped_code

from ..deeds import Look, deed_page, unseen_by
from ..forms import ClosingForm, Deed, FilingForm, FollowUpForm, GuideForm, PersonForm, Words
from ..reach import readable

ASSIGNMENT = Look(lazy("Zuweisen"), lazy("Anliegen zuweisen"))
FILING = Look(
    lazy("Führende Akte und Aktenzeichen"),
    lazy("Akte eintragen"),
    intro=lazy("Wo liegt die maßgebliche Akte? Mit dem Aktenzeichen finden Sie das Anliegen auch hier."),
)
FOLLOW_UP = Look(lazy("Wiedervorlage"), lazy("Wiedervorlage speichern"))
CLOSING = Look(lazy("Anliegen abschließen"), lazy("Anliegen abschließen"), template="workspace/closing.html")
REOPENING = Look(
    lazy("Wieder aufnehmen"),
    lazy("Anliegen wieder aufnehmen"),
    intro=lazy("Die meldende Person erfährt, dass es weitergeht. Was Sie hier schreiben, liest sie nicht."),
)
REOPENING_A_REQUEST = Look(
    lazy("Wieder aufnehmen"),
    lazy("Auftrag wieder aufnehmen"),
    intro=lazy("Das Team, das gefragt hat, sieht, dass es weitergeht, und liest, was Sie hier schreiben."),
)
CLOSING_A_REQUEST = Look(lazy("Auftrag abschließen"), lazy("Auftrag abschließen"), template="workspace/closing.html")
GUIDE = Look(lazy("Ansprechperson ändern"), lazy("Ansprechperson ändern"))
NEW_CODE = Look(
    lazy("Neuer Code"),
    lazy("Neuen Code ausgeben"),
    intro=lazy("Der alte Code gilt dann nicht mehr. Sie sehen den neuen nur einmal."),
)


def _colleagues(*teams):
    at_work = Person.objects.filter(memberships__team__in=[team for team in teams if team], is_active=True)
    return at_work.distinct().order_by("name")


@for_staff
def assignment(request, number):
    """Give the work to a person of the team."""
    case = readable(request, number)
    people = list(_colleagues(case.team, case.guide_team))
    form = PersonForm(
        request.POST or None, people=people, nobody=_("Niemand"), initial={"to": str(case.assignee_id or "")}
    )

    def deed(told):
        to = next((person for person in people if str(person.pk) == told["to"]), None)
        case.assign(to, by=request.user)
        if to is None:
            return _("%(number)s ist niemandem zugewiesen.") % {"number": number}
        return _("%(person)s kümmert sich um %(number)s.") % {"person": to, "number": number}

    return deed_page(request, case, form, ASSIGNMENT, deed)


@for_staff
def filing(request, number):
    """Write down which system keeps the file, and its reference there."""
    case = readable(request, number)
    initial = {"system": case.leading_system or case.leads, "reference": case.shown_reference}
    form = FilingForm(request.POST or None, initial=initial)

    def deed(told):
        refer(case, told["system"], told["reference"], by=request.user)
        return _("Die Akte zu %(number)s ist eingetragen.") % {"number": number}

    return deed_page(request, case, form, FILING, deed)


@for_staff
def follow_up(request, number):
    """Lay the case before me again on a day."""
    case = readable(request, number)
    form = FollowUpForm(request.POST or None, initial={"on": case.follow_up_on})

    def deed(told):
        case.follow_up(told["on"], told["note"], by=request.user)
        if told["on"] is None:
            return _("Die Wiedervorlage zu %(number)s ist aufgehoben.") % {"number": number}
        return _("%(number)s liegt am %(day)s wieder vor.") % {"number": number, "day": f"{told['on']:%d.%m.%Y}"}

    return deed_page(request, case, form, FOLLOW_UP, deed)


@for_staff
def closing(request, number):
    """Answer the citizen and end the work."""
    case = readable(request, number)
    teams = [(each.slug, f"{each.department.name}, {each.name}") for each in Team.objects.select_related("department")]
    form = ClosingForm(request.POST or None, case=case, teams=teams)
    missing = what_is_missing(case, by=request.user) if request.method == "GET" else ()
    missing = [item for item in missing if item["kind"] != "notice"]
    shown = {"staying": what_stays_open(case)} | ({"missing_now": missing} if missing else {})

    def deed(told):
        notice = form.notice if "team" in form.fields else None
        close(
            case, told["result"], told["answer"], by=request.user, notice=notice, seen=unseen_by(request, case),
            to_others=told.get("to_others", ""), passed_to=told["passed_to"],
        )  # fmt: skip
        return _("%(number)s ist abgeschlossen: %(result)s.") % {
            "number": number,
            "result": case.edition.results[told["result"]],
        }

    look = CLOSING_A_REQUEST if case.service.is_internal else CLOSING
    return deed_page(request, case, form, look, deed, **shown)


@for_staff
def reopening(request, number):
    """Take the work up again."""
    case = readable(request, number)
    form = Words(
        request.POST or None,
        label=_("Was ist noch nicht gelöst?"),
        empty=_("Schreiben Sie, was noch nicht gelöst ist."),
    )

    def deed(told):
        reopen(case, told["text"], by=request.user)
        return _("%(number)s ist wieder aufgenommen.") % {"number": number}

    return deed_page(request, case, form, REOPENING_A_REQUEST if case.service.is_internal else REOPENING, deed)


@for_staff
def guide(request, number):
    """Give the citizen another named person."""
    case = readable(request, number)
    people = [person for person in _colleagues(case.guide_team) if person.pk != case.guide_id]
    form = GuideForm(request.POST or None, people=people, label=_("Wer ist ab jetzt die Ansprechperson?"))

    def deed(told):
        to = next(person for person in people if str(person.pk) == told["to"])
        case.change_guide(to, by=request.user, reason=told["reason"])
        return _("%(person)s ist jetzt Ansprechperson für %(number)s.") % {"person": to, "number": number}

    return deed_page(request, case, form, GUIDE, deed)


@for_staff
def new_code(request, number):
    """Give out a new code at the counter or on the phone; it is shown once."""
    case = readable(request, number)
    form = Deed(request.POST) if request.method == "POST" else Deed()

    def deed(_told):
        case.must_be_carried_by(request.user)
        code = case.replace_code(by=request.user)
        return _("Neuer Code für %(number)s: %(code)s. Er wird nur jetzt gezeigt.") % {
            "number": number,
            "code": grouped_code(code),
        }

    return deed_page(request, case, form, NEW_CODE, deed)
