"""What our house does differently from allauth at the door: its words, no sign-up, a working day for staff."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import gettext_lazy as _

STAFF_STAY = 8 * 60 * 60  # a working day
WRONG = _("Anmeldename und Passwort passen nicht zusammen. Prüfen Sie beide.")
TOO_OFT = _("Das waren zu viele Versuche. Warten Sie 15 Minuten, oder lassen Sie sich einen Code schicken.")


def stay(request, person):
    """Let staff stay signed in for a working day, citizens as long as the settings say."""
    request.session.set_expiry(STAFF_STAY if person.is_staff_member else settings.SESSION_COOKIE_AGE)


class FrontDoor(DefaultAccountAdapter):
    """Who comes in, and what is said to whoever does not."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Dieses Konto ist abgeschaltet. Fragen Sie die IT."),
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "too_many_login_attempts": TOO_OFT,
        "rate_limited": TOO_OFT,
        "incorrect_password": _("Das Passwort stimmt nicht. Prüfen Sie die Großschreibung."),
        "enter_current_password": _("Geben Sie Ihr jetziges Passwort ein."),
        "incorrect_code": _("Der Code stimmt nicht. Prüfen Sie die Zeichen."),
    }

    def is_open_for_signup(self, request):
        """Nobody makes an account here: staff get one from the IT, citizens need none."""
        return False

    def get_login_redirect_url(self, request):
        """Lead staff to their desk and citizens to their concerns."""
        return "/arbeit/" if request.user.is_staff_member else "/meine/"

    def get_logout_redirect_url(self, request):
        return "/"

    def login(self, request, user):
        super().login(request, user)
        stay(request, user)

    def add_message(self, *args, **values):
        """Say nothing: every page says itself what has happened."""
