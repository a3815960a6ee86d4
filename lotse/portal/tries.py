"""How often somebody may guess number and code."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from lotse.tenants.limits import count, counted, sender

WITHIN = 60 * 60  # seconds
MOST_A_NUMBER, MOST_AN_ADDRESS = 10, 60


def is_over(request: HttpRequest, number: str) -> bool:
    """Whether too many wrong codes came for this number, or from this address, within the hour."""
    return any(counted("status", key) >= most for key, most in _keys(request, number))


def count_wrong(request: HttpRequest, number: str) -> None:
    """Note a wrong try; it stays noted whatever comes after."""
    for key, _most in _keys(request, number):
        count("status", key, WITHIN)


def _keys(request: HttpRequest, number: str) -> list[tuple[str, int]]:
    """What is counted, hashed: neither numbers nor addresses of people stand in the table."""
    named = salted_hmac("lotse.portal.number", number, algorithm="sha256").hexdigest()
    return [(named, MOST_A_NUMBER), (sender(request), MOST_AN_ADDRESS)]
