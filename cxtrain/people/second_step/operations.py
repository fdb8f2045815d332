"""Setting up, checking and resetting the second step; the caller commits."""

import base64
import hmac
import secrets
import unicodedata
from datetime import timedelta

import pyotp
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import current_app
from sqlalchemy import delete, update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Account, UserSession
from cxtrain.people.operations import digest, end_sessions
from cxtrain.people.second_step.models import RecoveryCode, SecondStep
from cxtrain.people.second_step.queries import second_step_of

SECONDS, DIGITS = 30, 6  # what every authenticator assumes
CODES, LETTERS = 10, "abcdefghijkmnpqrstuvwxyz23456789"  # 32 signs without those that look alike: 5 bits each
SIGNS = 16
LED_FOR = timedelta(days=3)


def _box() -> MultiFernet:
    """Return what seals secrets, by a key derived from the site's; older keys still open while keys rotate."""
    keys = (current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"])
    derived = (hmac.digest(key.encode(), b"cxtrain second step", "sha256") for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


def opened(sealed: str) -> str:
    """Return the secret in base32, or "" where there is none or the site's key is another one by now."""
    try:
        return _box().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        return ""


def _row(account_id: int) -> SecondStep:
    row = second_step_of(account_id)
    if row is None:
        row = SecondStep(account_id=account_id, secret="", pending="", last_counter=0)
        db.session.add(row)
    return row


def ask(account: Account) -> tuple[bool, bool]:
    """Return of somebody of HR or an admin who signs in whether they must set it up first, and whether they are led there.

    They are led there at first and in the last days of putting it off; in between it stands on the page of their devices.
    """
    row = _row(account.id)
    if row.secret:
        return False, False
    first = row.put_off_until is None
    if row.put_off_until is None:
        row.put_off_until = now() + timedelta(days=current_app.config["CX"].second_step_days)
    left = row.put_off_until - now()
    return left <= timedelta(), first or left < LED_FOR


def begin(account: Account) -> None:
    """Make a new secret to be scanned; what is in use goes on until the new one is confirmed."""
    _row(account.id).pending = _box().encrypt(pyotp.random_base32().encode()).decode()


def address_of(account: Account, secret: str) -> str:
    """Return the address that authenticators read from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.login, issuer_name=current_app.config["CX"].firm_en[:60])


def confirm(account: Account, typed: str) -> list[str]:
    """Take the pending secret into use if `typed` is its code, and return new recovery codes; else nothing."""
    row = _row(account.id)
    counter = _counter(opened(row.pending), typed, after=0)
    if counter is None:
        return []
    row.secret, row.pending, row.last_counter, row.set_up_at = row.pending, "", counter, now()
    record("second step set up", account, unit_id=account.employee.unit_id)
    return _new_codes(account.id)


def _new_codes(account_id: int) -> list[str]:
    _forget_codes(account_id)
    codes = ["".join(secrets.choice(LETTERS) for _ in range(SIGNS)) for _ in range(CODES)]
    db.session.add_all(RecoveryCode(account_id=account_id, digest=digest(code)) for code in codes)
    return ["-".join(code[at:at + 4] for at in range(0, SIGNS, 4)) for code in codes]


def _forget_codes(account_id: int) -> None:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))


def _counter(secret: str, typed: str, *, after: int) -> int | None:
    """Return which half minute later than `after` has `typed` as its code: this one, the last or the next."""
    middle = int(now().timestamp()) // SECONDS
    if not secret:
        return None
    made = pyotp.TOTP(secret, digits=DIGITS, interval=SECONDS)
    found = [counter for counter in (middle - 1, middle, middle + 1)
             if hmac.compare_digest(made.generate_otp(counter).encode(), _plain(typed).encode()) and counter > after]
    return found[0] if found else None


def _plain(typed: str) -> str:
    kept = unicodedata.normalize("NFKC", typed).casefold()
    return "".join(sign for sign in kept if not sign.isspace() and sign != "-")


def accept(account: Account, typed: str) -> bool:
    """Whether `typed` opens the account: a code of the phone, or a recovery code. Each is accepted once."""
    return _accept_code(account.id, typed) or _accept_recovery(account, typed)


def _accept_code(account_id: int, typed: str) -> bool:
    row = second_step_of(account_id)
    counter = _counter(opened(row.secret), typed, after=row.last_counter) if row else None
    if counter is None:
        return False
    # The condition decides between two requests with one code.
    taken = db.session.execute(update(SecondStep).where(SecondStep.account_id == account_id, SecondStep.last_counter < counter)
                               .values(last_counter=counter))
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def _accept_recovery(account: Account, typed: str) -> bool:
    used = db.session.execute(
        update(RecoveryCode).where(RecoveryCode.account_id == account.id, RecoveryCode.digest == digest(_plain(typed)),
                                   RecoveryCode.used_at.is_(None)).values(used_at=now()))
    if used.rowcount:  # type: ignore[attr-defined]
        record("recovery code used", account, unit_id=account.employee.unit_id, actor_id=account.employee_id)
    return bool(used.rowcount)  # type: ignore[attr-defined]


def let_on(session_id: int) -> None:
    """Let a session that was held back until the second step is set up see everything."""
    db.session.execute(update(UserSession).where(UserSession.id == session_id).values(held_back=False))


def reset(account: Account, *, actor_id: int | None = None) -> None:
    """Forget the phone and the recovery codes; the sessions end, and HR and admins set it up anew at the next sign-in."""
    row = _row(account.id)
    row.secret, row.pending, row.set_up_at, row.put_off_until = "", "", None, now()
    _forget_codes(account.id)
    end_sessions(account.id, why="second step")
    record("second step reset", account, unit_id=account.employee.unit_id, actor_id=actor_id)
