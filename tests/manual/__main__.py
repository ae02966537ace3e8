"""Writes the reference pages: python -m tests.manual."""

from tests.manual.reference import FOLDER, pages

FOLDER.mkdir(exist_ok=True)
for name, text in pages().items():
    (FOLDER / name).write_text(text)
