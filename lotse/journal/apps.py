from django.apps import AppConfig


class JournalRoom(AppConfig):
    name = "lotse.journal"
    verbose_name = "Protokoll"
