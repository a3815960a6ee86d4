"""Headers that every answer carries beside Django's own."""

from django.http import HttpRequest, HttpResponse

NOT_ASKED_FOR = "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), interest-cohort=()"


class Headers:
    """Keep pages out of foreign sites and personal pages out of every store."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", NOT_ASKED_FOR)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Cache-Control", "no-store")
        return response
