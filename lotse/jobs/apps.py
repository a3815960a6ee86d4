from django.apps import AppConfig


class JobsRoom(AppConfig):
    name = "lotse.jobs"
