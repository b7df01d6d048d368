"""Chromium, and pages of a server on which nothing may run, fail, or go to another host; for the tests of the explorer."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from serving import Server
from test_page_browser import QUIET, WATCH

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EXPECTED = re.compile("40[04]|GPU stall")  # the second where no graphics card draws


@contextmanager
def chromium() -> Iterator["Browser"]:
    """The system's browser, which draws in software."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        started = playwright.chromium.launch(executable_path=program, args=[*QUIET, "--enable-unsafe-swiftshader"])
        yield started
        started.close()


@contextmanager
def opened(browser: "Browser", server: Server, **given: Any) -> Iterator["Page"]:
    """A page on which nothing may run, fail, or go to another host."""
    trouble: list[str] = []
    context = browser.new_context(**given)
    page = context.new_page()
    if given.get("java_script_enabled", True):
        page.add_init_script(WATCH + "; window.ran = () => { window.hasRun = true; };")
    page.on("request", lambda r: None if r.url.startswith((server.url, "data:", "blob:")) else trouble.append(r.url))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "console", lambda m: trouble.append(m.text) if m.type in ("error", "warning") and not EXPECTED.search(m.text) else None
    )
    page.on("dialog", lambda dialog: trouble.append(dialog.message))
    try:
        yield page
        assert trouble == []
    finally:
        context.close()


def graph_page(page: "Page", server: Server, address: str = "graph") -> None:
    """Open the picture of the graph, and wait until it is drawn."""
    page.goto(server.url + address)
    page.wait_for_selector("#graph[data-ready]")
