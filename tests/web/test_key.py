"""The key of an install that is being made: what was signed before the folder existed can still be read."""

from maillage.core import folder
from maillage.web.commands import install


def test_a_key_is_written_once_and_the_one_that_stands_is_kept(tmp_path):
    assert folder.keep_secret_key(tmp_path, "la première") == "la première"
    assert folder.keep_secret_key(tmp_path, "une autre") == "la première"
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_where_there_is_no_folder_nothing_is_written(tmp_path):
    absent = tmp_path / "rien"
    assert folder.secret_key(absent) != folder.secret_key(absent)
    assert not absent.exists()


def test_the_folder_is_made_with_the_key_of_this_process(tmp_path, settings, monkeypatch):
    monkeypatch.delenv("MAILLAGE_SECRET_KEY", raising=False)
    settings.SECRET_KEY = "celle qui a déjà signé"
    install.make_folder(tmp_path / "neuf")
    assert (tmp_path / "neuf" / "secret.key").read_text() == "celle qui a déjà signé"


def test_a_key_given_by_the_environment_is_not_written(tmp_path, monkeypatch):
    monkeypatch.setenv("MAILLAGE_SECRET_KEY", "celle de l’environnement")
    install.make_folder(tmp_path / "neuf")
    assert not (tmp_path / "neuf" / "secret.key").exists()
