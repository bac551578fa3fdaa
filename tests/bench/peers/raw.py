"""The least that a bot can do: a loop that answers each update with one message, knows nobody and stores nothing.

It shows what the server and its people can carry; no bot that keeps anything comes near it.
"""

import asyncio
import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import orjson

SCREENS = json.loads(Path(os.environ["PEER_DIALOG"]).read_text())
PATH = f"/bot{os.environ['PEER_TOKEN']}"
HOST = urlsplit(os.environ["PEER_URL"])
LINES = 50
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def keyboard(step: int) -> list[list[dict[str, str]]]:
    numbered = iter(range(100))
    return [[{"text": each, "callback_data": f"{step}:{next(numbered)}"} for each in row] for row in SCREENS[step]["rows"]]


SHOWN = [{"text": each["text"], "reply_markup": {"inline_keyboard": keyboard(i)}} for i, each in enumerate(SCREENS)]


async def call(line: Line, method: str, given: dict) -> dict:
    reader, writer = line
    body = orjson.dumps(given)
    head = f"POST {PATH}/{method} HTTP/1.1\r\nHost: {HOST.netloc}\r\nContent-Type: application/json\r\n"
    writer.write(head.encode() + b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    answer_head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(answer_head.partition(b"content-length:")[2].partition(b"\r\n")[0])
    return orjson.loads(await reader.readexactly(length))


def answer(update: dict) -> tuple[str, dict]:
    query = update.get("callback_query")
    if query is None:
        return "sendMessage", {"chat_id": update["message"]["chat"]["id"], **SHOWN[0]}
    message, step = query["message"], int(query["data"].partition(":")[0])
    where = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
    return "editMessageText", {**where, **SHOWN[(step + 1) % len(SHOWN)]}


async def send(updates: asyncio.Queue, line: Line) -> None:
    while True:
        await call(line, *answer(await updates.get()))


async def main() -> None:
    lines = [await asyncio.open_connection(HOST.hostname, HOST.port, limit=2**24) for _ in range(LINES + 1)]
    updates: asyncio.Queue = asyncio.Queue()
    senders = [asyncio.create_task(send(updates, line)) for line in lines[1:]]
    offset = 0
    while not any(each.done() for each in senders):
        fetched = await call(lines[0], "getUpdates", {"offset": offset, "timeout": 25})
        for update in fetched["result"]:
            updates.put_nowait(update)
            offset = update["update_id"] + 1


if __name__ == "__main__":
    asyncio.run(main())
