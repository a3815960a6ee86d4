"""Addresses without the one character that no database keeps: NUL."""

from django.http import Http404, HttpRequest, HttpResponse

NUL = "%00"


class PlainAddresses:
    """Answer an address that holds NUL as one that is not there; what is asked behind it (`?q=`) goes on without."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        asked = request.META.get("QUERY_STRING", "")
        while NUL in asked:  # what was parted by one may make another
            asked = asked.replace(NUL, "")
            request.META["QUERY_STRING"] = asked
        return self.get_response(request)
