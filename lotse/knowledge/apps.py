from django.apps import AppConfig


class KnowledgeRoom(AppConfig):
    name = "lotse.knowledge"
    verbose_name = "Wissen"
