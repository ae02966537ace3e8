"""Debian's Chromium, as the browser tests and the gallery start it."""

import shutil

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
