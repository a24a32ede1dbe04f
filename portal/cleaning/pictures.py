"""Runs in the child: decode a picture fully and write it anew, without anything but its pixels."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from portal.cleaning.terms import (
    CLEAN_PICTURE,
    CannotCleanError,
    Limits,
    Made,
    Task,
    thumb_name,
)
from portal.policy.documents import FileType, RefusalCode

_FORMATS = {
    FileType.JPEG: "JPEG",
    FileType.PNG: "PNG",
    FileType.WEBP: "WEBP",
    FileType.HEIC: "HEIF",
    FileType.HEIF: "HEIF",
}
_DEEP_MODES = {"I", "I;16", "I;16L", "I;16B", "I;16N", "F"}


def clean_picture(task: Task) -> Made:
    """Decode, turn upright, shrink, convert to sRGB, write JPEG and thumbnail.

    EXIF, GPS, XMP, comments and the colour profile are left behind (contract.md, Limits).
    Raises CannotCleanError: bomb, cut_off, unreadable.
    """
    picture = _decoded(Path(task.source), _FORMATS[FileType(task.media_type)], task.limits)
    clean = _upright_srgb(picture, task.limits.long_side)
    into = Path(task.into)
    write_jpeg(clean, into / CLEAN_PICTURE, task.limits.quality)
    write_thumb(clean, into, task.limits)
    return Made(clean.width, clean.height, pages=1)


def write_jpeg(picture: Image.Image, path: Path, quality: int) -> None:
    """Write pixels only, and read them back: the original is deleted on the strength of this."""
    picture.info.clear()
    picture.save(path, "JPEG", quality=quality, optimize=True)
    with Image.open(path, formats=("JPEG",)) as written:
        written.load()
        if written.size != picture.size:
            raise CannotCleanError(RefusalCode.UNREADABLE)


def write_thumb(picture: Image.Image, into: Path, limits: Limits, number: int = 1) -> None:
    """Write the small picture of a page, counted from 1, for lists."""
    thumb = picture.copy()
    thumb.thumbnail((limits.thumb_long_side, limits.thumb_long_side))
    write_jpeg(thumb, into / thumb_name(number), limits.quality)


def _decoded(source: Path, kind: str, limits: Limits) -> Image.Image:
    if kind == "HEIF":
        from pi_heif import register_heif_opener

        register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = limits.pixels
    try:
        picture = Image.open(source, formats=(kind,))
        if picture.width * picture.height > limits.pixels:
            raise CannotCleanError(RefusalCode.BOMB)
        picture.draft("RGB", (limits.long_side, limits.long_side))
        picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise CannotCleanError(RefusalCode.BOMB) from error
    except (OSError, EOFError) as error:
        is_cut = "truncated" in str(error) or "unexpected end" in str(error).lower()
        raise CannotCleanError(RefusalCode.CUT_OFF if is_cut else RefusalCode.UNREADABLE) from error
    return picture


def _upright_srgb(picture: Image.Image, long_side: int) -> Image.Image:
    profile = picture.info.get("icc_profile")
    exif = picture.getexif()
    small = _eight_bit(picture)
    small.thumbnail((long_side, long_side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    small = _turned(small, exif)
    if isinstance(profile, bytes):
        small = _in_srgb(small, profile)
    return _without_alpha(small)


def _eight_bit(picture: Image.Image) -> Image.Image:
    if picture.mode in _DEEP_MODES:
        deep = picture.convert("F")
        return deep.point(lambda value: value / 257.0 + 0.0).convert("L")
    if picture.mode in ("1", "P", "PA", "LA", "La", "RGBa") or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture


def _turned(picture: Image.Image, exif: Image.Exif) -> Image.Image:
    """Turn by the orientation alone; damaged EXIF leaves the picture as it lies."""
    with suppress(Exception):
        orientation = exif.get(0x0112, 1)
        lone = Image.Exif()
        lone[0x0112] = orientation
        turned = picture.copy()
        turned.info = {"exif": lone.tobytes()}
        return ImageOps.exif_transpose(turned)
    return picture


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """In the colours every screen shows; a damaged or unfitting profile is ignored."""
    with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
        return converted if converted is not None else picture
    return picture


def _without_alpha(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper
