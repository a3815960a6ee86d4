from django.apps import AppConfig


class SearchRoom(AppConfig):
    name = "lotse.search"
    verbose_name = "Suche"
