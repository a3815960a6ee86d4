"""The addresses of the Poststelle, below /arbeit/poststelle/."""

from django.urls import path

from . import views

app_name = "mail"

MAIL = "mail/<uuid:pk>/"

urlpatterns = [
    path("", views.waiting, name="waiting"),
    path(MAIL, views.mail, name="mail"),
    path(MAIL + "original/", views.original, name="original"),
    path(MAIL + "anliegen/", views.new, name="new"),
    path(MAIL + "zuordnung/", views.belonging, name="belonging"),
    path(MAIL + "ablage/", views.aside, name="aside"),
    path("briefe/", views.letters, name="letters"),
    path("briefe/<uuid:pk>/", views.letter, name="letter"),
]
