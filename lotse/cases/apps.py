from django.apps import AppConfig


class CasesRoom(AppConfig):
    name = "lotse.cases"
    verbose_name = "Anliegen"

    def ready(self):
        from lotse.approvals.subjects import SUBJECTS

        from .approving import CaseSubject

        SUBJECTS["case"] = CaseSubject()
