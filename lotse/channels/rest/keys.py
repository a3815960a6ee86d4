"""Who calls: a bearer token acts as its person."""

from ninja.security import HttpBearer

from lotse.people.models import ApiToken


class Bearer(HttpBearer):
    """The token of `lotse token create`; one statement, no password hashing."""

    def authenticate(self, request, token):
        return ApiToken.arriving(token) if token.isascii() and "\x00" not in token else None
