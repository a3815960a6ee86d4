from django.apps import AppConfig


class CasesRoom(AppConfig):
    name = "lotse.cases"
    verbose_name = "Anliegen"
