from django.apps import AppConfig


class InsightRoom(AppConfig):
    name = "lotse.insight"
    verbose_name = "Auswertung"
