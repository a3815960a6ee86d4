"""Signing in and out; the pages themselves are allauth's and Django's, in our words."""

from allauth.account.views import LoginView, LogoutView
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import path

from lotse.people.signing_in import ChoosePasswordForm, SignInForm

choose_password = PasswordResetConfirmView.as_view(
    template_name="account/choose_password.html", form_class=ChoosePasswordForm, success_url="/anmelden/"
)

urlpatterns = [
    path("anmelden/", LoginView.as_view(form_class=SignInForm), name="account_login"),
    path("abmelden/", LogoutView.as_view(), name="account_logout"),
    path("konto/passwort/<uidb64>/<token>/", login_not_required(choose_password), name="choose_password"),
]
