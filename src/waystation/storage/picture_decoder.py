"""The limited process that reads a foreign picture and gives back its points, and nothing else of it.

Decides which forms of pictures are read, how large one may be, and how one becomes plain points: upright as its note
says, on white where it is see-through, the first of several. Run as a program by `limited`, which holds it in.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any

from waystation.storage.confinement import BROKEN, TOO_LARGE, Refused, serve

__all__ = ["FORMS", "MOST_POINTS", "decoded", "load"]

FORMS = ("AVIF", "BMP", "GIF", "JPEG", "JPEG2000", "PNG", "PPM", "TIFF", "WEBP")
MOST_POINTS = 120_000_000
"""Width times height; a picture of the largest telephones has 200 million, and is refused with a clear line."""
SIDE = 4096
"""The longest side of the points that are given back: a larger picture is made smaller."""


def load() -> None:
    """Read all that is needed to decode, before no file can be opened any more."""
    from PIL import AvifImagePlugin, Image, ImageOps  # noqa: F401

    Image.init()
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # no thread can be started any more


def decoded(header: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """The points of a picture.

    Args:
        header: Nothing is read of it.
        data: The file.

    Returns:
        `width`, `height` and `pictures` (how many there are in the file), and the points: red, green, blue, line by
        line.

    Raises:
        Refused: `media_too_large`; `media_broken`, also for what is no picture that is read here.
    """
    del header
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # the size is looked at here, before anything is decoded
    warnings.simplefilter("ignore")
    try:
        image = Image.open(BytesIO(data), formats=FORMS)
    except UnidentifiedImageError:
        raise Refused(BROKEN, "no picture") from None
    if image.width * image.height > MOST_POINTS:
        raise Refused(TOO_LARGE)
    pictures = int(getattr(image, "n_frames", 1))
    image.seek(0)
    if image.format == "JPEG":
        image.draft("RGB", (SIDE, SIDE))
    plain = _plain(ImageOps.exif_transpose(image))
    plain.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    return {"width": plain.width, "height": plain.height, "pictures": pictures}, plain.tobytes()


def _plain(image: Any) -> Any:
    """A picture of red, green and blue only: what is see-through lies on white, so that nothing hides behind it."""
    from PIL import Image

    if image.mode.startswith(("I;16", "I", "F")):
        low, high = image.getextrema()
        span = max(1.0, float(high) - float(low))
        image = image.convert("F").point(lambda value: (value - low) * 255.0 / span).convert("L")
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        ground = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        return Image.alpha_composite(ground, clear).convert("RGB")
    return image.convert("RGB")


if __name__ == "__main__":
    serve(decoded, before=load)
