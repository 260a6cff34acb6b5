"""The command line."""

import os

import click


@click.group()
def main() -> None:
    """Maillage, le logiciel libre des réseaux de solidarité internationale."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.settings")
