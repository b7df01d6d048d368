"""Is it a person's name, or a publisher's? And what a byline says; used by `extract.read.fronts` and `extract.read.metadata`."""

import re
from dataclasses import dataclass
from typing import Final

from extract.read.words import words

DOMAIN: Final = re.compile(r"(?:[\w-]{1,40}\.){1,4}(?:com|org|net|info|news|gov|edu|int|tv|eu|io|co|press|online|today|[a-z]{2})")
LONGEST: Final = 5
BY: Final = re.compile(
    r"(?:(?:written|reported|posted|published|compiled|story|text|words|analysis|commentary|opinion|column|interview|article|report)\s)?"
    r"by[:\s]\s{0,3}|(?:author|authors|byline|writer|reporter)\s?:\s{0,3}",
    re.IGNORECASE,
)
AND: Final = re.compile(r"\s*(?:,\s{0,3}and\s|\sand\s|&|;|,)\s*", re.IGNORECASE)
TAIL: Final = re.compile(r"\s(?:in|at|for|from|of)\s|\s[-–—|(/]\s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """Whom a byline names. Both None: it names nobody ("by our staff")."""

    author: str | None = None
    publisher: str | None = None


def person(text: str) -> str | None:
    """The text as a person's name, or None: two to five capitalised words, none of them a word of the trade or of titles."""
    name = text.strip(" ,.;:*_")
    tokens = name.split()
    known = words()
    if not 2 <= len(tokens) <= LONGEST or not all(_name_word(token) for token in (tokens[0], tokens[-1])):
        return None
    if outlet(name) or name.lower() in known.places or name.lower() in known.sections:
        return None
    if any(token.lower().strip(".,") in known.common for token in tokens if len(token.strip(".")) > 1):
        return None
    if not all(_name_word(token) or token.lower() in known.particles for token in tokens):
        return None
    return " ".join(token.capitalize() if len(token) > 2 else token for token in tokens) if name.isupper() else name


def outlet(text: str) -> bool:
    """Whether a text names an agency, a paper, an institution or a site."""
    name = text.strip(" ,.;:*_()[]/")
    known = words()
    folded = name.lower()
    if folded in known.sections:
        return False
    if folded in known.outlets or folded.removeprefix("the ") in known.outlets or DOMAIN.fullmatch(folded):
        return True
    tokens = name.split()
    if len(tokens) > 1 and " ".join(tokens[:2]).lower() in known.outlets and len(tokens) <= 4 and tokens[-1][:1].isupper():
        return True
    capital = [token for token in tokens if token[:1].isupper()]
    small = [
        token for token in tokens if not token[:1].isupper() and token.lower() not in ("of", "the", "for", "and", "on", "&", "de")
    ]
    if not 2 <= len(tokens) <= 8 or small or any(mark in name for mark in "?!:;"):
        return False
    return any(token.lower().removesuffix("'s").strip(".,") in known.outlet_words for token in capital)


def known_outlet(text: str) -> bool:
    """Whether a text is in the list of outlets or a domain, not only like one."""
    folded = text.strip(" ,.;:*_()[]/").lower()
    return folded in words().outlets or folded.removeprefix("the ") in words().outlets or bool(DOMAIN.fullmatch(folded))


def byline(text: str) -> Byline | None:
    """What a byline says, from "By" on; None if it is none."""
    match = BY.match(text.strip(" *_—–-"))
    if match is None or len(text) > 200:
        return None
    authors: list[str] = []
    publisher = None
    for piece in AND.split(text.strip(" *_—–-")[match.end() :].strip(" .*_")):
        name, place = _cut(piece)
        if outlet(name):
            publisher = publisher or name.strip(" .*_")
        elif _all_roles(piece):
            continue
        elif whole := person(name) or (_single(name) if not authors else None):
            authors.append(whole)
            publisher = publisher or (place if place and outlet(place) else None)
        elif not _role(piece):
            return None
    return Byline(author=_joined(authors), publisher=publisher)


def _cut(piece: str) -> tuple[str, str | None]:
    """A name and what stands behind "in", "for" or a stroke."""
    match = TAIL.search(piece)
    if match is None or (outlet(piece) and not person(piece[: match.start()])):
        return piece, None
    return piece[: match.start()], piece[match.end() :].strip(" )*_")


def _single(name: str) -> str | None:
    name = name.strip(" .*_")
    known = words()
    plain = name.lower() not in known.roles and name.lower() not in known.common and name.lower() not in known.places
    return name if plain and " " not in name and len(name) > 2 and _name_word(name) and name.isalpha() else None


def _role(piece: str) -> bool:
    known = words()
    tokens = [token.lower().strip(".,'()") for token in piece.split()]
    return bool(tokens) and (
        _all_roles(piece) or piece.strip(" .").lower() in known.places or tokens[-1] in known.roles | known.callings
    )


def _all_roles(piece: str) -> bool:
    known = words()
    tokens = [token.lower().strip(".,'()") for token in piece.split()]
    return all(token in known.roles or token in known.outlet_words or token in known.outlets for token in tokens)


def _joined(names: list[str]) -> str | None:
    if not names:
        return None
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _name_word(token: str) -> bool:
    bare = token.strip(".,").replace("-", "").replace("'", "").replace("’", "").replace(".", "")
    return token[:1].isupper() and bare.isalpha() and len(token) <= 25
