from django.apps import AppConfig


class WorkspaceRoom(AppConfig):
    name = "lotse.workspace"
    verbose_name = "Arbeitsplatz"
