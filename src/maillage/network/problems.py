"""What is wrong in a profile, said in French to the person who wrote it."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from maillage.network.base import Path
from maillage.network.profile import Profile

_EXPECTED = {
    "bool": "vrai ou faux attendu (true ou false)",
    "int": "nombre entier attendu",
    "string": "texte entre guillemets attendu",
    "date": "date attendue, par exemple 2026-04-01",
    "tuple": "liste attendue, entre crochets",
    "model": "table attendue",
    "dict": "table attendue",
}


@dataclass(frozen=True)
class Problem:
    """One thing to correct: where, and what."""

    line: int | None
    key: str
    message_fr: str
    path: Path = ()

    def __str__(self) -> str:
        place = ", ".join(filter(None, [f"ligne {self.line}" if self.line else "", self.key]))
        return f"{place} : {self.message_fr}" if place else self.message_fr


def nearest(word: str, known: list[str]) -> str:
    """Return « ; vouliez-vous écrire … ? » when a known word resembles this one."""
    close = difflib.get_close_matches(word[:80], known, n=1, cutoff=0.6)
    return f" ; vouliez-vous écrire « {close[0]} » ?" if close else ""


def _shown(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str() if len(value) > 40:
            return f"« {value[:40]}… »"
        case str() | date() | datetime() | time():
            return f"« {value} »"
        case int() if abs(value) > 10**15:
            return "un nombre démesuré"
        case Mapping():
            return "une table"
        case list():
            return "une liste"
    return str(value)


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models(inner)]


def _kind_of(model: type[BaseModel]) -> tuple[Any, ...]:
    field = model.model_fields.get("kind")
    literal = field is not None and get_origin(field.annotation) is Literal
    return get_args(field.annotation) if field is not None and literal else ()


def known_keys(path: Path) -> list[str]:
    """Return the keys that the table at this place of a profile may hold."""
    models: list[type[BaseModel]] = [Profile]
    for step in path:
        if isinstance(step, int):
            continue
        fields = [model.model_fields[step] for model in models if step in model.model_fields]
        if fields:
            models = [model for field in fields for model in _models(field.annotation)]
        else:  # the kind of a union
            models = [model for model in models if step in _kind_of(model)]
    return [name for model in models for name in model.model_fields]


def real_path(loc: Path, data: Any) -> Path:
    """Return the place in the data, without the kinds that pydantic inserts for unions."""
    path: list[str | int] = []
    for step in loc:
        if isinstance(data, Mapping):
            if data.get("kind") == step:
                continue
            data = data.get(step) if isinstance(step, str) else None
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            data = None
        path.append(step)
    return tuple(path)


def shown_path(path: Path) -> str:
    """Return a place as people read it: fees.schedules[1].rules[3], counted from 1."""
    said = ""
    for step in path:
        said += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if said else str(step)
    return said


def _message(error: ErrorDetails) -> str:
    kind, loc, value = error["type"], error["loc"], error["input"]
    context = error.get("ctx", {})
    received = f", {_shown(value)} reçu"
    if kind == "refused":
        return str(context["message"])
    if kind == "missing":
        return "clé obligatoire absente"
    if kind == "extra_forbidden":
        return f"clé inconnue{nearest(str(loc[-1]), known_keys(tuple(loc[:-1])))}"
    if kind == "literal_error":
        known = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        close = nearest(value, known.split(", ")) if isinstance(value, str) else ""
        return f"l'un de ces mots attendu : {known}{received}{close}"
    if kind == "union_tag_not_found":
        return "clé obligatoire absente : « kind »"
    if kind == "union_tag_invalid":
        known = str(context["expected_tags"]).replace("'", "")
        close = nearest(str(context["tag"]), known.split(", "))
        return f"« kind » inconnu « {str(context['tag'])[:40]} » ; attendu : {known}{close}"
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = context.get("ge", context.get("le"))
        return f"{'au moins' if 'ge' in context else 'au plus'} {bound} attendu{received}"
    if kind == "too_short":
        return f"liste trop courte : au moins {context['min_length']} élément attendu"
    expected = _EXPECTED.get(kind.split("_")[0])
    return f"{expected}{received}" if expected else f"valeur refusée{received}"


def explain(error: ValidationError, data: Any, lines: Mapping[Path, int]) -> Iterator[Problem]:
    """Yield each problem of a validation, on its line."""
    for detail in error.errors(include_url=False):
        places = [((), _message(detail))]
        if detail["type"] == "flaws":
            places = detail["ctx"]["flaws"]
        for below, message in places:
            path = real_path((*detail["loc"], *below), data)
            near = path
            while near and near not in lines:
                near = near[:-1]
            yield Problem(lines.get(near), shown_path(path), message, path)
