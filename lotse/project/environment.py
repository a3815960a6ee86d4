"""What the operator may set: every setting is an environment variable with the prefix LOTSE_.

`docs/operator.md` explains each one; a test refuses a setting that is not documented there.
"""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """The settings of one installation, read once at the start."""

    model_config = SettingsConfigDict(env_prefix="LOTSE_", extra="ignore", frozen=True)

    database_url: str = ""
    owner_url: str = ""
    data: Path = Path(".demo")
    secret_key: str = ""
    url: str = "http://127.0.0.1:8000"
    hosts: str = ""
    proxies: int | None = None
    phone: str = ""
    debug: bool = False
    demo: bool = False
    demo_cases: int = 620
    pool: int = 0
    web_workers: int = 2
    log_level: str = "INFO"
    mail_url: str = ""
    mail_from: str = ""
    imap_url: str = ""
    imap_done: str = "Lotse"
    imap_mailbox: str = ""
    letters_a_case_and_hour: int = 3
    letters_an_address_and_hour: int = 10
    tiles: str = ""
    tiles_source: str = ""
    upload_mb: int = 10
    scanner: str = ""
    upload_types: str = "jpg png webp pdf txt docx xlsx odt ods"


ENVIRONMENT = Environment()
