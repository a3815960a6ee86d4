"""The Poststelle: mails that wait for a look, letters that left, and every original as it came."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lotse.cases.models import Case
from lotse.cases.refusals import Refused
from lotse.people.doors import for_staff

from .deciding import lay_aside, lay_to_case, take_as_case
from .forms import AsideForm, BelongingForm, NewForm
from .outlook import is_saved_by_outlook
from .receive import SERVICE, read
from .shown import letters_for, mails_for, words_for

PAGE = 25
SHOWN_TEXT = 20_000


def for_support(view):
    """Let the Bürgerservice in: mails that belong to nobody yet are its work."""

    @for_staff
    @wraps(view)
    def door(request, *args, **values):
        if not request.user.has_role("support"):
            raise Http404
        return view(request, *args, **values)

    return door


@for_support
def waiting(request):
    """Show the mails nobody could place, each with the reason; with `?abgelegt` those laid aside."""
    parked = mails_for(request.user).filter(outcome="parked", case=None)
    aside = mails_for(request.user).filter(outcome="ignored", case=None)
    shows_aside = "abgelegt" in request.GET
    mails = (aside if shows_aside else parked).defer("raw").select_related("decided_by").order_by("-received_at")
    page = Paginator(mails, PAGE).get_page(request.GET.get("seite"))
    return render(request, "mail/waiting.html", {"page": page, "shows_aside": shows_aside})


@for_staff
def mail(request, pk):
    """Show one mail as it can be read, and what may be done with it."""
    inbound = _mail(request, pk)
    told = read(inbound)
    case = Case.objects.filter(pk=inbound.case).first() if inbound.case else None
    context = {"inbound": inbound, "mail": told, "text": (told.text or "")[:SHOWN_TEXT], "case": case}
    return render(request, "mail/mail.html", context)


@for_staff
def original(request, pk):
    """Give the mail as it came, byte for byte; no browser opens it."""
    inbound = _mail(request, pk)
    if not inbound.raw:
        raise Http404  # erased with the person who wrote it
    raw = bytes(inbound.raw)
    ending, media = ("msg", "application/vnd.ms-outlook") if is_saved_by_outlook(raw) else ("eml", "message/rfc822")
    name = f"mail-{inbound.received_at:%Y-%m-%d}-{inbound.pk.hex[-8:]}.{ending}"
    return HttpResponse(
        raw,
        content_type=media,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "private, no-store",
        },
    )


@for_support
def new(request, pk):
    """Take the mail in as a new concern."""
    form = NewForm(request.POST or None, initial={"service": SERVICE})

    def deed(inbound):
        case = take_as_case(inbound, form.cleaned_data["service"], by=request.user)
        return _("Die E-Mail ist jetzt das Anliegen %(number)s.") % {"number": case.number}

    return _deed(request, pk, form, _("Als Anliegen aufnehmen"), deed)


@for_support
def belonging(request, pk):
    """Lay the mail to the concern it belongs to."""
    form = BelongingForm(request.POST or None, person=request.user)

    def deed(inbound):
        case = form.cleaned_data["number"]
        lay_to_case(inbound, case, by=request.user)
        return _("Die E-Mail steht jetzt im Anliegen %(number)s.") % {"number": case.number}

    return _deed(request, pk, form, _("Zu einem Anliegen legen"), deed)


@for_support
def aside(request, pk):
    """Lay the mail aside with a reason."""
    form = AsideForm(request.POST or None)

    def deed(inbound):
        lay_aside(inbound, form.sentence, by=request.user)
        return _("Die E-Mail ist zur Seite gelegt. Das Original bleibt aufbewahrt.")

    return _deed(request, pk, form, _("Zur Seite legen"), deed)


@for_staff
def letters(request):
    """Show the letters this person may see, newest first, with their state."""
    page = Paginator(letters_for(request.user).order_by("-created_at"), PAGE).get_page(request.GET.get("seite"))
    numbers = dict(Case.objects.filter(pk__in=[one.about for one in page if one.about]).values_list("pk", "number"))
    rows = [{"letter": one, "number": numbers.get(one.about) if one.about else None} for one in page]
    return render(request, "mail/letters.html", {"page": page, "rows": rows})


@for_staff
def letter(request, pk):
    """Show one letter and how it fared."""
    found = get_object_or_404(letters_for(request.user), pk=pk)
    case = Case.objects.filter(pk=found.about).first() if found.about else None
    return render(request, "mail/letter.html", {"letter": found, "case": case, "words": words_for(found, request.user)})


def _mail(request, pk):
    return get_object_or_404(mails_for(request.user).select_related("decided_by"), pk=pk)


def _deed(request, pk, form, title, deed):
    """Show the form of a deed, or do it and go back to what still waits."""
    inbound, refused = _mail(request, pk), None
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, deed(inbound))
            return redirect("mail:waiting")
        except Refused as refusal:
            refused = refusal
    status = 409 if refused else 422 if form.errors else 200
    context = {"inbound": inbound, "form": form, "title": title, "refused": refused}
    return render(request, "mail/deed.html", context, status=status)
