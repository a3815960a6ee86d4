from django.apps import AppConfig


class ChannelsRoom(AppConfig):
    """The doors that are no pages."""

    name = "lotse.channels"
    verbose_name = "Kanäle"
