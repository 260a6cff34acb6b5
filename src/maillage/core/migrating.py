"""Making every table of an empty install, without drawing the whole house again for each.

When a migration makes a model, Django draws anew every model that is related to it, step by step: here, nearly all of
them, some two hundred times. A table that is made needs its own model and those it points at, which are drawn already.
Whatever changes a model that exists draws everything anew, once, when it is next asked for. What the libraries made
over ten years of changes goes first, while there is little to draw. The tables, their columns, constraints, indexes
and triggers are the same (`tests/core/test_migrating.py`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.state import ModelState, ProjectState

own_leaves = MigrationGraph.leaf_nodes


def add_model(self: ProjectState, model_state: ModelState) -> None:
    """The new model alone joins the models drawn."""
    key = model_state.app_label, model_state.name_lower
    self.models[key] = model_state
    if self._relations is not None:  # type: ignore[attr-defined]
        self.resolve_model_relations(key)
    if "apps" in self.__dict__:
        self.apps.render_multiple([model_state])


def forget_drawn(self: ProjectState, *args: Any, **kwargs: Any) -> None:
    """Everything is drawn anew when it is next asked for."""
    self.__dict__.pop("apps", None)


def libraries_first(self: MigrationGraph, app: str | None = None) -> list[tuple[str, str]]:
    """The last migrations of each application, ours after the others."""

    def ours(node: tuple[str, str]) -> bool:
        return apps.is_installed(f"maillage.{node[0]}")

    return sorted(own_leaves(self, app), key=ours)


QUICK = {"add_model": add_model, "reload_model": forget_drawn, "reload_models": forget_drawn}


@contextmanager
def quick_states() -> Iterator[None]:
    """Around `migrate`."""
    own = {name: getattr(ProjectState, name) for name in QUICK}
    for name, quick in QUICK.items():
        setattr(ProjectState, name, quick)
    MigrationGraph.leaf_nodes = libraries_first  # type: ignore[method-assign]
    try:
        yield
    finally:
        MigrationGraph.leaf_nodes = own_leaves  # type: ignore[method-assign]
        for name, kept in own.items():
            setattr(ProjectState, name, kept)
