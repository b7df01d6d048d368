"""What texts state of themselves, over the layouts of layouts.toml, and that it costs no more than linear time."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from extract.read.dates import published
from extract.read.metadata import find
from extract.read.prose import REASONS, skips

LAYOUTS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "layouts.toml").read_text(encoding="utf-8"))["layout"]
FIELDS = ("title", "author", "publisher", "published")


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout["name"] for layout in LAYOUTS])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_layouts(layout: dict[str, Any], ends: str) -> None:
    stated = find(layout["text"].replace("\n", ends)).stated
    assert {name: getattr(stated, name) for name in FIELDS} == {name: layout.get(name) for name in FIELDS}


def test_there_are_enough_layouts() -> None:
    assert len(LAYOUTS) >= 30
    assert sum("negative" in layout["name"] for layout in LAYOUTS) >= 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-01-05", "2022-01-05"),
        ("2022-01-05T10:00:00Z", "2022-01-05"),
        ("20220105", "2022-01-05"),
        ("2022", "2022"),
        ("2022-01", "2022-01"),
        ("Wed, 05 Jan 2022 10:00:00 +0000", "2022-01-05"),
        ("5th January 2022", "2022-01-05"),
        ("05-Jan-2022", "2022-01-05"),
        ("Sept. 9, 1998, 3:15 p.m. EDT", "1998-09-09"),
        ("31 February 2022", None),
        ("2022-13-05", None),
        ("spring 2022", None),
        ("yesterday", None),
        ("5 January", None),
        ("", None),
    ],
)
def test_dates_of_publication(text: str, expected: str | None) -> None:
    assert published(text) == expected


def marked(text: str) -> list[tuple[str, str]]:
    return [(skip.reason, skip.span.of(text)) for skip in skips(text, front=find(text).spans)]


def test_what_is_no_prose_is_marked_and_nothing_else() -> None:
    text = (
        "Home > World > Europe\nA Treaty for the River\nBy Clara Weiss\n5 May 2004\n![](a.jpg) |\n"
        "The bridge at dawn. Photo: AP |\nShare this:\n"
        "The ministers signed the treaty on Tuesday after a night of talks in the old town hall.\nAdvertisement\n"
        "Read more: The River That Divides Us\nBy continuing to dredge, the northern state had broken the old one, they said.\n"
        "Related Posts\nThe Bridge That Was Never Built\n3 Comments\nAnna says: They should have asked us first.\n"
        "Leave a Reply\nName *\nTags: Danube, treaties\n"
    )
    assert marked(text) == [
        ("navigation", "Home > World > Europe"),
        ("metadata", "By Clara Weiss"),
        ("metadata", "5 May 2004"),
        ("image", "![](a.jpg) |"),
        ("caption", "The bridge at dawn. Photo: AP |"),
        ("sharing", "Share this:"),
        ("notice", "Advertisement"),
        ("related", "Read more: The River That Divides Us"),
        ("related", "Related Posts"),
        ("related", "The Bridge That Was Never Built"),
        ("navigation", "3 Comments"),
        ("comments", "Anna says: They should have asked us first."),
        ("form", "Leave a Reply"),
        ("form", "Name *"),
        ("metadata", "Tags: Danube, treaties"),
    ]
    assert {reason for reason, _ in marked(text)} <= set(REASONS)


@pytest.mark.parametrize(
    "line",
    [
        "By continuing to arm the rebels, the neighbours broke their word.",
        "Photographs of the site were shown to the Council.",
        "Comment on the treaty was refused.",
        "Share of the vote fell to a third.",
        "(c) The parties shall notify each other of every launch.",
        "Russia's views",
        "Subscribe to the principles of the Charter, he told them.",
        "The image of the alliance has suffered: nobody believes it.",
        "It was, said the envoy, a new picture: peace by spring.",
    ],
)
def test_prose_that_resembles_a_form_is_not_marked(line: str) -> None:
    text = (
        f"The talks went on for nine days in the palace on the hill above the lake.\n{line}\nThey ended on Sunday with a text.\n"
    )
    assert marked(text) == []


@pytest.mark.parametrize(
    "piece",
    [
        "By ",
        "A",
        "A b, ",
        "1.",
        "1 January ",
        "(",
        "![",
        "/",
        " - ",
        "| ",
        "Photo: ",
        "A\n",
        "\n",
        "share\n",
        "A.\n",
        "(A) ",
        "Related\nX\n",
        "\t",
        "0:0",
        "---\n",
        "a: b\n",
        "<p>",
    ],
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    def took(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        best = 9.0
        for _ in range(2):
            begun = time.perf_counter()
            skips(text, front=find(text).spans)
            best = min(best, time.perf_counter() - begun)
        return best

    took(1_000)
    assert took(40_000) <= max(30 * took(4_000), 0.25)
