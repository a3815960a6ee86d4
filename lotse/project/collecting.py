"""Collect what browsers load, with hashed names and packed: `python -m lotse.project.collecting`."""

import os

# what packages bring and no page loads
UNUSED = ["account", "mfa", "ninja", "ext", "htmx-4*", "htmax*", "django-htmx.js"]


def collect() -> None:
    """Fill the folder the web server serves; needs no database."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotse.project.settings")
    django.setup()
    settings.STORAGES["staticfiles"]["BACKEND"] = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STATICFILES_FINDERS.append("lotse.ui.together.Together")  # only here: its files lie nowhere before
    call_command("collectstatic", interactive=False, clear=True, ignore_patterns=UNUSED, verbosity=0)


if __name__ == "__main__":
    collect()
