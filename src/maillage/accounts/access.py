"""Deny first: each view says who may open it, and a view that says nothing is refused.

`@access(PUBLIC)`, `@access(SIGNED_IN)`, `@access(Permission.X)` or `@access(fact("delegate"))` on a function;
`access = …` on a class. Which *rows* one may see is asked of the QuerySet: `visible_to(user)`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.http import HttpRequest

from maillage.accounts.roles import Permission

if TYPE_CHECKING:
    from maillage.accounts.models import User

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """Who may open a page. `kind`: public, signed_in, permission, fact, demo (public, in demonstration alone)."""

    kind: str
    of: str = ""

    def allows(self, user: Any) -> bool:
        match self.kind:
            case "public" | "demo":
                return True
            case "signed_in":
                return bool(user.is_authenticated)
            case "permission":
                return bool(user.is_authenticated and user.can(self.of))
            case "fact":
                return bool(user.is_authenticated and user.holds(self.of))
        return False

    def __str__(self) -> str:
        return f"{self.kind}:{self.of}" if self.of else self.kind


PUBLIC = Rule("public")
SIGNED_IN = Rule("signed_in")
DEMO = Rule("demo")


def fact(role: str) -> Rule:
    return Rule("fact", role)


def rule(value: "Rule | Permission") -> Rule:
    return value if isinstance(value, Rule) else Rule("permission", str(value))


def access(value: "Rule | Permission") -> Callable[[View], View]:
    """Say who may open a function view."""

    def mark(view: View) -> View:
        view.access = rule(value)  # type: ignore[attr-defined]
        return view

    return mark


def who(request: HttpRequest) -> "User":
    """The person signed in: to be asked behind a rule that lets no visitor in."""
    return cast("User", request.user)


# Views of libraries, by route name or prefix of it ("account_*"); a full name wins over a prefix.
OUTSIDE: dict[str, Rule] = {
    # Before one is signed in
    "account_login": PUBLIC,
    "account_request_login_code": PUBLIC,
    "account_confirm_login_code": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_email_verification_sent": PUBLIC,
    "account_confirm_email": PUBLIC,
    "account_reset_password*": PUBLIC,
    "mfa_login_webauthn": PUBLIC,
    "mfa_authenticate": PUBLIC,
    # One's own account
    "account_*": SIGNED_IN,
    "mfa_*": SIGNED_IN,
    "usersessions_list": SIGNED_IN,
}


def rule_of(callback: Any, route_name: str = "") -> Rule | None:
    """The rule of a resolved view, or None: nobody said who may, so nobody may."""
    for holder in (callback, getattr(callback, "view_class", None)):
        value = getattr(holder, "access", None)
        if value is not None:
            return rule(value)
    if route_name in OUTSIDE:
        return OUTSIDE[route_name]
    prefixes = [
        (name[:-1], r) for name, r in OUTSIDE.items() if name.endswith("*") and route_name.startswith(name[:-1])
    ]
    return max(prefixes, key=lambda pair: len(pair[0]), default=("", None))[1]
