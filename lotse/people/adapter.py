"""How signing in behaves here: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Doorman(DefaultAccountAdapter):
    """Lets in who has an account, and says in our words why somebody is not let in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "Anmeldename und Passwort passen nicht zusammen. Prüfen Sie beides und versuchen Sie es noch einmal."
        ),
        "too_many_login_attempts": _(
            "Das waren zu viele Versuche. Warten Sie fünf Minuten und versuchen Sie es dann noch einmal."
        ),
        "account_inactive": _("Dieses Konto ist geschlossen. Die IT hilft Ihnen weiter."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the town, never by whoever comes along."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead staff to their desk and citizens to the start page."""
        return "/arbeit/" if request.user.is_authenticated and request.user.is_staff_member else "/"
