from django.apps import AppConfig


class PeopleRoom(AppConfig):
    name = "lotse.people"
    verbose_name = "Menschen und Teams"
