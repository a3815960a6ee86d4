from django.apps import AppConfig


class MailroomRoom(AppConfig):
    name = "lotse.mailroom"
    verbose_name = "Poststelle"
