from django import forms

from maillage.core.rooms import RoomConfig
from maillage.ui.widgets import NativeDate

# Everywhere: Django's own would write 22/11/2026 in a field that only reads 2026-11-22.
forms.DateField.widget = NativeDate


class UiConfig(RoomConfig):
    default = True
    name = "maillage.ui"
    label = "ui"
