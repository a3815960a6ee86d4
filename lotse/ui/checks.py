"""What `lotse check` says about the pages."""

from django.core.checks import CheckMessage, Warning, register

from lotse.ui import assets


@register
def the_styles_are_there(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    """Say when styles and fonts are not there; a warning, so that migrations and tests go on without them."""
    absent = assets.missing()
    if not absent:
        return []
    return [
        Warning(
            f"{len(absent)} of {len(assets.FILES)} files for the pages are missing, the first is {absent[0]}.",
            hint="Run `npm ci --ignore-scripts` in the folder frontend/.",
            id="lotse.ui.W001",
        )
    ]
