"""An address that only takes a pressed button: whoever opens it like a page reads what to do, with a way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve


class DeedAddresses:
    """Answer people who open a deed's address (405) with a page; programs keep their own answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content or not request.accepts("text/html"):
            return response
        page = render(request, "405.html", {"back": page_above(request.path)}, status=405)
        page["Allow"] = response["Allow"]
        return page


def page_above(address: str) -> str:
    """Return the nearest page above this address."""
    while (address := address.rstrip("/").rpartition("/")[0] + "/") != "/":
        try:
            resolve(address)
        except Resolver404:
            continue
        return address
    return "/"
