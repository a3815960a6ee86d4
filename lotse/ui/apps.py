from django.apps import AppConfig


class UiRoom(AppConfig):
    name = "lotse.ui"
    verbose_name = "Oberfläche"

    def ready(self) -> None:
        """Let `lotse check` ask whether the styles are there."""
        from lotse.ui import checks  # noqa: F401
