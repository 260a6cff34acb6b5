"""Deny first: each view says who may open it, and a view that says nothing is refused.

`@access(PUBLIC)`, `@access(SIGNED_IN)`, `@access(Permission.X)` or `@access(fact("delegate"))` on a function;
`access = …` on a class. Which *rows* one may see is asked of the QuerySet: `visible_to(user)`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from maillage.accounts.roles import Permission

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


# Views of libraries, by route name or prefix of it ("account_*").
OUTSIDE: dict[str, Rule] = {}


def rule_of(callback: Any, route_name: str = "") -> Rule | None:
    """The rule of a resolved view, or None: nobody said who may, so nobody may."""
    for holder in (callback, getattr(callback, "view_class", None)):
        value = getattr(holder, "access", None)
        if value is not None:
            return rule(value)
    if route_name in OUTSIDE:
        return OUTSIDE[route_name]
    return next((r for name, r in OUTSIDE.items() if name.endswith("*") and route_name.startswith(name[:-1])), None)
