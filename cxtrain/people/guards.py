"""The guard in front of every view: a view that declares nothing does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import abort, current_app, redirect, request, url_for
from flask_login import current_user

from cxtrain.people.permissions import Can

View = TypeVar("View", bound=Callable[..., Any])


def requires(*cans: Can, early: bool = False) -> Callable[[View], View]:
    """Let in those who may do one of `cans`; a stranger is sent to sign in, anyone else gets 403.

    Whoever must set up the second step first is sent there, unless the view is one of the `early` ones.
    """
    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
            if current_user.held_back and not early:
                return redirect(url_for("second_step.my_second_step"), 303)
            if not any(current_user.may(can) for can in cans):
                abort(403)
            return view(*args, **kwargs)

        guarded.cans = cans  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]
    return guard


def public(view: View) -> View:
    """Let everybody in, signed in or not."""
    view.public = True  # type: ignore[attr-defined]
    return view


def refuse_undeclared() -> None:
    """Answer 404 where a view declares neither; runs before each request."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is not None and not (getattr(view, "cans", None) or getattr(view, "public", False)):
        abort(404)
