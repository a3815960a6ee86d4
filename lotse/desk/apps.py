from django.apps import AppConfig


class DeskRoom(AppConfig):
    name = "lotse.desk"
    verbose_name = "Schreibtisch"
