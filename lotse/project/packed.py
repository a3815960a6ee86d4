"""Pages go packed over the wire: a list of cases then takes a fifth of its size."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PackedPages(GZipMiddleware):
    """Pack pages and nothing else: files are packed already, and whoever loads one wants to see how large it is.

    Who can put words into a packed page and measure it may guess what else stands in it (BREACH). Against that Django
    lengthens each page by chance, masks the token of forms anew each time, and our cookies stay with our own pages.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer, packed if it is a page and the browser takes that."""
        is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if is_page else response
