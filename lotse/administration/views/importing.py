"""Taking on many people from a table: first shown line by line, then taken."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lotse.files.tables import NoTable, read_table
from lotse.people.importing import look_at, take_all

from ..asking import tell_leads
from ..forms import TableForm
from ..reach import for_it

LARGEST = 500_000


@for_it
def people(request):
    """Show what a table would bring; the same table sent again from the preview is taken."""
    if request.method != "POST":
        return render(request, "administration/import.html", {"form": TableForm()})
    raw = request.POST.get("table", "").encode("utf-8", "replace")
    form = TableForm(request.POST, request.FILES)
    if not raw:
        if not form.is_valid():
            return render(request, "administration/import.html", {"form": form}, status=422)
        raw = form.cleaned_data["file"].read(LARGEST + 1)
    try:
        if len(raw) > LARGEST:
            raise NoTable(_("Die Datei ist zu groß. Erlaubt sind 500 KB, das sind einige Tausend Menschen."))
        table = read_table(raw)
    except NoTable as refused:
        form.add_error("file", str(refused))
        return render(request, "administration/import.html", {"form": form}, status=422)
    candidates = look_at(table, by=request.user)
    if "take" in request.POST:
        taken = take_all(candidates, by=request.user)
        if waiting := tell_leads(*taken):
            sentence = _("%(count)s Mitgliedschaften bestätigt noch die Leitung des Teams.")
            messages.warning(request, sentence % {"count": len(waiting)})
        messages.success(
            request, _("%(count)s Menschen sind angelegt. Schicken Sie ihnen die Links.") % {"count": len(taken)}
        )
        return redirect("administration:people")
    page = {
        "form": TableForm(), "table": table, "text": raw.decode(table.encoding, "replace").lstrip("\ufeff"),
        "fit": [candidate for candidate in candidates if not candidate.problem],
        "refused": [candidate for candidate in candidates if candidate.problem],
    }  # fmt: skip
    return render(request, "administration/import.html", page)
