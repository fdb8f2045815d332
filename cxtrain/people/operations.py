"""Accounts, roles, sessions and passwords: changes; the caller commits."""

import datetime as dt
import hashlib
import secrets
import unicodedata
from datetime import timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import current_app
from sqlalchemy import select, update

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Account, Employee, Membership, PasswordLink, RoleGrant, Unit, UserSession
from cxtrain.people.permissions import Role
from cxtrain.people.signals import tell
from cxtrain.web.transactions import writes, writing

COMMON_PASSWORDS = frozenset(
    "password passw0rd password1 12345678 123456789 1234567890 11111111 00000000 88888888 66666666 qwertyui "
    "qwerty123 1q2w3e4r abc12345 a1234567 woaini1314 5201314 iloveyou admin123 welcome1".split())


def digest(token: str) -> str:
    """Return the SHA-256 (hex) under which a token is stored, so that the database opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def normalised_login(typed: str) -> str:
    """Return the form in which logins are compared: NFKC, no spaces, casefolded, +86 dropped from mobiles."""
    key = "".join(unicodedata.normalize("NFKC", typed).split()).casefold()
    mobile = key.removeprefix("+").removeprefix("86").replace("-", "")
    return mobile if len(mobile) == 11 and mobile.isdigit() and key != mobile else key


@lru_cache(maxsize=4)
def _hasher(memory: int) -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=memory, parallelism=1)


def hasher() -> PasswordHasher:
    """Return the password hasher with the configured memory."""
    return _hasher(current_app.config["CX"].argon2_memory)


@lru_cache(maxsize=4)
def _decoy(memory: int) -> str:
    return _hasher(memory).hash(secrets.token_hex(8))


def password_matches(stored: str, typed: str) -> bool:
    """Whether `typed` is the password; an unknown account costs the same time as a known one."""
    try:
        return hasher().verify(stored or _decoy(current_app.config["CX"].argon2_memory), typed) and bool(stored)
    except VerificationError:
        return False


def ensure_account(employee: Employee) -> Account:
    """Return the employee's account, making it when there is none."""
    found = db.session.scalar(select(Account).where(Account.employee_id == employee.id))
    if found:
        return found
    account = Account(employee_id=employee.id, login=normalised_login(employee.number), employee=employee)
    db.session.add(account)
    db.session.flush()
    return account


def set_password(account: Account, password_hash: str) -> None:
    """Store a new hash (made outside the transaction) and end every session of the account."""
    account.password_hash = password_hash
    end_sessions(account.id, why="password")
    record("password set", account, unit_id=account.employee.unit_id, actor_id=account.employee_id)


def grant_role(account: Account, role: Role, unit_id: int) -> None:
    """Give a role for a unit's subtree; the account's sessions end, so that the next request sees it."""
    held = select(RoleGrant.id).where(RoleGrant.account_id == account.id, RoleGrant.role == role.value,
                                      RoleGrant.unit_id == unit_id)
    if db.session.scalar(held):
        return
    db.session.add(RoleGrant(account_id=account.id, role=role.value, unit_id=unit_id))
    end_sessions(account.id, why="role")
    record("role granted", account, unit_id=unit_id, role=role.value)
    tell([account.employee_id])


def take_role(grant: RoleGrant) -> None:
    """Take a role away, unless somebody else has just done so; the account's sessions end at once."""
    if db.session.get(RoleGrant, grant.id, with_for_update=True, populate_existing=True) is None:
        return
    db.session.delete(grant)
    end_sessions(grant.account_id, why="role")
    record("role taken", ("account", grant.account_id), unit_id=grant.unit_id, role=grant.role)


def start_session(account: Account, *, device: str, shared: bool, office: bool, held_back: bool = False) -> str:
    """Open a session and return its token, which only the cookie knows; `held_back` until a second step is set up."""
    token = secrets.token_urlsafe(24)
    settings, moment = current_app.config["CX"], now()
    idle = settings.idle_minutes_shared if shared else settings.idle_minutes_office if office else settings.idle_minutes
    db.session.add(UserSession(digest=digest(token), account_id=account.id, device=device, created_at=moment,
                               seen_at=moment, idle_minutes=idle, held_back=held_back))
    return token


def touch_session(session_id: int, moment: dt.datetime) -> None:
    """Note that the session was used: at once and on its own where the request may only read."""
    change = update(UserSession).where(UserSession.id == session_id).values(seen_at=moment)
    if db.session().in_transaction() and writes():
        db.session.execute(change)
        return
    with writing(), db.engine.begin() as connection:
        connection.execute(change)


def end_session(session_id: int, account_id: int, *, why: str) -> bool:
    """End one session of the account; False where it is not the account's or has ended."""
    ended = db.session.execute(
        update(UserSession).where(UserSession.id == session_id, UserSession.account_id == account_id,
                                  UserSession.ended_at.is_(None)).values(ended_at=now(), ended_why=why))
    return bool(ended.rowcount)  # type: ignore[attr-defined]


def end_sessions(account_id: int, *, why: str, but: int | None = None) -> int:
    """End every open session of the account, `but` one; return how many."""
    ended = db.session.execute(
        update(UserSession).where(UserSession.account_id == account_id, UserSession.ended_at.is_(None),
                                  UserSession.id != (but or 0)).values(ended_at=now(), ended_why=why))
    return int(ended.rowcount)  # type: ignore[attr-defined]


def make_password_link(account: Account, *, made_by: int | None, minutes: int) -> str:
    """Return a token that sets the account's password once within `minutes`; earlier links stop working."""
    moment, token = now(), secrets.token_urlsafe(16)
    db.session.execute(update(PasswordLink).where(PasswordLink.account_id == account.id, PasswordLink.used_at.is_(None))
                       .values(used_at=moment))
    db.session.add(PasswordLink(digest=digest(token), account_id=account.id, made_by=made_by, made_at=moment,
                                expires_at=moment + timedelta(minutes=minutes)))
    record("password link made", account, unit_id=account.employee.unit_id, minutes=minutes,
           **({} if made_by is None else {"by": made_by}))
    return token


def open_password_link(token: str) -> PasswordLink | None:
    """Return the link of `token` while it is unused and in time."""
    link = db.session.scalar(select(PasswordLink).where(PasswordLink.digest == digest(token)))
    return link if link and link.used_at is None and link.expires_at > now() else None


def password_fault(password: str, login: str) -> str | None:
    """Return why `password` may not be used ("short", "common", "login"), or None."""
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(password) < 8:
        return "short"
    if plain in COMMON_PASSWORDS or len(set(plain)) < 4:
        return "common"
    return "login" if login and login in plain else None


class NotInvited(Exception):
    """This person cannot become an admin; the text says why and what to do."""


def invite_admin(number: str, name: str, firm: str) -> str:
    """Make somebody an admin of the whole firm, with the firm's unit where there is none; return a password token.

    Raises:
        NotInvited: the staff number is that of somebody who has left.
    """
    root = _root(firm)
    account = ensure_account(_known(number) or _newcomer(number, name, root))
    if account.employee.status == "left":
        raise NotInvited(f"{account.employee.name} ({number}) has left: invite somebody else, or have HR take them back")
    grant_role(account, Role.ADMIN, root.id)
    return make_password_link(account, made_by=None, minutes=30)


def _root(firm: str) -> Unit:
    root = db.session.scalar(select(Unit).where(Unit.parent_id.is_(None)).order_by(Unit.id))
    if root is None:
        root = Unit(code="0", name=firm, kind="firm", path="")
        db.session.add(root)
        db.session.flush()
        root.path = f"/{root.id}/"
    return root


def _known(number: str) -> Employee | None:
    account = db.session.scalar(select(Account).where(Account.login == normalised_login(number)))
    return account.employee if account else db.session.scalar(select(Employee).where(Employee.number == number))


def _newcomer(number: str, name: str, unit: Unit) -> Employee:
    person = Employee(number=number, name=name, unit_id=unit.id, unit=unit, sort_key=name)
    db.session.add(person)
    db.session.flush()
    db.session.add(Membership(employee_id=person.id, unit_id=unit.id, start_on=today(unit.zone)))
    record("employee added", person, unit_id=unit.id)
    return person
