from django.apps import AppConfig


class FilesRoom(AppConfig):
    name = "lotse.files"
    verbose_name = "Ablage"
