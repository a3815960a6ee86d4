from django.apps import AppConfig


class CalendarsRoom(AppConfig):
    name = "lotse.calendars"
