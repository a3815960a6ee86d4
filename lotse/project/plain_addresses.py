"""Addresses without the one character that no database keeps: NUL."""

from django.http import HttpRequest, HttpResponse

NUL, UNREADABLE = "\0", "\N{REPLACEMENT CHARACTER}"
NUL_ASKED, UNREADABLE_ASKED = "%00", "%EF%BF%BD"


class PlainAddresses:
    """Read NUL in an address as an unreadable sign: what nobody ever named so is not there, for pages and programs."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.path_info = request.path_info.replace(NUL, UNREADABLE)
        if NUL_ASKED in (asked := request.META.get("QUERY_STRING", "")):
            request.META["QUERY_STRING"] = asked.replace(NUL_ASKED, UNREADABLE_ASKED)
        return self.get_response(request)
