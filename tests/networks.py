"""A network for a test: `install("csi")` puts a shipped profile in force. Parsed once in each process, so cheap.

    from tests import networks
    profile = networks.install()            # csi; or "cesiq", "wsm", "ciso", "occitanie"
    networks.install(profile=networks.changed("wsm", {"currency": "EUR"}))   # the same with something else in it

`install` writes one version as `maillage init` does, in two rows: no form, no verb of another room.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.utils import timezone

from maillage.core import generation
from maillage.network import actions, current
from maillage.network.loader import dump_profile, load_profile
from maillage.network.profile import Profile

_real = current.parse_profile


@lru_cache(maxsize=64)
def _parsed(toml: str) -> Profile:
    return _real(toml)


def _quick(source: bytes | str) -> Profile:
    return _parsed(source) if isinstance(source, str) else _real(source)


current.parse_profile = _quick  # a version is parsed once for the whole run of tests


@lru_cache(maxsize=8)
def shipped(name: str = "csi") -> Profile:
    """One of the five profiles."""
    return load_profile(name)


@lru_cache(maxsize=8)
def written(name: str) -> str:
    """The text that `adopt` would write of it."""
    return dump_profile(shipped(name))


def changed(name: str = "csi", change: Callable[[dict[str, Any]], None] | Mapping[str, Any] = ()) -> Profile:
    """A shipped profile with something else in it: a function that edits its plain data, or new parts."""
    data = shipped(name).plain()
    if callable(change):
        change(data)
    else:
        data.update(change)
    return Profile.parse(data)


def install(name: str = "csi", profile: Profile | None = None, by: Any = None) -> Profile:
    """The network of this test; returns its profile."""
    current.forget()
    generation.forget()
    chosen = profile or shipped(name)
    actions.adopt(profile=chosen, by=by, note="essai", toml="" if profile else written(name))
    timezone.activate(current.zone())  # as pages do: today is the same day in the test and in the page
    return chosen
