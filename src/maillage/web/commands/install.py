"""Making an install: `init`, `demo`, and the preparation that `./run` does each time."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation
from django.utils.timezone import localdate

import maillage
from maillage.accounts import links
from maillage.accounts.actions import create_first_administrator
from maillage.core import env, folder
from maillage.core.errors import Refused
from maillage.core.migrating import quick_states
from maillage.core.registry import house
from maillage.network import actions, current, start
from maillage.network.loader import ProfileError, load_profile
from maillage.network.profile import Profile
from maillage.search import index

Say = Callable[[str], None]


@dataclass
class DemoContext:
    """What each room's chapter of the demonstration receives."""

    profile: Profile
    today: date
    say: Say
    made: dict[str, Any]  # what earlier chapters left for the later ones


def load(name: str) -> Profile:
    try:
        return load_profile(name)
    except ProfileError as error:
        raise Refused(*(str(problem) for problem in error.problems)) from error


def migrate(say: Say) -> None:
    """Bring the database to this version, when it is not."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Préparation de la base…")
        with quick_states():
            call_command("migrate", verbosity=0, interactive=False)
    connection.close()


def statics(say: Say) -> None:
    """Collect and compress the static files, when they changed."""
    root = Path(maillage.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.glob("*/static/**/*")):
        stat = path.stat()
        digest.update(f"{path}{stat.st_mtime_ns}{stat.st_size}".encode())
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    if not stamp.is_file() or stamp.read_text() != digest.hexdigest():
        say("Préparation des feuilles de style…")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True, stdout=StringIO())
        stamp.write_text(digest.hexdigest())


def make_folder(data: Path) -> None:
    """The folder, with the key of this process: what it signs from now on, the next ones read."""
    data.mkdir(parents=True, exist_ok=True)
    for name in ("files", "static"):
        (data / name).mkdir(exist_ok=True)
    if not env.text("MAILLAGE_SECRET_KEY"):
        settings.SECRET_KEY = folder.keep_secret_key(data, settings.SECRET_KEY)


def init(*, data: Path, profile: str, admin: str | None = None, say: Say) -> dict[str, Any]:
    """A network from a profile, with its first administrator when an address is given."""
    parsed = load(profile)
    make_folder(data)
    migrate(say)
    if current.exists():
        raise Refused(f"Il y a déjà un réseau dans {data} : {current.profile().names.name}.")
    with transaction.atomic():
        actions.adopt(profile=parsed, by=None, note="Création du réseau")
        link = first_administrator(admin) if admin else ""
    start.close()
    statics(say)
    name = str(parsed.names.name)
    lines = [f"✓ {name} est créé dans {data}."]
    lines += [f"  Pour vous connecter, une fois le site servi : {link}"] if link else []
    return {"ok": True, "network": parsed.code, "name": name, "data": str(data), "link": link, "_lines": lines}


def first_administrator(email: str) -> str:
    """The account of who will direct; returns a link that signs in once. Raises Refused."""
    try:
        user = create_first_administrator(email=email, name=email.split("@")[0])
    except ValidationError as error:
        raise Refused(*error.messages) from error
    return links.make(user, invitation=True)


def demo(*, data: Path, profile: str, say: Say) -> dict[str, Any]:
    """A demonstration network: every room writes its chapter, in the order of the rooms."""
    parsed = load(profile)
    make_folder(data)
    migrate(say)
    if current.exists():
        raise Refused(f"Il y a déjà un réseau dans {data} : {current.profile().names.name}.")
    (data / "demonstration").write_text(f"{parsed.code}\n", encoding="utf-8")
    settings.DEMO = True
    with translation.override("fr"), transaction.atomic():
        actions.adopt(profile=parsed, by=None, note="Démonstration")
        context = DemoContext(parsed, localdate(), say, {})
        for chapter in house.demo:
            chapter.write(context)
    say("Index de la recherche…")
    index.rebuild()
    statics(say)
    return {"ok": True, "network": parsed.code, "data": str(data), "made": {k: v for k, v in context.made.items() if isinstance(v, int)},
            "_lines": [f"✓ Démonstration « {parsed.names.name} » écrite dans {data}."]}  # fmt: skip


def prepare(*, data: Path, network: str | None, empty: bool, say: Say) -> dict[str, Any]:
    """What every start does: folder, database, static files; the demonstration the first time."""
    make_folder(data)
    migrate(say)
    if current.exists():
        code = current.profile().code
        if network and network != code:
            raise Refused(f"{data} contient déjà le réseau « {code} » : choisissez un autre dossier avec --data.")
    elif not empty:
        say("Écriture de la démonstration…")
        demo(data=data, profile=network or "csi", say=say)
    if not current.exists():
        start.code()  # the launcher shows it, once the server answers
    statics(say)
    return {"ok": True}


def rebuild_index(*, data: Path, say: Say) -> dict[str, Any]:
    """Compare the search index with everything it should find, and write what differs."""
    looked_at = index.rebuild()
    return {"ok": True, "looked_at": looked_at, "_lines": [f"✓ Index de la recherche : {looked_at} fiches regardées."]}
