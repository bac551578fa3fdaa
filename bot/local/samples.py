"""Examples of what people send besides words, so that a newcomer can try what the bot says to them."""

from __future__ import annotations

import struct
import zlib

from bot.local.media import Kind, describe
from bot.local.models import Attributes, Upload
from bot.local.state import Chat, World
from bot.local.wire import Wire

BERLIN = (52.52, 13.405)
_SIDE = 160
_TOP, _BOTTOM = (0x9F, 0xC5, 0xE8), (0x3D, 0x6A, 0x95)


class NoSample(Exception):
    """There is no example of such a kind of message."""


def location(latitude: float, longitude: float) -> Wire:
    return {"location": {"latitude": latitude, "longitude": longitude}}


def content(world: World, chat: Chat, kind: str) -> Wire:
    """The content of an example message.

    Raises:
        NoSample: there is none of this kind.
    """
    match kind:
        case "location":
            return location(*BERLIN)
        case "contact":
            contact: Wire = {"phone_number": "+49301234567", "first_name": chat.name, "user_id": chat.id}
            return {"contact": contact}
        case "sticker":
            return _sticker(world)
        case "photo":
            return _file(world, "photo", Upload("photo.png", "image/png", _picture()))
        case "voice":
            return _file(world, "voice", Upload("voice.oga", "audio/ogg", b"OggS" + bytes(60)))
        case "document":
            return _file(world, "document", Upload("notes.txt", "text/plain", b"notes\n"))
        case _:
            raise NoSample(kind)


def _file(world: World, kind: Kind, upload: Upload) -> Wire:
    return describe(world.files.keep(kind, upload), Attributes(duration=3))


def _sticker(world: World) -> Wire:
    stored = world.files.keep("sticker", Upload("sticker.webp", "image/webp", b"RIFF\x1a\x00\x00\x00WEBP" + bytes(20)))
    plain: Wire = {"type": "regular", "is_animated": False, "is_video": False, "width": 512, "height": 512}
    return {"sticker": {**stored.wire(), **plain, "emoji": "\N{THUMBS UP SIGN}"}}


def _picture() -> bytes:
    """A small PNG that fades from light to dark blue."""
    rows = []
    for y in range(_SIDE):
        colour = bytes(a + (b - a) * y // _SIDE for a, b in zip(_TOP, _BOTTOM, strict=True))
        rows.append(b"\x00" + colour * _SIDE)
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
