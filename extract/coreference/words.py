"""The pronouns that are resolved, by what they agree with, and other closed classes that `extract.coreference` asks for."""

from typing import Final

FEMALE: Final = frozenset({"she", "her", "hers", "herself"})
MALE: Final = frozenset({"he", "him", "his", "himself"})
NEUTER: Final = frozenset({"it", "its", "itself"})
PLURAL: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
SPEAKER: Final = frozenset({"i", "me", "my", "mine", "myself"})
SPEAKERS: Final = frozenset({"we", "us", "our", "ours", "ourselves"})
HEARERS: Final = frozenset({"you", "your", "yours", "yourself", "yourselves"})
ANSWERABLE: Final = SPEAKER | SPEAKERS
CLASSES: Final = ("he", "she", "it", "they")
CLASS: Final = {
    **dict.fromkeys(MALE, "he"),
    **dict.fromkeys(FEMALE, "she"),
    **dict.fromkeys(NEUTER, "it"),
    **dict.fromkeys(PLURAL, "they"),
}
INDEFINITE: Final = frozenset(
    """someone somebody anyone anybody everyone everybody nobody nothing something everything anything none one other others many
    few some most all both each several any another""".split()
)
MANY: Final = frozenset({"these", "those", "many", "few", "several", "both", "others", "people", "some"})
THESE: Final = frozenset({"this", "that", "these", "those", "such"})
ARTICLES: Final = {"the": "the", "a": "a", "an": "a", "another": "a", **dict.fromkeys(THESE, "this")}


def case(word: str) -> str:
    """Subject, possessive, reflexive or object form of a third-person pronoun."""
    if word in CLASSES:
        return "subject"
    if word.endswith(("self", "selves")):
        return "reflexive"
    return "possessive" if word in {"his", "its", "their", "theirs", "hers"} else "object"
