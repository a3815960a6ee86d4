"""The addresses under /verwaltung/."""

from django.urls import path

from .views import house, importing, people

app_name = "administration"

urlpatterns = [
    path("", people.people, name="people"),
    path("person/neu/", people.new, name="new_person"),
    path("person/<uuid:pk>/", people.one, name="person"),
    path("person/<uuid:pk>/rollen/", people.roles, name="roles"),
    path("person/<uuid:pk>/vertretung/", people.deputy, name="deputy"),
    path("person/<uuid:pk>/vertretung/<uuid:row>/ende/", people.end_deputy, name="end_deputy"),
    path("person/<uuid:pk>/abwesenheit/", people.away, name="away"),
    path("person/<uuid:pk>/abwesenheit/<uuid:row>/ende/", people.end_away, name="end_away"),
    path("person/<uuid:pk>/abschaltung/", people.closing, name="closing"),
    path("person/<uuid:pk>/einschaltung/", people.opening, name="opening"),
    path("person/<uuid:pk>/link/", people.link, name="link"),
    path("mitgliedschaft/<uuid:row>/", people.membership, name="membership"),
    path("adresse/<uuid:row>/", people.address, name="address"),
    path("import/", importing.people, name="import"),
    path("fachbereiche/", house.departments, name="departments"),
    path("fachbereiche/neu/", house.department, name="new_department"),
    path("fachbereiche/<slug:slug>/", house.department, name="department"),
    path("teams/neu/", house.team, name="new_team"),
    path("teams/<slug:slug>/", house.team, name="team"),
    path("kommune/", house.town, name="town"),
]
