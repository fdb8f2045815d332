"""Every setting, with its unit and the reason for its default. Read from CXTRAIN_… in the environment."""

import ipaddress
import os
import secrets
from pathlib import Path
from typing import Literal

from pydantic import Field, computed_field
from pydantic_settings import BaseSettings, SettingsConfigDict

SAMPLE_KEYS = frozenset({"secret", "change-me", "changeme", "dev", "development", "your-secret-key", "please-change-me"})


class UnsafeSetting(Exception):
    """The application must not start like this; the text says why and what to do."""


class Settings(BaseSettings):
    """Settings of one process. Every field may be given as CXTRAIN_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="CXTRAIN_", extra="ignore")

    instance: Path = Field(Path("instance"), description="folder of the SQLite file, kept files and the made secret key")
    database_url: str = Field("", description="SQLAlchemy address; empty means SQLite in the instance folder")
    redis_url: str = Field("", description="redis://… carries jobs where it is set; else the database does")
    secret_key: str = Field("", description="signs cookies; empty means one is made once in the instance folder")
    secret_key_fallbacks: list[str] = Field([], description="older keys that still open cookies while keys rotate")
    host: str = Field("127.0.0.1", description="address that the server listens on")
    allow_plain_http: bool = Field(False, description="permits plain HTTP beyond loopback; says so at start")
    tls: bool = Field(False, description="TLS ends here or at the proxy in front; cookies become Secure")
    proxies: int = Field(0, description="how many reverse proxies in front are trusted for the client's address")
    trusted_hosts: list[str] = Field([], description="host names the site answers to; empty means any")
    public_url: str = Field("", description="address printed in QR codes; empty means the address of the request")
    firm: str = Field("鹤鸣酒店管理有限公司", description="full name of the firm on certificates, in Chinese")
    firm_en: str = Field("Heming Hotel Management Co., Ltd.", description="the same in English")
    certificate_prefix: str = Field("HM-MOT", description="first part of certificate numbers")
    debug: bool = Field(False, description="Flask's debugger; refused beyond loopback")
    lock_seconds: float = Field(5.0, description="longest wait for the write lock before 503, seconds")
    idle_minutes: int = Field(30, description="a session unused this long ends, minutes (staff, supervisors)")
    idle_minutes_office: int = Field(15, description="the same for HR and admins, minutes")
    idle_minutes_shared: int = Field(5, description="the same on a phone that a store shares, minutes: others pick it up")
    second_step_days: int = Field(14, description="how long HR and admins may put off the second step at sign-in, days from "
                                  "the first one: time to fetch a phone; 0: not at all, 36500: as long as they like")
    session_hours: int = Field(12, description="a session ends after this long at the latest, hours")
    argon2_memory: int = Field(19456, description="KiB per password hash (OWASP's smaller recommendation)")
    upload_megabytes: int = Field(12, description="largest upload of a roster or photo, MB")
    mail_host: str = Field("", description="SMTP server for reminders; empty means that nothing is mailed")
    mail_port: int = Field(587, description="its port: 587 for starttls, 465 for tls, 25 for none")
    mail_tls: Literal["starttls", "tls", "none"] = Field("starttls", description="how the way to it is encrypted")
    mail_user: str = Field("", description="name to sign in with there; empty means without")
    mail_password: str = Field("", description="the password of that name", repr=False)
    mail_from: str = Field("", description="address that reminders come from, such as training@heming-hotels.com")
    calibration_required: bool = Field(True, description="from the first calibration round on a shopper scores its cases "
                                       "before the first visit and each quarter; without, only a failed result stops visits")
    signing_key: str = Field("", description="PKCS #12 file that single certificates are signed with as PAdES; empty: unsigned")
    signing_password: str = Field("", description="the password of that file", repr=False)
    seal_hook: str = Field("", description="command that gets each day's seal of the ledger as JSON on its input, to keep it "
                           "on another machine; empty: nothing leaves the house, and seals stand on printed reports")
    kept_left_months: int = Field(36, ge=0, description="who left is erased after so many whole months: time for disputes "
                                  "and audits, as the firm's rules say; 0: never by itself")
    kept_files_months: int = Field(3, ge=0, description="files about many people (exports, print runs, files of classes) go "
                                   "after so many months: they can be made again; 0: never")
    kept_photos_months: int = Field(24, ge=0, description="pictures of classes go after so many months: audits ask for two "
                                    "years; 0: never")
    render_processes: int = Field(1, description="warm PDF processes per web process")

    @computed_field
    @property
    def database(self) -> str:
        """The database's address, with SQLite in the instance folder when none was given."""
        return self.database_url or f"sqlite:///{(self.instance / 'cxtrain.db').resolve()}"

    @property
    def on_loopback(self) -> bool:
        """Whether the server can be reached from this machine only."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def made_secret_key(instance: Path) -> str:
    """Return the key kept in `instance`/secret_key, making it (mode 600) when there is none."""
    path = instance / "secret_key"
    instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def refuse_unsafe(settings: Settings) -> None:
    """Refuse settings that would leave a door open.

    Raises:
        UnsafeSetting: with a sentence that says which setting, why, and what to do.
    """
    key = settings.secret_key
    if key and (key.lower() in SAMPLE_KEYS or len(key.encode()) < 32):
        raise UnsafeSetting("CXTRAIN_SECRET_KEY is shorter than 32 bytes or a sample: leave it unset to have one made")
    if settings.debug and not settings.on_loopback:
        raise UnsafeSetting(f"CXTRAIN_DEBUG is on while listening on {settings.host}: switch it off or use 127.0.0.1")
    if not settings.on_loopback and not (settings.tls or settings.allow_plain_http):
        raise UnsafeSetting(
            f"plain HTTP on {settings.host} would send passwords in the clear: put TLS in front and set CXTRAIN_TLS=1, "
            "or accept it for a trusted network with serve --allow-plain-http (CXTRAIN_ALLOW_PLAIN_HTTP=1)"
        )
    _refuse_unsafe_mail(settings)
    database = settings.database
    path = Path(database.removeprefix("sqlite:///")) if database.startswith("sqlite:///") else None
    if path and path.exists() and path.stat().st_mode & 0o077:
        raise UnsafeSetting(f"{path} can be read by others on this machine: run chmod 600 {path}")


def _refuse_unsafe_mail(settings: Settings) -> None:
    if not settings.mail_host:
        return
    if "@" not in settings.mail_from:
        raise UnsafeSetting("CXTRAIN_MAIL_HOST is set without CXTRAIN_MAIL_FROM: give the address that reminders come from")
    local = settings.mail_host in ("localhost", "127.0.0.1", "::1")
    if settings.mail_password and settings.mail_tls == "none" and not local:
        raise UnsafeSetting(f"the mail password would travel to {settings.mail_host} in the clear: set CXTRAIN_MAIL_TLS to "
                            "starttls or tls")
