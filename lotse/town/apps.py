from django.apps import AppConfig


class TownRoom(AppConfig):
    name = "lotse.town"
    verbose_name = "Musterhafen"
