"""What is wrong with this install, in lines that say what to do."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from maillage.core.registry import house
from maillage.network import current

SIGNS = {"ok": "✓", "warning": "!", "error": "✗"}
SAFE_SQLITE = (3, 51, 3)


def install() -> Iterator[tuple[str, str]]:
    """The machine, the database, the folder."""
    free = shutil.disk_usage(settings.DATA).free
    if free < 500 * 1024**2:
        yield "error" if free < 100 * 1024**2 else "warning", f"Il reste {free // 1024**2} Mo sur le disque."
    key = Path(settings.DATA) / "secret.key"
    if key.is_file() and key.stat().st_mode & 0o077:
        yield "error", f"{key} est lisible par d’autres que vous : chmod 600 {key}"
    if settings.DEBUG:
        yield "error", "MAILLAGE_DEBUG est allumé : il montre le code à qui provoque une erreur."
    if not settings.BEHIND_TLS and not settings.DEMO:
        yield "warning", "MAILLAGE_URL n’est pas en https : les mots de passe passeraient en clair."
    yield from database()
    if not current.exists():
        yield "warning", "Aucun réseau encore : « maillage init », ou la page de premier départ."
    else:
        yield "ok", f"Réseau : {current.profile().names.name}"


def database() -> Iterator[tuple[str, str]]:
    executor = MigrationExecutor(connection)
    late = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if late:
        yield "error", f"La base attend {len(late)} mise(s) à jour : relancez ./run."
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(5)")
            fault = cursor.fetchone()[0]
            if fault != "ok":
                yield "error", f"La base est abîmée : {fault}. Restaurez une sauvegarde."
            cursor.execute("PRAGMA foreign_key_check")
            if cursor.fetchone():
                yield "error", "La base contient des liens vers des lignes disparues."
        known = tuple(map(int, connection.Database.sqlite_version.split(".")))
        level = "ok" if known >= SAFE_SQLITE else "warning"
        yield (
            level,
            f"SQLite {connection.Database.sqlite_version}"
            + ("" if level == "ok" else " : avant 3.51.3, une base peut s’abîmer dans un cas rare."),
        )
    else:
        yield "ok", "PostgreSQL"


def check(*, data: Path, whole: bool, say: Callable[[str], None]) -> dict[str, Any]:
    """Run the checks of the install and of every room."""
    settings.CHECK_WHOLE = whole
    found = [{"level": level, "about": "install", "message": message} for level, message in install()]
    if not any(item["level"] == "error" and "mise(s) à jour" in item["message"] for item in found):
        for key, item in house.checks.items():
            found += [{"level": level, "about": key, "message": message} for level, message in item.run()]
    errors = sum(item["level"] == "error" for item in found)
    lines = [f"{SIGNS[item['level']]} {item['message']}" for item in found]
    lines.append(f"{errors} erreur(s), {sum(item['level'] == 'warning' for item in found)} avertissement(s).")
    return {"ok": not errors, "checks": found, "errors": errors, "_lines": lines}
