"""The confined process that looks at media: `python -m waystation.storage.media_child`. See `media_worker`.

Pillow decodes in here and nowhere else, with a bound on pixels beside those on memory and time.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from waystation.archive.beside import beside
from waystation.archive.intake import HEAD_BYTES, media_of
from waystation.storage.confinement import TOO_LARGE, Refused, serve

__all__ = ["FORMATS", "MOST_PIXELS", "look", "opened", "small"]

MOST_PIXELS = 220_000_000
"""Of one picture: what the largest sensors in telephones give."""
FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
"""What is decoded; of anything else only the outside is looked at."""


def opened(data: bytes) -> Image.Image:
    """A picture, not decoded yet, and not larger than is decoded."""
    Image.MAX_IMAGE_PIXELS = None  # the bound below is our own
    warnings.simplefilter("ignore")  # what is doubtful in a file is not for standard error
    image = Image.open(BytesIO(data), formats=FORMATS)
    if image.width * image.height > MOST_PIXELS:
        raise Refused(TOO_LARGE)
    return image


def look(header: dict[str, Any], data: bytes) -> dict[str, Any]:
    """What media are; a picture's size is as it is shown, not as it lies."""
    media = media_of(data[:HEAD_BYTES])
    left_out = header.get("left_out")
    around = beside(media, data, gap=tuple(left_out) if left_out else None)
    found: dict[str, Any] = {"media": media, "seconds": around.seconds, "metadata": sorted(around.found)}
    if media.startswith("image/") and not left_out:
        try:
            image = opened(data)
        except (OSError, ValueError, SyntaxError):
            return found  # of a form that is not decoded here, or broken; what stands beside it is told all the same
        turned = image.getexif().get(0x0112, 1) >= 5
        width, height = image.size
        found |= {"width": height if turned else width, "height": width if turned else height}
        found["frames"] = getattr(image, "n_frames", 1)
    return found


def small(data: bytes, edge: int) -> bytes:
    """A small picture, turned as it is to be shown; only its pixels."""
    image = opened(data)
    image.draft("RGB", (edge, edge))
    shown = ImageOps.exif_transpose(image)
    shown.thumbnail((edge, edge))
    bare = Image.frombytes("RGB", shown.size, shown.convert("RGB").tobytes())
    out = BytesIO()
    bare.save(out, "PNG")
    return out.getvalue()


def _work(header: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    if header["task"] == "thumbnail":
        return {}, small(data, header["edge"])
    return look(header, data), b""


def warm_up() -> None:
    """Load all that is needed for any form: afterwards nothing can be."""
    Image.init()
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "x"
    for form in ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"):
        out = BytesIO()
        Image.new("RGB", (4, 4)).save(out, form, **({"exif": exif} if form in ("JPEG", "PNG", "WEBP") else {}))
        look({}, out.getvalue())
        small(out.getvalue(), 2)


if __name__ == "__main__":
    serve(_work, warm_up)
