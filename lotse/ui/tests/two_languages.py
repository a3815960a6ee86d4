"""Addresses of a house that speaks two languages, for tests."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from lotse.ui.tests.kit import show

urlpatterns = i18n_patterns(path("dienste/", show, name="services"), prefix_default_language=False)
