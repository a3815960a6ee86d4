"""Signing in and out, and the own account. The names are those allauth asks for."""

from allauth.mfa.recovery_codes.views import download_recovery_codes
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from . import account, sign_in

to_the_door = RedirectView.as_view(pattern_name="account_login")
to_the_account = RedirectView.as_view(pattern_name="account")

urlpatterns = [
    path("anmelden/", sign_in.SignIn.as_view(), name="account_login"),
    path("anmelden/code/", sign_in.AskForCode.as_view(), name="account_request_login_code"),
    path("anmelden/code/eingeben/", sign_in.TypeCode.as_view(), name="account_confirm_login_code"),
    path("anmelden/zweiter-faktor/", sign_in.SecondFactor.as_view(), name="mfa_authenticate"),
    path("anmelden/bestaetigen/", sign_in.Again.as_view(), name="account_reauthenticate"),
    path("anmelden/bestaetigen/code/", sign_in.SecondFactorAgain.as_view(), name="mfa_reauthenticate"),
    path("anmelden/gesperrt/", sign_in.Inactive.as_view(), name="account_inactive"),
    path("anmelden/neu/<str:token>/", account.first_password, name="first_password"),
    path("abmelden/", sign_in.SignOut.as_view(), name="account_logout"),
    path("konto/", account.account, name="account"),
    path("konto/passwort/", account.password, name="account_change_password"),
    path("konto/passwort/waehlen/", account.password, name="account_set_password"),
    path("konto/abwesenheit/", account.absences, name="absences"),
    path("konto/abwesenheit/<uuid:pk>/ende/", account.end_absence, name="end_absence"),
    path("konto/sitzungen/", sign_in.Sessions.as_view(), name="usersessions_list"),
    path("konto/zweiter-faktor/", to_the_account, name="mfa_index"),
    path("konto/zweiter-faktor/einrichten/", sign_in.SetUpSecondFactor.as_view(), name="mfa_activate_totp"),
    path("konto/zweiter-faktor/abschalten/", sign_in.GiveUpSecondFactor.as_view(), name="mfa_deactivate_totp"),
    path("konto/notfallcodes/", sign_in.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("konto/notfallcodes/neu/", sign_in.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("konto/notfallcodes/datei/", download_recovery_codes, name="mfa_download_recovery_codes"),
    path("konto/neu/", login_not_required(to_the_door), name="account_signup"),
    path("konto/adresse/", to_the_account, name="account_email"),
    path(
        "konto/vergessen/",
        login_not_required(RedirectView.as_view(pattern_name="account_request_login_code")),
        name="account_reset_password",
    ),
]
