"""Writes plain data as TOML that a person can read and correct."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}
_SPECIAL = re.compile(r'["\\\x00-\x09\x0b-\x1f\x7f]')
_LANGUAGES = {"fr", "en", "es"}


def _escaped(text: str) -> str:
    """Its quotes and signs of control, but for the ends of lines."""
    return _SPECIAL.sub(lambda sign: _ESCAPES.get(sign[0]) or f"\\u{ord(sign[0]):04x}", text)


def _string(value: str) -> str:
    return f'"""\n{_escaped(value)}"""' if "\n" in value else f'"{_escaped(value)}"'


def _key(key: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9_-]+", key):
        return key
    return '"' + _escaped(key).replace("\n", "\\n") + '"'


def _is_text(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and value.keys() <= _LANGUAGES


def _fits_inline(value: Any) -> bool:
    """Tell whether a value reads well on one line: nothing translated, no long prose."""
    if isinstance(value, Mapping):
        return not _is_text(value) and all(map(_fits_inline, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_fits_inline, value))
    return not (isinstance(value, str) and "\n" in value)


def _reads_inline(value: Any) -> bool:
    """Tell whether a value reads better in braces than under a header of its own."""
    if not _fits_inline(value):
        return False
    if isinstance(value, list | tuple):
        return all(map(_reads_inline, value))
    nested = isinstance(value, Mapping) and any(isinstance(one, Mapping | list | tuple) for one in value.values())
    return not nested or len(_value(value)) <= 140


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _string(value)
        case int() | float():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case Mapping():
            pairs = ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case list() | tuple():
            if any(isinstance(one, Mapping) for one in value):
                return "[\n" + "".join(f"  {_value(one)},\n" for one in value) + "]"
            return "[" + ", ".join(map(_value, value)) + "]"
    raise TypeError(f"no TOML for {type(value).__name__}")


def _is_tables(value: Any) -> bool:
    """Tell whether a value is an array of tables that deserves [[headers]]."""
    return (
        isinstance(value, list | tuple)
        and bool(value)
        and all(isinstance(one, Mapping) for one in value)
        and not _reads_inline(value)
    )


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    later: list[tuple[str, Any]] = []
    for key, value in table.items():
        if _is_text(value) and all(isinstance(one, str) for one in value.values()):
            for lang, words in value.items():
                yield f"{_key(key)}.{lang} = {_string(words)}"
        elif _is_tables(value) or (isinstance(value, Mapping) and (not path or not _reads_inline(value))):
            later.append((key, value))
        else:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in later:
        below = (*path, key)
        header = ".".join(map(_key, below))
        for one in [value] if isinstance(value, Mapping) else value:
            yield ""
            yield f"[{header}]" if isinstance(value, Mapping) else f"[[{header}]]"
            yield from _lines(one, below)


def toml_text(data: Mapping[str, Any]) -> str:
    """Return TOML that reads back as the same data."""
    return "\n".join(_lines(data, ())) + "\n"
