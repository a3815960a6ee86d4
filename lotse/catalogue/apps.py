from django.apps import AppConfig


class CatalogueRoom(AppConfig):
    name = "lotse.catalogue"
    verbose_name = "Dienste"

    def ready(self):
        from lotse.approvals.subjects import SUBJECTS

        from .subjects import DraftSubject

        SUBJECTS["draft"] = DraftSubject()
