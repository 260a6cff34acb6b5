"""Every address of the house with its rule: what the authorisation tests ask, and the table that people read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override

from maillage.accounts.access import Rule, rule_of
from maillage.accounts.roles import FACT_ROLES, ROLES, FactRole, Role
from maillage.accounts.sentences import ALLOWED

VISITOR, NOBODY = "visitor", "nobody"
WHO = [VISITOR, NOBODY, *ROLES, *FACT_ROLES]
OWN_ACCOUNT = ("account_", "mfa_", "usersessions_", "accounts:me", "accounts:my_", "accounts:ask_erasure",
               "accounts:end_session", "accounts:welcome", "accounts:link")  # fmt: skip


@dataclass(frozen=True)
class Route:
    """An address: its name with its namespace, its pattern, what it needs, and who may open it."""

    name: str
    path: str
    arguments: tuple[str, ...]
    callback: Any
    rule: Rule | None

    @property
    def is_own_account(self) -> bool:
        return self.name.startswith(OWN_ACCOUNT)


def readable(pattern: str) -> str:
    """The pattern as an address: « gestion/comptes/<pk>/ »."""
    pattern = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", pattern)
    return "/" + re.sub(r"<\w+:(\w+)>", r"<\1>", pattern).replace("^", "").replace("$", "").replace("\\Z", "")


def walk(resolver: Any, prefix: str = "", namespace: str = "") -> Iterator[Route]:
    for item in resolver.url_patterns:
        path = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from walk(item, path, f"{namespace}{item.namespace}:" if item.namespace else namespace)
        elif isinstance(item, URLPattern):
            name = f"{namespace}{item.name or ''}"
            found = tuple(re.findall(r"<(?:\w+:)?(\w+)>", path))
            yield Route(name, readable(path), found, item.callback, rule_of(item.callback, name))


def routes() -> list[Route]:
    """Every address, in the order of their paths; public ones once, in French."""
    with override("fr"):
        return sorted(walk(get_resolver()), key=lambda route: route.path)


def allows(rule: Rule, who: str) -> bool:
    """Does the rule let this kind of person in? (A demonstration's page is for everyone in a demonstration.)"""
    match rule.kind:
        case "public":
            return True
        case "signed_in":
            return who != VISITOR
        case "permission":
            return who in ROLES and rule.of in {str(p) for p in ROLES[who].permissions}
        case "fact":
            return who == rule.of
    return False


def sentence(rule: Rule) -> str:
    """Who may, in words."""
    match rule.kind:
        case "public":
            return "tout le monde"
        case "signed_in":
            return "toute personne connectée"
        case "permission":
            words = next((str(s) for p, s in ALLOWED.items() if p == rule.of), rule.of)
            return f"qui peut {words}"
        case "fact":
            return str(FACT_ROLES[rule.of].name) if rule.of in FACT_ROLES else rule.of
    return "tout le monde, en démonstration seulement"


def every_role() -> list[Role | FactRole]:
    return [*ROLES.values(), *FACT_ROLES.values()]


def document() -> str:
    """docs/autorisations.md: the roles, then every address and who opens it."""
    with override("fr"):
        heads = [
            "Visite",
            "Sans rôle",
            *(str(r.name) for r in ROLES.values()),
            *(str(r.name) for r in FACT_ROLES.values()),
        ]
        lines = [
            "# Autorisations", "",
            "Cette page est écrite par `tests/test_matrix.py`, qui ouvre chaque adresse comme chaque personne :"
            " ne la corrigez pas à la main. `MAILLAGE_WRITE_DOCS=1 .venv/bin/python -m pytest tests/test_matrix.py`"
            " l’écrit de nouveau.", "",
            "On refuse d’abord : une adresse qui ne dit pas qui peut l’ouvrir reste fermée. Voir une ligne d’un tableau"
            " demande en plus que cette ligne soit visible à la personne (`visible_to`) ; l’objet d’autrui n’existe pas"
            " pour elle.", "",
            "## Les rôles", "",
            *(f"- **{role.name}** : {role.sentence}" for role in every_role()), "",
            "## Les adresses", "",
            "| Adresse | Qui | " + " | ".join(f"{n}" for n in range(1, len(heads) + 1)) + " |",
            "|---|---|" + ":-:|" * len(heads),
        ]  # fmt: skip
        for route in routes():
            if route.rule is not None:
                marks = " | ".join("●" if allows(route.rule, who) else "" for who in WHO)
                lines.append(f"| `{route.path}` | {sentence(route.rule)} | {marks} |")
        lines += ["", "## Les colonnes", "", *(f"{n}. {head}" for n, head in enumerate(heads, 1)), ""]
        return "\n".join(lines)
