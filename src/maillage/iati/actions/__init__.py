"""The verbs of the room: say who publishes, publish, bring a file in."""

from maillage.iati.actions.identity import identify
from maillage.iati.actions.publishing import publish
from maillage.iati.actions.showing import show_imported
from maillage.iati.actions.uploads import confirm, forget_uploads, look, receive, write_upload

__all__ = ["confirm", "forget_uploads", "identify", "look", "publish", "receive", "show_imported", "write_upload"]
