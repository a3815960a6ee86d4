"""The forms of signing in, with our words and our fields."""

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

WORKING_DAY_S = 10 * 3600


class SignInForm(LoginForm):
    """Asks for login and password; the rest of allauth's form is not ours."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Anmeldename"),
            error_messages={"required": _("Geben Sie Ihren Anmeldenamen ein.")},
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        )
        self.fields["password"] = forms.CharField(
            label=_("Passwort"),
            strip=False,
            error_messages={"required": _("Geben Sie Ihr Passwort ein.")},
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )

    def login(self, request, redirect_url=None):
        """Sign in: staff for a working day, citizens for an hour without a click."""
        answer = super().login(request, redirect_url)
        request.session.set_expiry(WORKING_DAY_S if self.user.is_staff_member else settings.SESSION_COOKIE_AGE)
        return answer


class ChoosePasswordForm(SetPasswordForm):
    """Asks twice for the new password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.error_messages["password_mismatch"] = _("Die beiden Passwörter sind verschieden. Geben Sie sie neu ein.")
        first, second = self.fields["new_password1"], self.fields["new_password2"]
        first.label, second.label = _("Neues Passwort"), _("Neues Passwort noch einmal")
        first.help_text = _("Mindestens 10 Zeichen. Ein Satz, den nur Sie kennen, ist gut und leicht zu merken.")
        for field in (first, second):
            field.error_messages["required"] = _("Geben Sie das neue Passwort ein.")
