"""The door that every face of the house shares: staff come in, to citizens the address does not exist."""

from functools import wraps

from django.http import Http404


def for_staff(view):
    """Let staff in; who is signed in and does not work here reads the same 404 as for a wrong address."""

    @wraps(view)
    def door(request, *args, **values):
        if not request.user.is_staff_member:
            raise Http404
        return view(request, *args, **values)

    return door
