"""The command line: a contract that others drive.

Exit 0: done (rows refused one by one are in the answer). 1: refused as a whole, with reasons. 2: bad usage.
With --json, one JSON object on standard output and nothing else there. Never a traceback: what was not foreseen
is written in `erreurs.log` of the data folder, and said in one line.
"""

import json
import logging
import os
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from maillage.core import folder
from maillage.core.env import SettingMissing
from maillage.core.errors import Refused
from maillage.core.faults import database, disk

Command = Callable[..., Any]


def boot(data: Path | None) -> Path:
    """Choose the data folder, then start Django. Nothing of Django is loaded before."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.settings")
    path = (data or folder.data()).absolute()
    os.environ["MAILLAGE_DATA"] = str(path)
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # it is said once, at the end
    import_module("maillage.core.catalogues").compile_all()
    import_module("django").setup()
    return path


def say(message: str) -> None:
    """A line for people: on standard error, so that --json stays clean."""
    click.echo(message, err=True)


def remember(data: Path | None, error: BaseException) -> str:
    """Write what was not foreseen where the operator finds it; return the line to say."""
    path = (data or folder.data()) / "erreurs.log"
    kind = f"{type(error).__name__} : {error}"
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"--- {datetime.now().astimezone().isoformat()} {' '.join(sys.argv[1:])}\n")
            file.write("".join(traceback.format_exception(error)))
    except OSError:
        return f"Erreur inattendue. {kind}"
    return f"Erreur inattendue. {kind} (le détail est dans {path})"


def refuse(reasons: list[str], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"ok": False, "errors": [{"message": reason} for reason in reasons]}, ensure_ascii=False))
    for reason in reasons:
        say(f"✗ {reason}")
    sys.exit(1)


def must_be_an_install(data: Path) -> None:
    """Refuse a folder where nothing was ever made, before anything is written there."""
    if not data.is_dir():
        raise Refused(f"Dossier introuvable : {data}.")
    elsewhere = os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")
    if not elsewhere and not (data / "maillage.sqlite3").is_file():
        raise Refused(f"Il n’y a pas de réseau dans {data} : commencez par « maillage init » ou ./run.")


def is_install(data: Path) -> bool:
    elsewhere = os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")
    return data.is_dir() and bool(elsewhere or (data / "maillage.sqlite3").is_file())


def bare() -> None:
    """Start what needs no network: nothing but French words, and no database."""
    settings = import_module("django.conf").settings
    if not settings.configured:
        settings.configure(USE_I18N=False, USE_TZ=True, LANGUAGE_CODE="fr")


def start(data: Path | None, makes: bool, anywhere: bool) -> Path | None:
    """Start the house in the chosen folder; `anywhere`, without it where there is none."""
    path = (data or folder.data()).absolute()
    if anywhere and data is None and not is_install(path):
        bare()
        return None
    if not makes:
        must_be_an_install(path)
    return boot(data)


def command(
    function: str, *, light: bool = False, makes: bool = False, anywhere: bool = False
) -> Callable[[Command], Command]:
    """Run `function` (a dotted path) with the options, in the chosen data folder; answer as people or as JSON.

    The function returns a dict; its `_lines` are for people. `light` commands choose the folder themselves;
    those that do not `make` an install refuse a folder where there is none, save those that work `anywhere`.
    """

    def decorate(declared: Command) -> Command:
        @click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Dossier des données.")
        @click.option("--json", "as_json", is_flag=True, help="Répond par un objet JSON, et rien d’autre.")
        @wraps(declared)
        def run(data: Path | None, as_json: bool, **options: Any) -> None:
            try:
                os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.settings")
                if light:
                    options["data"] = data
                else:
                    options["data"] = start(data, makes, anywhere)
                module, name = function.rsplit(".", 1)
                options["say"] = (lambda message: None) if as_json else say
                answer = getattr(import_module(module), name)(**options)
            except click.ClickException:
                raise
            except Refused as refusal:
                refuse(refusal.reasons, as_json)
            except SettingMissing as missing:
                refuse([str(missing)], as_json)
            except KeyboardInterrupt:
                refuse(["Interrompu."], as_json)
            except OSError as error:
                refuse([disk(error)], as_json)
            except Exception as error:
                refuse([database(error) or remember(data, error)], as_json)
            else:
                lines, code = answer.pop("_lines", []), answer.pop("_exit", 0)
                if as_json:
                    click.echo(json.dumps(answer, ensure_ascii=False, default=str))
                else:
                    for line in lines:
                        click.echo(line)
                if code or answer.get("ok") is False:
                    sys.exit(code or 1)

        return run

    return decorate


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="maillage", prog_name="maillage")
def main() -> None:
    """Maillage, le logiciel libre des réseaux de solidarité internationale."""


@main.command(help="Crée le réseau à partir d’un profil livré (csi, cesiq, wsm, ciso, occitanie) ou d’un fichier TOML.")
@click.option("--profile", required=True, help="Nom d’un profil livré, ou fichier TOML.")
@click.option("--admin", help="Adresse courriel de la première personne qui dirige.")
@command("maillage.web.commands.install.init", makes=True)
def init() -> None: ...


@main.command(help="Crée un réseau de démonstration : noms inventés, trois années de données.")
@click.option("--network", "--profile", "profile", default="csi", show_default=True, help="Profil livré.")
@command("maillage.web.commands.install.demo", makes=True)
def demo() -> None: ...


@main.command(help="Prépare le dossier puis sert le site et les travaux : ce que fait ./run.")
@click.option("--network", help="Réseau de démonstration : csi, cesiq, wsm, ciso, occitanie.")
@click.option("--empty", is_flag=True, help="Sans démonstration : une page crée le réseau.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@command("maillage.core.launcher.run", light=True)
def run() -> None: ...


@main.command(hidden=True)
@click.option("--network")
@click.option("--empty", is_flag=True)
@command("maillage.web.commands.install.prepare", makes=True)
def prepare() -> None: ...


@main.command(hidden=True)
@click.option("--network")
@click.option("--empty", is_flag=True)
@click.option("--port", type=int, required=True)
@click.option("--host", required=True)
@command("maillage.web.commands.together.together", makes=True)
def together() -> None: ...


@main.command(help="Sert le site (granian), sans les travaux.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
@command("maillage.core.launcher.serve", light=True)
def serve() -> None: ...


@main.command(help="Fait les travaux : courriels, index, rappels, imports.")
@command("maillage.web.commands.worker.work")
def worker() -> None: ...


@main.group(name="import", help="Importe des fichiers ; annule un import.")
def import_() -> None: ...


@import_.command(name="organisations", help="Importe des organisations (CSV, XLSX, ODS). Sans --yes, rien n’est écrit.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Vérifie et compte, sans rien écrire (par défaut).")
@click.option("--yes", is_flag=True, help="Écrit.")
@click.option("--withheld/--not-withheld", default=None, help="Retient (ou non) les organisations créées.")
@click.option("--public/--not-public", default=None, help="Montre (ou non) les organisations créées.")
@command("maillage.organisations.commands.import_organisations")
def import_organisations() -> None: ...


@import_.command(name="undo", help="Annule un import entier.")
@click.argument("import_id", type=int)
@command("maillage.organisations.commands.undo_import")
def undo_import() -> None: ...


@main.group(help="Vérifie, importe et exporte des fichiers IATI.")
def iati() -> None: ...


@iati.command(name="check", help="Vérifie des fichiers, sans réseau : schéma, règles, listes de codes, identifiants.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@command("maillage.iati.commands.check", anywhere=True)
def iati_check() -> None: ...


@iati.command(name="import", help="Importe des activités. Sans --yes, dit ce qui serait fait et non gardé.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Lit et compte, sans rien écrire (par défaut).")
@click.option("--yes", is_flag=True, help="Écrit.")
@click.option(
    "--public", is_flag=True, help="Montre à tout le monde ce qui est créé ; sans cela, l’équipe seule le voit."
)
@command("maillage.iati.transfers.import_files")
def iati_import() -> None: ...


@iati.command(
    name="export", help="Écrit le fichier des activités publiées ou importées, et celui de l’organisation à côté."
)
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Fichier à écrire.")
@command("maillage.iati.transfers.export_files")
def iati_export() -> None: ...


@main.command(help="Compte des bulletins : fichier .blt (classements) ou .csv (mentions, approbations, choix).")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--method", required=True, help="scottish-stv, meek, irv, schulze, majority-judgement, approval, plurality."
)
@click.option("--seats", type=click.IntRange(1, 1000), help="Sièges à pourvoir (par défaut, ceux du fichier).")
@click.option("--seed", help="Graine publiée du tirage au sort fait avant le compte, pour les égalités.")
@click.option("--grades", help="Mentions du jugement majoritaire, de la meilleure à la moins bonne : « A,B,C ».")
@command("maillage.ballots.commands.count", light=True)
def count() -> None: ...


@main.command(
    help="Vérifie le dossier d’une assemblée (ou son ZIP) : rien n’a changé, la chaîne tient, les votes se recomptent."
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--known", multiple=True, help="Empreinte notée ailleurs (papier signé) : elle doit être dans la chaîne.")
@command("maillage.minutes.commands.verify", light=True)
def verify() -> None: ...


@main.command(help="Sauvegarde tout (base et fichiers) dans un fichier, pendant que le site tourne.")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@command("maillage.web.commands.backup.backup")
def backup() -> None: ...


@main.command(help="Restaure une sauvegarde dans un dossier vide.")
@click.argument("file", type=click.Path(path_type=Path))
@command("maillage.web.commands.backup.restore", light=True)
def restore() -> None: ...


@main.command(help="Reconstruit l’index de la recherche, pendant que le site tourne.")
@command("maillage.web.commands.install.rebuild_index")
def index() -> None: ...


@main.command(help="Dit ce qui ne va pas dans cette installation.")
@click.option("--whole", is_flag=True, help="Vérifie aussi tout le journal et tous les fichiers.")
@command("maillage.web.commands.check.check")
def check() -> None: ...


if __name__ == "__main__":
    main()
