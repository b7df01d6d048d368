"""Load the language pipeline and add Quoth's own components.

Called by `quoth.analysis`, `quoth.checkup`, `quoth explain`, by the matchers (lemmas) and by anyone's spaCy code.
The pipeline that ships is in `extract/model/`; `load("en_core_web_sm")` takes another one that is installed, if it gives tags,
trees, sentences and entities.
"""

import hashlib
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ontology.errors import ModelMissing

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODEL: Final = Path(__file__).parent / "model"
COMPONENTS: Final = ("quoth_lemmas", "quoth_times", "quoth_names")
NEEDED: Final = ("tagger", "parser", "ner")
MOST_LEMMAS: Final = 100_000  # that are remembered
ENCODER: Final = "quoth_encoder"  # or this one, which gives all of them and reports too


def load(model: str | None = None) -> "Language":
    """The pipeline with the components of `COMPONENTS` at its end.

    Raises: ModelMissing if there is no such pipeline or it lacks a needed annotation.
    """
    import spacy

    import extract.components  # noqa: F401  registers the factories where the package is used without being installed

    try:
        nlp = spacy.load(model or MODEL)
    except OSError as error:
        raise ModelMissing(_missing(model)) from error
    lacking = [name for name in NEEDED if name not in nlp.pipe_names]
    if lacking and ENCODER not in nlp.pipe_names:
        raise ModelMissing(f"the pipeline {model!r} has no {', '.join(lacking)}: choose one that has {', '.join(NEEDED)}")
    if "lemmatizer" in nlp.pipe_names:
        nlp.disable_pipe("lemmatizer")
    if "parser" in nlp.pipe_names and "dobj" in nlp.get_pipe("parser").labels:  # type: ignore[attr-defined]
        nlp.add_pipe("quoth_universal")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def require(model: str | None) -> None:
    """Make sure that there is a pipeline of that name, without loading it.

    Raises: ModelMissing.
    """
    found = (MODEL / "config.cfg").exists() if model is None else _installed(model)
    if not found:
        raise ModelMissing(_missing(model))


def _installed(model: str) -> bool:
    return (Path(model) / "config.cfg").exists() or (model.isidentifier() and find_spec(model) is not None)


def _missing(model: str | None) -> str:
    if model is None:
        return f"no language model in {MODEL}: reinstall Quoth, or train one with `make model TREEBANK=DIR`"
    return f"no spaCy pipeline {model!r} is installed: give the name of an installed one, or leave --model out"


@lru_cache(maxsize=8)
def version(model: str | None = None) -> str:
    """Hash of the model, the lexicon and the extraction code: what an annotation depends on besides its document."""
    digest = hashlib.sha256(str(model or "quoth").encode())
    package = Path(__file__).parent
    files = [*package.rglob("*.py"), *package.glob("lexicon/*"), *package.glob("*.json"), *package.glob("coreference/*.json")]
    files += MODEL.rglob("*") if model is None else ()
    for path in sorted(files):
        if path.is_file():
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=MOST_LEMMAS)
def lemma(form: str, pos: str) -> str:
    """Lower-cased lemma of a word, by inflection tables and rules.

    Source: lemminflect (NIH Specialist Lexicon).
    """
    import lemminflect

    found = lemminflect.getLemma(form, upos=pos)
    return str(found[0]) if found else form


def lemmatize(doc: "Doc") -> "Doc":
    """Set lemmas from form and part of speech."""
    for token, numbers in zip(doc, doc.to_array(["LOWER", "POS", "TAG"]).tolist(), strict=True):
        key = tuple(numbers)  # which spaCy has at hand; words it would have to decode
        found = _LEMMAS.get(key)
        if found is None:
            if len(_LEMMAS) >= MOST_LEMMAS:
                _LEMMAS.clear()
            found = _LEMMAS[key] = _lemma_of(token)
        token.lemma_ = found
    return doc


_LEMMAS: Final[dict[tuple[int, int, int], str]] = {}


def _lemma_of(token: "Token") -> str:
    form, pos = token.lower_, token.pos_
    if pos in {"VERB", "NOUN", "ADJ", "ADV"}:
        return lemma(form, pos)
    if pos == "AUX":
        return IRREGULAR.get(form) or lemma(form, "AUX")
    return lemma(form, "NOUN") if pos == "PROPN" and token.tag_ == "NNPS" else form


IRREGULAR: Final = {
    "'s": "be", "'re": "be", "'m": "be", "'ve": "have", "'d": "would", "'ll": "will", "wo": "will", "ca": "can", "has": "have",
    "would": "would", "could": "could", "might": "might", "should": "should", "must": "must", "may": "may", "can": "can",
    "will": "will", "shall": "shall",
}  # fmt: skip
