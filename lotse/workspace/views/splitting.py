"""Making a second concern of one that holds two."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from lotse.cases.splitting import split
from lotse.catalogue.circles import NAMED_PERSONS_ONLY
from lotse.catalogue.models import Service
from lotse.people.doors import for_staff
from lotse.ui.templatetags.blocks import grouped_code

from ..deeds import Look, deed_page, unseen_by
from ..forms import SplittingForm
from ..reach import readable
from ..standing import files_for, reading_of
from .talking import facts_shown

SPLITTING = Look(
    lazy("Zweites Anliegen daraus machen"),
    lazy("Zweites Anliegen anlegen"),
    intro=lazy(
        "Das zweite Anliegen gehört derselben Person und behält den Eingangstag. "
        "Was Sie ankreuzen, muss niemand noch einmal erzählen."
    ),
)


@for_staff
def splitting(request, number):
    """Open a second concern of the same person with what was told already."""
    case = readable(request, number)
    offered = Service.objects.running().for_citizens().exclude(circle__in=NAMED_PERSONS_ONLY).order_by("title")
    services = {
        str(service.pk): service for service in offered.select_related("owner__department", "intake__department")
    }
    facts = [fact for fact in facts_shown(case, request.user) if not fact.is_unknown]
    form = SplittingForm(
        request.POST if request.method == "POST" else None,
        services=[(pk, service.title) for pk, service in services.items()],
        facts=[(fact.key, f"{fact.label}: {fact.text}") for fact in facts],
        files=[(row["id"], row["name"]) for row in files_for(case, reading_of(case, request.user))],
        initial={"facts": [fact.key for fact in facts if fact.data_class == "person"]},
    )

    def deed(told):
        opened = split(
            case, services[told["service"]], told["text"], by=request.user, facts=told["facts"],
            files=told.get("attachments", ()), reason=told["reason"], seen=unseen_by(request, case),
        )  # fmt: skip
        said = {"number": opened.case.number, "code": grouped_code(opened.code)}
        return _("Das zweite Anliegen ist %(number)s. Sein Code: %(code)s. Er wird nur jetzt gezeigt.") % said

    return deed_page(request, case, form, SPLITTING, deed)
