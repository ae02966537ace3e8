"""Debian's Chromium, as the browser tests and the gallery start it."""

import shutil

from playwright.sync_api import expect

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]

expect.set_options(timeout=20_000)  # twice as many tests run at once as there are cores
