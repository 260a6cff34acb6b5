"""Images are decoded and drawn again: what is served was written here, without what the camera or the sender hid."""

import io
import warnings
from pathlib import Path
from typing import Any

from maillage.core.later import later
from maillage.files.content import IMAGES, FileRefused, Kind

Picture, ImageOps = later("PIL.Image"), later("PIL.ImageOps")

MAX_PIXELS = 40_000_000
MAX_RENDITION = 40_000  # bytes
SIZES = (96, 320)  # the longest side, in points
POSTER, MAX_POSTER = 800, 90_000  # read from near, on a page of its own: one more size, in WebP alone
TAKEN = tuple(IMAGES)


def opened(path: Path) -> Any:
    """The image, upright, with its size checked before a single point is decoded. Raises FileRefused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Picture.DecompressionBombWarning)
            image = Picture.open(path, formats=TAKEN)
    except (Picture.DecompressionBombError, Picture.DecompressionBombWarning) as error:
        raise FileRefused("bomb") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise FileRefused("not-image") from error
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise FileRefused("too-many-pixels", width=width, height=height, limit=MAX_PIXELS // 1_000_000)
    try:
        image.load()
        return ImageOps.exif_transpose(image)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise FileRefused("damaged") from error


def flat(image: Any) -> Any:
    """In plain colours, with transparency kept."""
    if image.mode in ("RGB", "RGBA"):
        return image
    return image.convert("RGBA" if "A" in image.mode or "transparency" in image.info else "RGB")


def written(image: Any, form: str, **options: Any) -> bytes:
    """The points alone: no EXIF, no profile, no comment."""
    bare = Picture.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, form, **options)
    return out.getvalue()


def redrawn(path: Path, kind: Kind) -> bytes:
    """A whole image drawn again in its own format (a GIF becomes a PNG of its first frame)."""
    image = flat(opened(path))
    if kind.mime == "image/jpeg":
        return written(image.convert("RGB"), "JPEG", quality=88, optimize=True, progressive=True)
    if kind.mime == "image/webp":
        return written(image, "WEBP", quality=86, method=4)
    return written(image, "PNG", optimize=True)


def fitted(image: Any, size: int) -> Any:
    """No larger than `size` on its longest side; never enlarged."""
    small = image.copy()
    small.thumbnail((size, size), Picture.Resampling.LANCZOS)
    return small


def webp(image: Any, most: int = MAX_RENDITION) -> bytes:
    """Light enough, by lowering the quality, then the size."""
    for quality in (86, 75, 60, 45, 30):
        if len(body := written(image, "WEBP", quality=quality, method=6)) <= most:
            return body
    return webp(fitted(image, max(image.size) * 3 // 4), most)


def png(image: Any) -> bytes:
    """Light enough, by lowering the number of colours, then the size."""
    body = written(image, "PNG", optimize=True)
    for colours in (256, 128, 64, 32):
        if len(body) <= MAX_RENDITION:
            return body
        few = image.quantize(colours, method=Picture.Quantize.FASTOCTREE)
        out = io.BytesIO()
        few.save(out, "PNG", optimize=True)
        body = out.getvalue()
    return body if len(body) <= MAX_RENDITION else png(fitted(image, max(image.size) * 3 // 4))


def renditions(path: Path, *, poster: bool = False) -> dict[tuple[int, str], tuple[bytes, int, int]]:
    """{(size, ending): (bytes, width, height)} of a logo, in WebP and PNG; of a poster, larger besides."""
    image = flat(opened(path))
    out = {}
    for size in SIZES:
        small = fitted(image, size)
        out[size, "webp"] = (webp(small), *small.size)
        out[size, "png"] = (png(small), *small.size)
    if poster:
        large = fitted(image, POSTER)
        out[POSTER, "webp"] = (webp(large, MAX_POSTER), *large.size)
    return out
