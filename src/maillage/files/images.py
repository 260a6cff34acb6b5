"""Logos and pictures of pages: drawn again, light, at an address that never changes content."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from maillage.files import pictures, storing
from maillage.files.content import FileRefused, recognise
from maillage.files.models import Image


@transaction.atomic
def store_logo(upload: Any, *, alt: str = "", by: Any = None) -> Image:
    """Keep a logo in WebP and PNG at two sizes, 40 kB at most each. Raises ValidationError, saying why.

    Whoever shows it journals it: an image alone is nothing.
    """
    return _store(upload, alt=alt, by=by)


@transaction.atomic
def store_poster(upload: Any, *, alt: str = "", by: Any = None) -> Image:
    """The same for a poster, which is also kept at the size of a page (`url(800)`, 90 kB at most)."""
    return _store(upload, alt=alt, by=by, poster=True)


def _store(upload: Any, *, alt: str, by: Any, poster: bool = False) -> Image:
    written: list[str] = []
    try:
        with storing.at_hand(upload) as path:
            if not recognise(path).image:
                raise FileRefused("not-image")
            drawn = pictures.renditions(path, poster=poster)
            kept = {}
            for (size, ending), (body, width, height) in drawn.items():
                place, _size, digest = storing.keep("images", ending, body)
                written.append(place)
                kept[f"{size}.{ending}"] = [place, width, height]
        largest = kept[f"{max(pictures.SIZES)}.png"]
        with transaction.atomic():
            return Image.objects.create(alt=alt[:200], sha256=digest, width=largest[1], height=largest[2],
                                        renditions=kept, created_by=by)  # fmt: skip
    except FileRefused as error:
        _drop(written)
        raise ValidationError(error.message(), code=error.code) from error
    except BaseException:
        _drop(written)
        raise


def _drop(paths: list[str]) -> None:
    for path in paths:
        storing.drop(path)


@transaction.atomic
def remove(image: Image) -> None:
    """Forget an image and its files."""
    paths = [path for path, _width, _height in image.renditions.values()]
    image.delete()
    transaction.on_commit(partial(_drop, paths))
