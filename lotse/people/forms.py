"""The forms of the front door, in our words: allauth's checks, KERN's look."""

from allauth.account import forms as door
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from lotse.ui.forms import DayField, EmailField, PlainWords

from .front_door import stay
from .models import Person

CODE = forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "characters"})


def password_field(label, *, token, hint=""):
    widget = forms.PasswordInput(attrs={"autocomplete": token, "spellcheck": "false"})
    needed = {"required": _("Geben Sie das Passwort ein.")}
    return forms.CharField(
        label=label, widget=widget, help_text=hint, strip=False, max_length=200, error_messages=needed
    )


class SignIn(PlainWords, door.LoginForm):
    """Login name or e-mail, and password."""

    def __init__(self, *args, **values):
        super().__init__(*args, **values)
        widget = forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"})
        self.fields["login"] = forms.CharField(
            label=_("Anmeldename oder E-Mail"), widget=widget, max_length=254,
            error_messages={"required": _("Geben Sie Ihren Anmeldenamen oder Ihre E-Mail-Adresse ein.")},
        )  # fmt: skip
        self.fields["password"] = password_field(_("Passwort"), token="current-password")  # noqa: S106 a browser's word
        self.order_fields(["login", "password"])

    def clean_login(self):
        return self.cleaned_data["login"].replace("\x00", "").strip()

    def login(self, request, redirect_url=None):
        answer = super().login(request, redirect_url)
        if request.user.is_authenticated:
            stay(request, request.user)
        return answer


class AskForCode(PlainWords, door.RequestLoginCodeForm):
    """The address a code is sent to. Whether somebody has it is not said."""

    def __init__(self, *args, **values):
        super().__init__(*args, **values)
        needed = {"required": _("Geben Sie Ihre E-Mail-Adresse ein.")}
        self.fields["email"] = EmailField(label=_("E-Mail"), max_length=254, error_messages=needed)

    def clean_email(self):
        """Find the one account of this address: a citizen without login has none, two accounts are not told apart."""
        email = super().clean_email()
        found = list(Person.objects.filter(email__iexact=email, login__isnull=False, is_active=True)[:2])
        self._user = found[0] if len(found) == 1 else None
        return email


class TypeCode(PlainWords, door.ConfirmLoginCodeForm):
    """The code from the e-mail."""

    def __init__(self, *args, **values):
        super().__init__(*args, **values)
        needed = {"required": _("Geben Sie den Code aus der E-Mail ein.")}
        self.fields["code"] = forms.CharField(label=_("Code"), widget=CODE, max_length=40, error_messages=needed)


class Again(PlainWords, door.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args, **values):
        super().__init__(*args, **values)
        self.fields["password"] = password_field(_("Passwort"), token="current-password")  # noqa: S106


class _SecondCode(PlainWords):
    def __init__(self, *args, **values):
        super().__init__(*args, **values)
        hint = _("6 Ziffern aus Ihrer App, oder ein Notfallcode")
        needed = {"required": _("Geben Sie den Code aus Ihrer App ein.")}
        self.fields["code"] = forms.CharField(
            label=_("Code"), help_text=hint, widget=CODE, max_length=40, error_messages=needed
        )


class SecondFactor(_SecondCode, second.AuthenticateForm):
    """The code of the app, or a recovery code."""


class SecondFactorAgain(_SecondCode, second.ReauthenticateForm):
    """The same, before something that matters."""


class SetUpSecondFactor(PlainWords, ActivateTOTPForm):
    """The first code of the app, which proves that it was set up right."""

    def __init__(self, *args, **values):
        super().__init__(*args, **values)
        needed = {"required": _("Geben Sie den Code aus Ihrer App ein.")}
        self.fields["code"] = forms.CharField(
            label=_("Code aus der App"), widget=CODE, max_length=40, error_messages=needed
        )


class NewPassword(PlainWords, forms.Form):
    """A new password, typed twice; with `asks_old` the old one too."""

    old = password_field(_("Jetziges Passwort"), token="current-password")  # noqa: S106
    new = password_field(_("Neues Passwort"), token="new-password", hint=_("Mindestens 10 Zeichen"))  # noqa: S106
    again = password_field(_("Neues Passwort noch einmal"), token="new-password")  # noqa: S106

    def __init__(self, *args, person, **values):
        super().__init__(*args, **values)
        self.person = person
        if not person.has_usable_password():
            del self.fields["old"]

    def clean_old(self):
        if not self.person.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError(_("Das Passwort stimmt nicht. Prüfen Sie die Großschreibung."))
        return self.cleaned_data["old"]

    def clean_new(self):
        password_validation.validate_password(self.cleaned_data["new"], self.person)
        return self.cleaned_data["new"]

    def clean(self):
        told = super().clean() or {}
        if told.get("new") and told.get("again") and told["new"] != told["again"]:
            self.add_error("again", _("Die beiden Passwörter sind verschieden. Geben Sie zweimal dasselbe ein."))
        return told


class Away(PlainWords, forms.Form):
    """From when to when somebody is not there."""

    begins_on = DayField(label=_("Erster Tag"))
    ends_on = DayField(label=_("Letzter Tag"))

    def clean(self):
        told = super().clean() or {}
        if told.get("begins_on") and told.get("ends_on") and told["ends_on"] < told["begins_on"]:
            self.add_error("ends_on", _("Der letzte Tag liegt vor dem ersten. Prüfen Sie beide."))
        return told
