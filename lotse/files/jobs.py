from lotse.files.models import sweep
from lotse.jobs import every


@every("40 3 * * *")
def sweep_the_store() -> None:
    """Every night: delete bytes that no row knows."""
    sweep()
