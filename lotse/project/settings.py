"""Django's settings, made of the operator's environment (`environment.py`)."""

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_noop
from psycopg.conninfo import conninfo_to_dict

from lotse.project.environment import ENVIRONMENT
from lotse.project.logs import logging_settings
from lotse.project.rooms import ROOMS, has

HOUSE = Path(__file__).resolve().parent.parent
CHECKOUT = HOUSE.parent
PEOPLE_LIVE_HERE = has("lotse.people.models")

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key or secrets.token_urlsafe(48)
SITE_URL = ENVIRONMENT.url.rstrip("/")
_site = urlsplit(SITE_URL)
ALLOWED_HOSTS = [_site.hostname or "127.0.0.1", *ENVIRONMENT.hosts.split(), "127.0.0.1", "localhost"]
IS_HTTPS = _site.scheme == "https"
PROXIES = int(IS_HTTPS) if ENVIRONMENT.proxies is None else ENVIRONMENT.proxies  # https needs one: we speak http alone

FORM_RENDERER = "lotse.ui.forms.KernRenderer"
UI_FRAME = "lotse.project.frame.around"
UI_DEMO = gettext_noop("Musterhafen gibt es nicht") if ENVIRONMENT.demo else ""  # the strip on top of every page
ROOT_URLCONF = "lotse.project.urls"
WSGI_APPLICATION = "lotse.project.wsgi.application"

FIRST = ("ui", "tenants", "people")
INSTALLED_APPS = [
    *[f"lotse.{room}" for room in ROOMS if room in FIRST],  # their templates go before those of others
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "ninja",
    "procrastinate.contrib.django",
    *(["allauth", "allauth.account", "allauth.mfa", "allauth.usersessions"] if PEOPLE_LIVE_HERE else []),
    *[f"lotse.{room}" for room in ROOMS if room not in FIRST],
]

MIDDLEWARE = [
    "lotse.project.senders.Senders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lotse.project.logs.RequestLog",
    "lotse.project.packed.PackedPages",
    "lotse.project.headers.Headers",
    "lotse.project.plain_addresses.PlainAddresses",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lotse.project.refused_pages.RefusedPages",
    "lotse.project.deed_addresses.DeedAddresses",
    *(["allauth.account.middleware.AccountMiddleware"] if PEOPLE_LIVE_HERE else []),
]

_BUILTINS = ["template_partials.templatetags.partials", "django.templatetags.i18n", "django.templatetags.static"]
_BUILTINS += [f"lotse.ui.templatetags.{words}" for words in ("kern", "blocks", "fields", "german", "addresses")]

_LOADERS = [
    (
        "lotse.ui.settled.Loader",
        [
            "lotse.ui.compact.FolderLoader",
            "lotse.ui.compact.AppLoader",
        ],
    ),
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HOUSE / "project" / "templates"],
        "OPTIONS": {
            "builtins": _BUILTINS,
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "lotse.ui.frame.frame",
            ],
            "loaders": [("template_partials.loader.Loader", _LOADERS)],
        },
    }
]


def database(url: str) -> dict:
    """Return Django's settings for a PostgreSQL address; without one, a place where none answers."""
    parts = conninfo_to_dict(url) if url else {"host": "/nonexistent", "user": "lotse_app"}
    known = {"dbname", "user", "password", "host", "port"}
    options: dict[str, Any] = {key: value for key, value in parts.items() if key not in known}
    options |= {"server_side_binding": True, "prepare_threshold": 3}
    if ENVIRONMENT.pool:
        options["pool"] = {"min_size": 1, "max_size": ENVIRONMENT.pool, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "lotse"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 0 if ENVIRONMENT.pool else 60,
        "CONN_HEALTH_CHECKS": not ENVIRONMENT.pool,
        "OPTIONS": options,
    }


DATABASES = {"default": database(ENVIRONMENT.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # counts of tries live here: a flood of guesses must not push them out
    }
}

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [HOUSE / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
APPEND_SLASH = True

# --- sign-in and sessions
AUTH_USER_MODEL = "people.Person" if PEOPLE_LIVE_HERE else "auth.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
if PEOPLE_LIVE_HERE:
    AUTHENTICATION_BACKENDS.append("allauth.account.auth_backends.AuthenticationBackend")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "lotse.mailroom.login_letters.FrontDoorWithLetters"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/15m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Lotse"
MFA_ALLOW_UNVERIFIED_EMAIL = True
SESSION_COOKIE_AGE = 60 * 60  # citizens; people sets a working day for staff
SESSION_COOKIE_NAME = "lotse_session"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_NAME = "lotse_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- headers
MAP_TILES, MAP_SOURCE = ENVIRONMENT.tiles, ENVIRONMENT.tiles_source
_tiles = urlsplit(MAP_TILES)
_TILE_HOST = [f"{_tiles.scheme}://{_tiles.netloc}"] if _tiles.netloc else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", *_TILE_HOST],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "media-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
X_FRAME_OPTIONS = "DENY"

# --- files
STATIC_URL = "/static/"
STATIC_ROOT = CHECKOUT / "staticfiles"
MEDIA_ROOT = ENVIRONMENT.data.resolve() / "files"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
if has("lotse.ui.assets"):
    STATICFILES_FINDERS.append("lotse.ui.assets.FetchedFiles")
# `make setup` collects the files with hashed names; before that (tests, a fresh worktree) they are found in their rooms
IS_COLLECTED = (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_USE_FINDERS = not IS_COLLECTED
WHITENOISE_MANIFEST_STRICT = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
UPLOAD_MB = ENVIRONMENT.upload_mb
UPLOAD_TYPES = ENVIRONMENT.upload_types
SCANNER = ENVIRONMENT.scanner

# --- jobs
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""  # the worker reads them: who does not work later need not
PROCRASTINATE_IMPORT_PATHS = ["lotse.jobs"]


# --- letters
def mail_server(url: str) -> dict:
    """Return Django's settings for `smtp://user:word@host:587` (STARTTLS) or `smtps://…:465`; none: nobody carries."""
    server = urlsplit(url)
    if not server.hostname:
        return {"EMAIL_BACKEND": "lotse.mailroom.nobody.Backend"}
    is_tls, is_local = server.scheme == "smtps", server.hostname in ("localhost", "127.0.0.1", "::1")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": server.hostname,
        "EMAIL_PORT": server.port or (465 if is_tls else 25 if is_local else 587),
        "EMAIL_HOST_USER": unquote(server.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(server.password or ""),
        "EMAIL_USE_SSL": is_tls,
        "EMAIL_USE_TLS": not is_tls and not is_local,
        "EMAIL_TIMEOUT": 20,
    }


globals().update(mail_server(ENVIRONMENT.mail_url))
MAIL_FROM = ENVIRONMENT.mail_from
IMAP_URL, IMAP_DONE, IMAP_MAILBOX = ENVIRONMENT.imap_url, ENVIRONMENT.imap_done, ENVIRONMENT.imap_mailbox
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM or "buergerservice@localhost.localdomain"
LETTERS_A_CASE_AND_HOUR = ENVIRONMENT.letters_a_case_and_hour
LETTERS_AN_ADDRESS_AND_HOUR = ENVIRONMENT.letters_an_address_and_hour

LOGGING = logging_settings(ENVIRONMENT.log_level)
