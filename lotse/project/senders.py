"""Whose network address a request has when the town's own web servers stand before the house.

Lotse listens on this machine alone, so in service each request comes from the server with the certificate. Limits
that count by address would then hold the whole town to what one household may send.
"""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

TOLD = "HTTP_X_FORWARDED_FOR"


class Senders:
    """Put the sender's address in the place of the last server's: `PROXIES` servers each wrote one behind the others.

    What stands before those is the sender's own word and is not believed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        written = request.META.get(TOLD, "").split(",")
        if settings.PROXIES and len(written) >= settings.PROXIES:
            request.META["REMOTE_ADDR"] = _plain(written[-settings.PROXIES]) or request.META.get("REMOTE_ADDR", "")
        return self.get_response(request)


def _plain(written: str) -> str:
    """Return an address without its port, an old one in its old form; nothing where none is written."""
    host = written.strip()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        address = ip_address(host)
    except ValueError:
        return ""
    old = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(old or address)
