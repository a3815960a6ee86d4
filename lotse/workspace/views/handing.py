"""Handing over, and what the receiving team does with it."""

from dataclasses import replace

from django.http import Http404
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from lotse.cases import by_link
from lotse.cases.handing_over import hand_over
from lotse.cases.refusals import Refused
from lotse.people.doors import for_staff
from lotse.people.models import Team

from ..deeds import Look, deed_page, leave, show, unseen_by
from ..forms import Deed, HandoverForm, ReturnForm, Words
from ..keeping import KIND, initial
from ..packing import packet_for
from ..reach import readable
from ..standing import next_step
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
    about = packet_for(case, facts, to, step)
    data = request.POST if request.method == "POST" else None
    form = HandoverForm(
        data,
        teams=_grouped(teams, step, case),
        packet=about,
        initial=_initial(request, case, to, about, step),
        inform=_("%(who)s informieren") % {"who": who_writes(case)},
        told=_told_of(to),
    )
    if request.htmx and request.htmx.target == "felder":  # whoever writes on while another team's packet comes
        for name in ("question", "expected_result"):
            form.fields[name].widget.attrs["hx-preserve"] = "true"

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


def _told_of(to):
    """What the citizen will read, for each kind of hand-over; the page shows the sentence of the chosen kind."""
    team = {"team": to.department.name if to else _("[Name der Stelle]")}
    transfer = _(
        "Bei Zuständigkeit steht dort: „Ihr Anliegen ist jetzt bei: %(team)s. Sie müssen nichts noch einmal erzählen.“"
    )
    work = _(
        "Bei einem Auftrag oder einer Frage steht dort: „Wir haben eine Stelle um Hilfe gebeten: %(team)s. Ihr "
        "Anliegen bleibt bei Ihrer Ansprechperson. Sie müssen nichts noch einmal erzählen.“"
    )
    kinds = (("transfer", transfer % team), ("work", work % team))
    return format_html_join(" ", '<span class="lo-told lo-told--{}">{}</span>', kinds)


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
        "groups": about["ticked"],
        "facts": [key for key, _label in about["facts"]],
        "attachments": [pk for pk, _label in about["files"]],
        "kind": kind,
        "question": question,
        "inform": True,
    }
    begun = initial(case, KIND.HANDOVER) if "to" not in request.GET else {}
    return start | begun | {key: value for key, value in typed.items() if key != "kind"}


def leg_of(request, number, pk):
    """Return a readable case and its leg, or 404."""
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
    case, leg = leg_of(request, number, pk)
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
    case, leg = leg_of(request, number, pk)
    form = ReturnForm(request.POST or None, reasons=case.edition.content.get("return_reasons", []))

    def deed(_told):
        leg.send_back(form.reason, by=request.user)
        return _("Die Übergabe zu %(number)s ist zurückgegeben.") % {"number": number}

    return deed_page(request, case, form, RETURN, deed, leg=leg)


@for_staff
def result(request, number, pk):
    """Tell the guide what came out."""
    case, leg = leg_of(request, number, pk)
    label = leg.expected_result or _("Was ist herausgekommen?")
    form = Words(request.POST or None, label=label, empty=_("Schreiben Sie, was herausgekommen ist."))

    def deed(told):
        leg.finish(told["text"], by=request.user)
        return _("%(guide)s liest jetzt Ihr Ergebnis zu %(number)s.") % {"guide": case.guide, "number": number}

    return deed_page(request, case, form, RESULT, deed, leg=leg)


@for_staff
def link(request, number, pk):
    """Show the code to read out to a body outside the house, or send it a new link."""
    case, leg = leg_of(request, number, pk)
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
