"""Where a deed leads: on to a page."""

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url


class SeeOther(HttpResponseRedirect):
    """The answer to a post that was done: a page to get (303)."""

    status_code = 303


def see(address, *args):
    """Lead on to this page."""
    return SeeOther(resolve_url(address, *args))
