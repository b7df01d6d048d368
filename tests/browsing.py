"""Chromium, and pages of a server on which nothing may run, fail, or go to another host; for the tests of the explorer."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DRIVER = "GPU stall"  # what Chromium says where no graphics card draws
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update", "--disable-sync",
         "--disable-background-networking")  # fmt: skip
WATCH = (
    "addEventListener('securitypolicyviolation', e => (window.refused ??= []).push(e.violatedDirective + ' ' + e.sample), true)"
)
PAYLOADS = (
    "<script>ran()</script>",
    "</script><script>ran()</script>",
    "<img src=x onerror=ran()>",
    "<svg/onload=ran()>",
    "<svg><script>ran()</script></svg>",
    '"><img src=x onerror=ran()>',
    "'><img src=x onerror=ran()>",
    '" onmouseover="ran()" x="',
    "' onfocus='ran()' autofocus='",
    "` onclick=ran() `",
    "javascript:ran()",
    "JaVaScRiPt:ran()",
    " javascript:ran()",
    "java\tscript:ran()",
    "javascript://example.org/%0Aran()",
    "data:text/html,<script>ran()</script>",
    "vbscript:ran()",
    "file:///etc/passwd",
    'https://example.org/" onclick="ran()',
    "//example.org/x.js",
    "https://user:ran()@example.org/",
    "<iframe src=javascript:ran()>",
    "<iframe srcdoc='<script>parent.ran()</script>'>",
    "<object data=javascript:ran()>",
    "<embed src=//example.org/x.swf>",
    "<base href=//example.org/>",
    "<meta http-equiv=refresh content='0;url=javascript:ran()'>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "<style>@import '//example.org/x.css';</style>",
    "<details open ontoggle=ran()>",
    "<math><mi xlink:href=javascript:ran()>x</mi></math>",
    "{{constructor.constructor('ran()')()}}",
    "${ran()}",
    "#{ran()}",
    "<%= ran() %>",
    "{% for x in range(9) %}x{% endfor %}",
    "\u2028ran()//\u2029",
    "\u202eran()\u2066\u202c",
    "\ufeff<script>ran()</script>",
    "\x00<script>ran()</script>\x1b[31m",
    "<!--<script>ran()//-->",
    "]]><script>ran()</script>",
    "__proto__",
    "constructor",
    "toString",
    "<a href='https://example.org/'>x</a>",
    "&lt;script&gt;ran()&lt;/script&gt;",
    '\\"};ran();//',
    "\ud800lone",
    '=HYPERLINK("https://example.org")',
)


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
def opened(browser: "Browser", server: Server, *expected: str, **given: Any) -> Iterator["Page"]:
    """A page on which nothing may run, fail, or go to another host; `expected` are parts of messages that may come."""
    trouble: list[str] = []

    def known(words: str) -> bool:
        return any(part in words for part in (DRIVER, *expected))

    context = browser.new_context(**given)
    page = context.new_page()
    if given.get("java_script_enabled", True):
        page.add_init_script(WATCH + "; window.ran = () => { window.hasRun = true; };")
    page.on("request", lambda r: None if r.url.startswith((server.url, "data:", "blob:")) else trouble.append(r.url))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda m: trouble.append(m.text) if m.type in ("error", "warning") and not known(m.text) else None)
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
