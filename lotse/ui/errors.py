"""What a page says to somebody who tried too often; Django draws the other refusals from the room's templates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """Answer somebody who tried too often; the header tells programs the same."""
    minutes = max(1, -(-seconds // 60))
    page = render(request, "429.html", {"minutes": minutes}, status=429)
    page["Retry-After"] = str(seconds)
    return page
