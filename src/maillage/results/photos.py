"""Evidence from a telephone, made light: a photo is drawn again no larger than a screen, without what the camera hid."""

from typing import Any

from django.core.exceptions import ValidationError

from maillage.files import pictures, storing
from maillage.files.content import FileRefused, recognise

LONGEST = 1600  # points on the longest side
QUALITY = 78


def lighter(upload: Any) -> Any:
    """A picture as a light JPEG; anything else as it came, for the files' room to judge."""
    try:
        with storing.at_hand(upload) as path:
            if not recognise(path).image:
                rewind(upload)
                return upload
            image = pictures.fitted(pictures.flat(pictures.opened(path)), LONGEST)
            return pictures.written(image.convert("RGB"), "JPEG", quality=QUALITY, optimize=True, progressive=True)
    except FileRefused as error:
        raise ValidationError(error.message(), code=error.code) from error


def rewind(upload: Any) -> None:
    if hasattr(upload, "seek"):
        upload.seek(0)
