"""Who comes in: staff. To citizens the address does not exist."""

from functools import wraps

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import resolve_url


def for_staff(view):
    """Let staff in; who is signed in and does not work here reads the same 404 as for a wrong address."""

    @wraps(view)
    def door(request, *args, **values):
        if not request.user.is_staff_member:
            raise Http404
        return view(request, *args, **values)

    return door


class SeeOther(HttpResponseRedirect):
    """The answer to a post that was done: a page to get (303)."""

    status_code = 303


def see(address, *args):
    """Lead on to this page."""
    return SeeOther(resolve_url(address, *args))
