"""The own account: who I am here, my password, my sessions, when I am away; and the first way in by a one-time link."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from lotse.tenants.clock import now

from .doors import for_staff
from .forms import Away, NewPassword
from .front_door import stay
from .invitations import invited
from .models import Absence

DOOR = "django.contrib.auth.backends.ModelBackend"


def account(request):
    """Show what the house knows of me and what I can change."""
    person = request.user
    has_second = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    return render(request, "people/account.html", {"person": person, "has_second_factor": has_second})


@sensitive_post_parameters()
def password(request):
    """Change the own password; whoever came in by a code and has none chooses one."""
    form = NewPassword(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.set_password(form.cleaned_data["new"])
        request.user.save(update_fields=["password"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Ihr neues Passwort gilt ab jetzt. Andere Sitzungen sind beendet."))
        return redirect("account")
    return render(request, "people/password.html", {"form": form}, status=422 if form.is_bound else 200)


@login_not_required
@never_cache
@sensitive_post_parameters()
def first_password(request, token):
    """Let a new person in who holds the one-time link, and have them choose a password. Only the post uses it up."""
    person = invited(token)
    if person is None:
        return render(request, "people/link_is_over.html", status=404)
    form = NewPassword(request.POST or None, person=person)
    form.fields.pop("old", None)
    if request.method == "POST" and form.is_valid():
        person.begin_with_password(form.cleaned_data["new"])
        login(request, person, backend=DOOR)
        stay(request, person)
        return redirect("/arbeit/" if person.is_staff_member else "/")
    page = {"form": form, "person": person}
    return render(request, "people/first_password.html", page, status=422 if form.is_bound else 200)


@for_staff
def absences(request):
    """Show when I am away and note it; the reason is nobody's business."""
    form = Away(request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.user.absences.create(**form.cleaned_data)
        messages.success(request, _("Ihre Abwesenheit ist notiert."))
        return redirect("absences")
    page = {"form": form, "absences": request.user.absences.filter(ends_on__gte=localdate(now())).order_by("begins_on")}
    return render(request, "people/absences.html", page, status=422 if form.is_bound else 200)


@require_POST
def end_absence(request, pk):
    """Take an own absence back."""
    get_object_or_404(Absence, pk=pk, person=request.user).delete()
    messages.success(request, _("Die Abwesenheit ist gelöscht."))
    return redirect("absences")
