"""The pages of the front door: allauth's flows with our forms and pages; what is wrong is answered with 422."""

from allauth.account import views as door
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator

from . import forms


class Said422:
    """Answer a form that does not fit with its page and 422."""

    def form_invalid(self, form):
        answer = super().form_invalid(form)  # type: ignore[misc]  # every page below has it
        answer.status_code = 422
        return answer


class SignIn(Said422, door.LoginView):
    template_name = "people/sign_in.html"

    def get_form_class(self):
        return forms.SignIn


class AskForCode(Said422, door.RequestLoginCodeView):
    template_name = "people/ask_for_code.html"

    def get_form_class(self):
        return forms.AskForCode


class TypeCode(Said422, door.ConfirmLoginCodeView):
    template_name = "people/type_code.html"

    def get_form_class(self):
        return forms.TypeCode

    def form_invalid(self, form):
        answer = super().form_invalid(form)
        if answer.has_header("Location"):  # the last try: back to the door
            answer.status_code = 302
        return answer


class SignOut(door.LogoutView):
    template_name = "people/sign_out.html"


class Inactive(door.AccountInactiveView):
    template_name = "people/inactive.html"


class Again(Said422, door.ReauthenticateView):
    template_name = "people/again.html"

    def get_form_class(self):
        return forms.Again


@method_decorator(login_not_required, name="dispatch")
class SecondFactor(Said422, second.AuthenticateView):
    template_name = "people/second_factor.html"

    def get_form_class(self):
        return forms.SecondFactor

    def dispatch(self, request, *args, **values):
        if request.method == "POST" and "code" not in request.POST:
            request.POST = request.POST.copy()
            request.POST["code"] = ""
        return super().dispatch(request, *args, **values)


class SecondFactorAgain(Said422, second.ReauthenticateView):
    template_name = "people/again.html"

    def get_form_class(self):
        return forms.SecondFactorAgain


class SetUpSecondFactor(Said422, totp.ActivateTOTPView):
    template_name = "people/set_up_second_factor.html"

    def get_form_class(self):
        return forms.SetUpSecondFactor


class GiveUpSecondFactor(totp.DeactivateTOTPView):
    template_name = "people/give_up_second_factor.html"


class RecoveryCodes(codes.ViewRecoveryCodesView):
    template_name = "people/recovery_codes.html"


class NewRecoveryCodes(codes.GenerateRecoveryCodesView):
    template_name = "people/new_recovery_codes.html"


class Sessions(sessions.ListUserSessionsView):
    template_name = "people/sessions.html"
