"""Files: what a bot or a person sent, by file id, and what can be seen of them from outside."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.local import words
from bot.local.models import Attributes, Upload
from bot.local.wire import Refused, Wire, present

Kind: TypeAlias = Literal["photo", "animation", "audio", "voice", "video", "document", "sticker"]
KINDS: tuple[Kind, ...] = ("photo", "animation", "audio", "voice", "video", "document", "sticker")

PHOTO_BYTES = 10 * 1024 * 1024
UPLOAD_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024

_SHELF: Mapping[Kind, tuple[str, str]] = {
    "photo": ("AgACAg", "photos"),
    "animation": ("CgACAg", "animations"),
    "audio": ("CQACAg", "music"),
    "voice": ("AwACAg", "voice"),
    "video": ("BAACAg", "videos"),
    "document": ("BQACAg", "documents"),
    "sticker": ("CAACAg", "stickers"),
}
"""How a file's id begins, and the folder in its path."""
_SIGNATURES: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (0, b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (0, b"GIF8", "image/gif", "gif"),
    (8, b"WEBP", "image/webp", "webp"),
    (4, b"ftyp", "video/mp4", "mp4"),
    (0, b"OggS", "audio/ogg", "oga"),
    (0, b"ID3", "audio/mpeg", "mp3"),
    (0, b"\xff\xfb", "audio/mpeg", "mp3"),
    (0, b"RIFF", "audio/x-wav", "wav"),
    (0, b"%PDF", "application/pdf", "pdf"),
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that Telegram keeps: any bot message may point to it again by its id."""

    id: str
    kind: Kind
    name: str
    mime: str
    path: str
    content: bytes = field(repr=False)

    @property
    def unique_id(self) -> str:
        return self.id[-15:]

    def wire(self) -> Wire:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


class Files:
    """All files, by id; the same content sent twice is kept once."""

    def __init__(self) -> None:
        self._by_id: dict[str, Stored] = {}

    def __iter__(self) -> Iterator[Stored]:
        return iter(self._by_id.values())

    def put(self, stored: Stored) -> Stored:
        return self._by_id.setdefault(stored.id, stored)

    def keep(self, kind: Kind, upload: Upload) -> Stored:
        """Takes in a new file.

        Raises:
            Refused: it is empty, too big, or said to be a photo and is none.
        """
        if not upload.content:
            raise Refused(400, words.FILE_EMPTY)
        if len(upload.content) > UPLOAD_BYTES:
            raise Refused(413, words.ENTITY_TOO_LARGE)
        if kind == "photo":
            _check_photo(upload.content)
        mime, ending = _seen(upload, kind)
        digest = hashlib.sha256(upload.content).hexdigest()[:40]
        number = len(self._by_id)
        prefix, folder = _SHELF[kind]
        path = f"{folder}/file_{number}.{ending}"
        return self.put(Stored(prefix + digest, kind, upload.name, mime, path, upload.content))

    def take(self, kind: Kind, given: Upload | str | None) -> Stored:
        """The file that a method was given: uploaded, or by the id of one that is here already."""
        if given is None:
            raise Refused(400, words.FILE_MISSING.format(kind=kind))
        if isinstance(given, Upload):
            return self.keep(kind, given)
        if given.startswith(("http://", "https://")):
            raise Refused(400, words.FILE_FROM_URL)
        stored = self._by_id.get(given)
        if stored is None:
            raise Refused(400, words.FILE_ID_WRONG)
        if stored.kind != kind:
            raise Refused(400, words.FILE_KIND_WRONG.format(was=stored.kind.title(), wanted=kind.title()))
        return stored

    def by_id(self, file_id: str) -> Stored | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> Stored | None:
        return next((stored for stored in self if stored.path == path), None)


def describe(stored: Stored, said: Attributes) -> Wire:
    """The fields of a message that carry a file, such as `photo` or `audio`."""
    width, height = size(stored.content) or (said.width or 320, said.height or 320)
    measured: Wire = {"width": said.width or width, "height": said.height or height}
    named = present({"file_name": stored.name or None, "mime_type": stored.mime})
    match stored.kind:
        case "photo":
            return {"photo": [{**stored.wire(), "width": width, "height": height}]}
        case "audio":
            told = present({"title": said.title, "performer": said.performer})
            return {"audio": {**stored.wire(), **named, **told, "duration": said.duration}}
        case "voice":
            return {"voice": {**stored.wire(), "mime_type": stored.mime, "duration": said.duration}}
        case "animation":
            moving: Wire = {**stored.wire(), **named, **measured, "duration": said.duration}
            return {"animation": moving, "document": {**stored.wire(), **named}}
        case "video":
            return {"video": {**stored.wire(), **named, **measured, "duration": said.duration}}
        case _:
            return {stored.kind: {**stored.wire(), **named}}


def size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, GIF or JPEG."""
    if content[1:4] == b"PNG" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:4] == b"GIF8" and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    return _jpeg_size(content) if content[:2] == b"\xff\xd8" else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content):
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _check_photo(content: bytes) -> None:
    if len(content) > PHOTO_BYTES:
        raise Refused(400, words.PHOTO_TOO_BIG.format(size=len(content)))
    measured = size(content)
    if measured is None and content[8:12] != b"WEBP":
        raise Refused(400, words.PHOTO_UNREADABLE)
    width, height = measured or (1, 1)
    if not width or not height or width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise Refused(400, words.PHOTO_DIMENSIONS)


def _seen(upload: Upload, kind: Kind) -> tuple[str, str]:
    """Media type and file ending, from the content rather than from what the sender says."""
    for at, signature, mime, ending in _SIGNATURES:
        if upload.content[at : at + len(signature)] == signature:
            return ("audio/ogg", "oga") if kind == "voice" else (mime, ending)
    ending = upload.name.rpartition(".")[2] if "." in upload.name else "bin"
    return upload.mime or "application/octet-stream", ending if ending.isalnum() else "bin"
