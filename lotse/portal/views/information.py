"""The town's own pages: help, imprint, privacy, accessibility, and the report of a barrier."""

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from lotse.cases.intake import open_case
from lotse.catalogue.models import Service
from lotse.portal import flood, texts
from lotse.portal.doors import keep_sent, personal, public
from lotse.portal.views.finding import QUESTION
from lotse.ui.forms import EmailField, LongText, PlainWords


@public
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one of the town's texts."""
    return render(request, "portal/information.html", {"page": texts.page(name)})


class BarrierForm(PlainWords, forms.Form):
    """What is in the way, and how to reach who says so."""

    text = LongText(
        label=_("Was hindert Sie, und wo?"),
        limit=4000,
        error_messages={"required": _("Schreiben Sie, was Sie hindert.")},
    )
    name = forms.CharField(
        label=_("Ihr Name"), max_length=100, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = EmailField(label=_("Ihre E-Mail-Adresse"), max_length=254, required=False)


@personal
def barrier(request: HttpRequest) -> HttpResponse:
    """Open a case of its own for a barrier; without a name it is welcome too."""
    form = BarrierForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        if not flood.is_over(request, "case"):
            return _open(request, form.cleaned_data)
        form.add_error(None, flood.NOT_NOW)
        status = 429
    return render(request, "portal/barrier.html", {"form": form}, status=status)


@transaction.atomic
def _open(request, told):
    service = Service.objects.get(slug=QUESTION)
    contact = {"name": told["name"], "email": told["email"], "phone": ""}
    opened = open_case(
        service,
        {},
        channel="portal",
        contact=contact,
        subject=str(_("Barriere gemeldet")),
        text=told["text"],
        incomplete=True,
    )
    keep_sent(request, QUESTION, opened)
    flood.count_sent(request, "case")
    return redirect("portal:thanks", QUESTION)
