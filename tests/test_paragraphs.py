"""Paragraphs: offsets hold, wrapped lines are joined, timeline dates stand apart."""

from hypothesis import given
from hypothesis import strategies as st

from extract.paragraphs import LONGEST, PLAIN, paragraphs
from tests_support import document


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_each_paragraph_is_the_text_at_its_offset(text: str) -> None:
    for p in paragraphs(document(text)):
        assert p.text == text[p.start : p.start + len(p.text)].translate(PLAIN)
        assert p.heading is None or text[p.heading_start :].startswith(p.heading)


def test_lines_are_paragraphs_unless_they_are_wrapped() -> None:
    separate = "First statement of the council.\nSecond statement of the council.\nThird."
    assert len(paragraphs(document(separate))) == 3
    wrapped = (
        "The General Assembly has before it a number of items that\nconcern the peace of the region and the security of the\n"
        "states in it."
    )
    assert len(paragraphs(document(wrapped))) == 1


def test_a_timeline_entry_keeps_its_date_apart() -> None:
    (p,) = paragraphs(document("  • March 2014: The parliament votes for independence."))
    assert (p.heading, p.text) == ("March 2014", "The parliament votes for independence.")


def test_numbers_and_marks_in_front_are_left_out() -> None:
    assert [p.text for p in paragraphs(document("### 12. The Open Question\n\n251. We take pleasure in this."))] == [
        "The Open Question",
        "We take pleasure in this.",
    ]


def test_an_endless_paragraph_is_cut_after_a_sentence_or_a_space_or_anywhere() -> None:
    for text in ("It is so. " * 20_000, "word " * 40_000, "x" * 100_000):
        found = paragraphs(document(text))
        assert max(len(p.text) for p in found) <= LONGEST
        assert "".join(p.text for p in found).replace(" ", "") == text.replace(" ", "")
    assert all(p.text.endswith("so.") for p in paragraphs(document("It is so. " * 20_000)))


def test_numbered_paragraphs_of_a_wrapped_text_stand_apart() -> None:
    text = (
        "4.\tThe Assembly has before it a number of items that\nconcern the peace of the region and the year\n"
        "1964. It is time to act on them without any more of the\ndelays that we have seen.\n"
        "5.\tMy delegation will support the draft, which we have\nstudied with care."
    )
    assert [p.text.split()[0] for p in paragraphs(document(text))] == ["The", "My"]
