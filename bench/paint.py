"""How soon a page of the explorer shows something: `python -m bench.paint http://127.0.0.1:8080/ [PAGE.html ...]`.

Prints, for each view, the first contentful paint in Chromium without a graphics card, the median of several visits with an empty
cache, when the page was whole, and when its picture of the graph stood; the same for pages that `quoth view` wrote, on which
pyvis draws, if any are given. Ask each view once before, so that the server has read the graph.
"""

import shutil
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VISITS = 5
FLAGS = ("--disable-gpu", "--no-sandbox", "--enable-unsafe-swiftshader")
VIEWS = (
    "",
    "id/{entity}",
    "claims?about={entity}",
    "compare",
    "timeline?about={entity}",
    "documents",
    "graph",
    "graph?about={entity}",
    "graph?limit=300",
    "graph?limit=1000",
    "graph?limit=20000",
)
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"
PICTURE = "#graph[data-ready], #canvas[data-drawn][data-view]"
LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def main() -> None:
    from playwright.sync_api import sync_playwright

    root, *pages = sys.argv[1:]
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS])
        page = browser.new_page()
        entity = page.request.get(f"{root}api/home").json()["entities"][0]["id"]
        for view in VIEWS:
            address = root + view.format(entity=entity)
            page.request.get(address, headers={"accept": "text/html"})
            tell(browser, address)
        for path in pages:
            tell(browser, Path(path).resolve().as_uri() + "#view=graph")
        browser.close()


def tell(browser: "Browser", address: str) -> None:
    painted, whole, drawn = [], [], []
    for _ in range(VISITS):
        context = browser.new_context()
        page = context.new_page()
        page.goto(address)
        if "graph" in address:
            page.wait_for_selector(PICTURE)
            drawn.append(page.evaluate("performance.now()"))
        page.wait_for_timeout(200)
        painted.append(page.evaluate(PAINT))
        whole.append(page.evaluate(LOADED))
        context.close()
    picture = f"{median(drawn):6.0f} ms drawn" if drawn else " " * 15
    print(f"{median(painted):6.0f} ms painted, {median(whole):6.0f} ms whole, {picture}  {address}")


if __name__ == "__main__":
    main()
