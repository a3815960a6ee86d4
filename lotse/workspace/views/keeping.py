"""What an agent keeps: a text that is begun, a sign that one is here, how one wants the desk."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lotse.desk.models import Preference
from lotse.people.doors import for_staff
from lotse.ui.templatetags.german import clock

from ..forms import PreferenceForm
from ..keeping import KINDS, keep_typed, present_words, sign_of_life, was_sent
from ..leading_on import see
from ..reach import open_to


@for_staff
@require_POST
def unsent(request, number):
    """Keep what is typed so far; the script asks quietly, the button leads back to the case."""
    case = open_to(request, number)
    kind = KINDS.get(request.POST.get("art", ""))
    if kind is None:
        raise Http404
    is_quiet = "X-Draft" in request.headers
    kept = None if is_quiet and was_sent(request, case) else keep_typed(request, case, kind)
    said = _("Entwurf gespeichert, %(time)s") % {"time": clock(kept.kept_at)} if kept else ""
    if is_quiet:
        return HttpResponse(said, content_type="text/plain; charset=utf-8")
    messages.success(request, said or _("Es steht nichts im Text. Einen Entwurf gibt es nicht mehr."))
    return see("workspace:case", number)


@for_staff
@require_POST
@never_cache
def presence(request, number):
    """Take a sign of life, and say who else has the case open."""
    case = open_to(request, number)
    rows = [{"name": row["person__name"], "is_writing": row["is_writing"]} for row in sign_of_life(request, case)]
    return render(request, "workspace/presence.html", {"present": present_words(rows)})


@for_staff
def preferences(request):
    """Let a person say whether colleagues see them here, and how they want to hear of news."""
    wanted = Preference.of(request.user)
    form = PreferenceForm(request.POST or None, initial={"is_seen": wanted.is_seen, "news": wanted.news})
    if request.method == "POST" and form.is_valid():
        Preference.objects.update_or_create(person=request.user, defaults=form.cleaned_data)
        messages.success(request, _("Ihre Einstellungen gelten ab jetzt."))
        return see("workspace:preferences")
    return render(request, "workspace/preferences.html", {"form": form}, status=422 if form.is_bound else 200)
