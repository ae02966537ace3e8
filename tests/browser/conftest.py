from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import CHROMIUM, FLAGS


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.set_default_timeout(15_000)
        yield opened
        browser.close()
