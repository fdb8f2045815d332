"""Reading somebody's second step."""

from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee
from cxtrain.people.second_step.models import RecoveryCode, SecondStep


def second_step_of(account_id: int) -> SecondStep | None:
    """Return what is known of the account's second step, set up or put off."""
    return db.session.get(SecondStep, account_id)


def is_set_up(account_id: int) -> bool:
    """Whether a code is asked for when the account signs in."""
    return bool(db.session.scalar(select(SecondStep.secret != "").where(SecondStep.account_id == account_id)))


def codes_left(account_id: int) -> int:
    """Return how many recovery codes the account has not used."""
    unused = RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None)
    return db.session.scalar(select(func.count(RecoveryCode.id)).where(*unused)) or 0


def account_with_second_step(employee_id: int) -> Account | None:
    """Return the person's account where it has a second step."""
    return db.session.scalar(select(Account).join(SecondStep, SecondStep.account_id == Account.id)
                             .where(Account.employee_id == employee_id, SecondStep.secret != ""))


def open_account(account_id: int) -> Account | None:
    """Return the account while it may sign in."""
    return db.session.scalar(select(Account).join(Employee).where(
        Account.id == account_id, Account.active, Employee.status != "left"))
