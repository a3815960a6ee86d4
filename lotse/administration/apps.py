from django.apps import AppConfig


class AdministrationRoom(AppConfig):
    name = "lotse.administration"
