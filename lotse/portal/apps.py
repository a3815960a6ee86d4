from django.apps import AppConfig


class PortalRoom(AppConfig):
    name = "lotse.portal"
    verbose_name = "Portal"
