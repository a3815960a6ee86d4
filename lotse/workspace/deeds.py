"""Every deed is a page with one form: shown whole or as a dialog, done once, kept with all words when refused."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from lotse.approvals.refusals import VoteRefused
from lotse.cases.refusals import ChangedMeanwhile, Refused
from lotse.desk.models import UnsentText
from lotse.files.refusals import CannotKeep

from .keeping import WORDS, keep_typed, seen_version, unsent_of
from .leading_on import see
from .reach import is_still_visible, readable
from .refusing import status_of
from .standing import standing_of


@dataclass(frozen=True)
class Look:
    """How a deed's page presents itself."""

    title: Any  # text, perhaps one that is translated when it is drawn
    submit: Any
    template: str = "workspace/deed.html"
    intro: Any = ""


def token_of(request):
    """The form's token, by which a second press opens no second case; None where there is none."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return None


def unseen_by(request, case):
    """The version to do a deed on: the present one, unless others acted after this person read or began to write.

    What one did oneself meanwhile is no reason to ask.
    """
    seen = seen_version(request)
    if seen is None:
        return None
    others = case.entries.filter(seq__gt=seen).exclude(by=request.user)
    return seen if others.exists() else case.version


def deed_page(request, case, form, look, deed, *, kind=None, **more):
    """Show the form, or do the deed with what it holds and lead on; a refusal shows the page again.

    `kind` says that what is typed here rests as an unsent text until it is sent.
    """
    if kind:
        more |= {"kind": WORDS[kind], "unsent": unsent_of(case, kind)}
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():  # of a refused deed nothing stays, the files it brought neither
                said = deed(form.cleaned_data)
        except (Refused, CannotKeep, VoteRefused) as refused:
            if kind:
                keep_typed(request, case, kind)
            return show(request, readable(request, case.number), form, look, refused=refused, **more)
        if kind:
            UnsentText.objects.sent(request.user, case, kind, form.cleaned_data.get("text", ""))
        return leave(request, case, said)
    return show(request, case, form, look, **more)


def leave(request, case, said):
    """Say what was done, and go back to the case, or to the list when it is no longer ours to see."""
    messages.success(request, said)
    if is_still_visible(case, request.user):
        return see("workspace:case", case.number)
    return see("workspace:inbox")


def show(request, case, form, look, *, refused=None, **more):
    """Draw the deed's page with everything typed, and what happened meanwhile."""
    context: dict[str, Any] = {"case": case, "form": form, "look": look, **more}
    context |= at_its_place(form, refused) | _about(refused)
    if isinstance(refused, ChangedMeanwhile):
        context["meanwhile"] = _meanwhile(request, case)
    context["has_errors"] = refused is not None
    status = status_of(refused) if refused else 422 if form is not None and form.is_bound and form.errors else 200
    part = {"dialogplatz": "#dialog", "felder": "#fields"}.get(request.htmx.target, "") if request.htmx else ""
    response = render(request, look.template + part, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def at_its_place(form, refused):
    """Return the refusal for the box on top; what is about fields of the form, or the files, stands there instead."""
    if isinstance(refused, CannotKeep):
        return {"refused": None, "files_error": [("dateien", str(refused))]}
    is_at_field = refused is not None and form is not None and form.is_bound and form.takes_back(refused)
    return {"refused": None if is_at_field else refused}


def _about(refused):
    if refused is None:
        return {}
    return {"missing": getattr(refused, "items", None), "known": getattr(refused, "facts", None)}


def _meanwhile(request, case):
    """What the others did since this person read the case, newest first."""
    seen = seen_version(request) or 0
    return [item for item in standing_of(case, request.user).items if item.seq > seen]
