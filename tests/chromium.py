"""Chromium for the tests in a real browser, and the two windows they look through."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, ViewportSize, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIETLY = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    path = next((path for name in NAMES if (path := shutil.which(name))), None)
    if path is None:
        if os.environ.get("KNOTWISE_REQUIRE_BROWSER"):
            pytest.fail("no Chromium was found, and this run must have one")
        pytest.skip("no Chromium was found here; on Debian: apt-get install chromium")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=path, args=QUIETLY)
        yield started
        await started.close()
