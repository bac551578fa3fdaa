"""Telegram without Telegram: an embedded Bot API server with a chat page, and what tests steer it by."""

from __future__ import annotations

from bot.local.faults import Call, Faults, Log
from bot.local.server import LocalTelegram

__all__ = ["Call", "Faults", "LocalTelegram", "Log"]
