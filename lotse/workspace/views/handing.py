"""Handing over, and what the receiving team does with it."""

from dataclasses import replace

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from lotse.cases import by_link
from lotse.cases.handing_over import HOUSE_AGREEMENT, hand_over
from lotse.cases.models import Clock
from lotse.cases.packet import ALLOWED, NEVER, WITH_REASON, rules_for
from lotse.cases.refusals import Refused
from lotse.people.doors import for_staff
from lotse.people.models import Team
from lotse.tenants.clock import now
from lotse.ui.templatetags.german import file_size

from ..deeds import Look, deed_page, leave, show, unseen_by
from ..forms import Deed, HandoverForm, ReturnForm, Words
from ..keeping import KIND, initial
from ..reach import readable
from ..standing import next_step, open_facts
from ..wording import span_words
from .talking import facts_shown, who_writes

HANDOVER = Look(lazy("Anliegen übergeben"), lazy("Übergeben"), template="workspace/handover.html")
RETURN = Look(lazy("Übergabe zurückgeben"), lazy("Übergabe zurückgeben"))
ACCEPTANCE = Look(lazy("Übergabe annehmen"), "")
LINK = Look(lazy("Link und Code"), lazy("Neuen Link schicken"))
RESULT = Look(lazy("Ergebnis eintragen"), lazy("Ergebnis eintragen"))


@for_staff
def handover(request, number):
    """Offer the case, or a part of the work, to another team with a packet."""
    case = readable(request, number)
    legs = list(case.legs.select_related("team"))
    facts = facts_shown(case, request.user)
    step = next_step(case, legs, facts)
    teams = list(Team.objects.select_related("department").order_by("department__name", "name"))
    to = _chosen_team(request, case, teams, step)
    about = _about(case, facts, to, step)
    data = request.POST if request.method == "POST" else None
    inform = _("%(who)s informieren: „Ihr Anliegen ist jetzt beim %(team)s. Sie müssen nichts noch einmal erzählen.“")
    form = HandoverForm(
        data,
        teams=_grouped(teams, step, case),
        facts=about["choices"],
        files=about["files"],
        with_reason=about["with_reason"],
        initial=_initial(request, case, to, about, step),
        inform=inform % {"who": who_writes(case), "team": to.name if to else _("anderen Team")},
    )

    def deed(told):
        receiver = next(team for team in teams if str(team.pk) == told["to"])
        hand_over(
            case,
            receiver,
            told["question"],
            by=request.user,
            kind=told["kind"],
            expected_result=told["expected_result"],
            facts=told["facts"],
            files=told["attachments"],
            reason=told["reason"],
            due=told["due"],
            inform=told["inform"],
            seen=unseen_by(request, case),
        )
        return _("%(team)s hat jetzt das Paket zu %(number)s.") % {"team": receiver.name, "number": case.number}

    return deed_page(request, case, form, HANDOVER, deed, kind=KIND.HANDOVER, to=to, about=about, step=step)


def _chosen_team(request, case, teams, step):
    asked = request.POST.get("to") or request.GET.get("to") or initial(case, KIND.HANDOVER).get("to")
    by_id = next((team for team in teams if str(team.pk) == asked), None)
    if by_id or asked or step is None:
        return by_id
    return next((t for t in teams if t.slug == step.team), None) or next(
        (t for t in teams if t.department.slug == step.team and t.is_front), None
    )


def _grouped(teams, step, case):
    """Teams by department; the one of the next step says so."""
    groups: dict[str, list] = {}
    for team in teams:
        if team == case.team:
            continue
        is_next = (
            step is not None
            and step.team in (team.slug, team.department.slug)
            and (team.slug == step.team or team.is_front)
        )
        label = _("%(team)s (laut Ablauf der nächste Schritt)") % {"team": team.name} if is_next else team.name
        groups.setdefault(team.department.name, []).append((str(team.pk), label))
    return [("", _("Auswählen")), *groups.items()]


def _initial(request, case, to, about, step):
    typed = {key: request.GET[key] for key in ("question", "expected_result", "reason", "kind") if request.GET.get(key)}
    kind = "subtask" if to and to.kind == "outside" else "transfer" if to == case.service.owner else "subtask"
    question = step.question if step and to and step.team in (to.slug, to.department.slug) else ""
    start = {
        "to": str(to.pk) if to else "",
        "facts": about["ticked"],
        "attachments": about["ticked_files"],
        "kind": kind,
        "question": question,
        "inform": True,
    }
    begun = initial(case, KIND.HANDOVER) if "to" not in request.GET else {}
    return start | begun | {key: value for key, value in typed.items() if key != "kind"}


def _about(case, facts, to, step):
    """What goes to this team by data class, until when it promises to answer, and what was asked already."""
    known = [fact for fact in facts if not fact.is_unknown]
    rules = rules_for(case, to) if to else {}
    may = [fact for fact in known if rules.get(fact.data_class, NEVER) != NEVER]
    files = [row for row in case.attachment_rows if rules.get(row["data_class"], NEVER) != NEVER]
    for_a_reason = [row["id"] for row in files if rules[row["data_class"]] == WITH_REASON]
    return {
        "choices": [(fact.key, _ticket(fact, rules)) for fact in may],
        "ticked": [fact.key for fact in may if rules.get(fact.data_class) == ALLOWED and fact.data_class != "person"],
        "with_reason": [fact.key for fact in may if rules.get(fact.data_class) == WITH_REASON] + for_a_reason,
        "never": [fact.label for fact in known if to and rules.get(fact.data_class, NEVER) == NEVER],
        "files": [(row["id"], _file_ticket(row, for_a_reason)) for row in files],
        "ticked_files": [row["id"] for row in files if row["id"] not in for_a_reason],
        "known": [fact.label for fact in known if fact.data_class != "person"],
        "open": open_facts(case, facts),
        "promise": _promise(case, to, step) if to else None,
        "waiting": to.legs.filter(state__in=["offered", "accepted"]).count() if to else 0,
    }


def _ticket(fact, rules):
    if rules.get(fact.data_class) == WITH_REASON:
        return _("%(label)s: %(text)s – nur mit Begründung") % {"label": fact.label, "text": fact.text[:80]}
    return f"{fact.label}: {fact.text[:80]}"


def _file_ticket(row, for_a_reason):
    label = f"{row['name']} ({file_size(row['size'])})"
    return _("%(label)s – nur mit Begründung") % {"label": label} if row["id"] in for_a_reason else label


def _promise(case, to, step):
    """The agreement of this team and when it would fall due, if the leg began now."""
    own = step.deadline if step and step.team in (to.slug, to.department.slug) else None
    agreement = own or case.edition.agreements.get("leg") or HOUSE_AGREEMENT
    clock = Clock.wound(case, "ola", agreement, to.service_hours, now())
    return {"span": span_words(agreement["amount"], agreement["unit"]), "due_at": clock.due_at}


def _leg(request, number, pk):
    case = readable(request, number)
    leg = case.legs.select_related("team__department", "entry__content", "from_team__department").filter(pk=pk).first()
    if leg is None:
        raise Http404
    leg.case = case
    return case, leg


@for_staff
@require_POST
def acceptance(request, number, pk):
    """Take the leg for my team."""
    case, leg = _leg(request, number, pk)
    try:
        leg.accept(by=request.user)
    except Refused as refused:
        return show(request, readable(request, number), None, ACCEPTANCE, refused=refused)
    return leave(
        request, case, _("%(team)s kümmert sich jetzt um %(number)s.") % {"team": leg.team.name, "number": number}
    )


@for_staff
def returning(request, number, pk):
    """Give the leg back with a reason."""
    case, leg = _leg(request, number, pk)
    form = ReturnForm(request.POST or None, reasons=case.edition.content.get("return_reasons", []))

    def deed(_told):
        leg.send_back(form.reason, by=request.user)
        return _("Die Übergabe zu %(number)s ist zurückgegeben.") % {"number": number}

    return deed_page(request, case, form, RETURN, deed, leg=leg)


@for_staff
def result(request, number, pk):
    """Tell the guide what came out."""
    case, leg = _leg(request, number, pk)
    label = leg.expected_result or _("Was ist herausgekommen?")
    form = Words(request.POST or None, label=label, empty=_("Schreiben Sie, was herausgekommen ist."))

    def deed(told):
        leg.finish(told["text"], by=request.user)
        return _("%(guide)s liest jetzt Ihr Ergebnis zu %(number)s.") % {"guide": case.guide, "number": number}

    return deed_page(request, case, form, RESULT, deed, leg=leg)


@for_staff
def link(request, number, pk):
    """Show the code to read out to a body outside the house, or send it a new link."""
    case, leg = _leg(request, number, pk)
    if leg.team.kind != "outside" or not case.is_carried_by(request.user):
        raise Http404
    code = by_link.code_for(leg)
    words = _("Code für den Link: %(code)s. Sagen Sie ihn nur am Telefon, unter einer Nummer, die Sie kennen.")
    none = _("Zurzeit gilt kein Link.")
    look = replace(LINK, intro=words % {"code": f"{code[:3]} {code[3:]}"} if code else none)

    def deed(_told):
        by_link.send_again(leg, by=request.user)
        return _("%(team)s bekommt einen neuen Link. Der Code ist jetzt ein anderer.") % {"team": leg.team.name}

    return deed_page(request, case, Deed(request.POST or None), look, deed, leg=leg)
