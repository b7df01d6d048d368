"""How resolution and comparison grow with the corpus: `python bench/growth.py CORPUS [--sizes 250 500 1000] [--cache FILE]`.

Annotates the largest part of the corpus, as `quoth extract` does, into a cache of annotation lines with the seconds of computing
that each took; a cache that is there already is taken as it is. Then, for each size in a process of its own, the entities of the
first so many documents are resolved and their sources compared. Prints seconds of computing, their share of extraction, peak
memory, and by what power of the size they grow.
"""

import argparse
import json
import math
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.speed import apart  # noqa: E402

if TYPE_CHECKING:
    from graph.corpus import Corpus
    from graph.reading import Graph


def annotated(corpus: str, limit: int, cache: Path) -> None:
    """Fill the cache: seconds, a tab, the annotation line."""
    from extract.read import read
    from extract.records import Document
    from quoth.analysis import analysed, few_collections, language_pipeline

    documents = islice((item for item in read([corpus]) if isinstance(item, Document)), limit)
    with few_collections(), cache.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as stream:
        last = time.process_time()
        for _, line in analysed(documents, language_pipeline()):
            now = time.process_time()
            stream.write(f"{now - last:.4f}\t{line}\n")
            last = now


def grown(cache: str, size: int, to: Any) -> None:
    """Seconds that each stage takes for the first `size` documents of the cache."""
    from extract.records import from_line
    from graph.compare import compare
    from graph.corpus import survey
    from quoth.analysis import few_collections

    spent: list[float] = []

    def annotations() -> Iterator[Any]:
        with Path(cache).open(encoding="utf-8", errors="surrogatepass", newline="\n") as stream:
            for row in islice(stream, size):
                seconds, line = row.split("\t", 1)
                spent.append(float(seconds))
                yield from_line(line)

    with few_collections():  # as in a build
        clock = [time.process_time()]
        graph = of_corpus(survey(annotations()), clock)
        clock.append(time.process_time())
        found = compare(graph)
        clock.append(time.process_time())
    to.put(
        {
            "documents": len(spent),
            "extraction": sum(spent),
            "resolution": clock[1] - clock[0],
            "joining": clock[2] - clock[1],
            "comparison": clock[3] - clock[2],
            "entities": len(graph.entities),
            "claims": len(graph.claims),
            "contradictions": len(found.contradictions),
            "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }
    )


def of_corpus(corpus: "Corpus", clock: list[float]) -> "Graph":
    """The read model of a corpus, without a store between."""
    from graph.index import Index
    from graph.rdf import Run, document_triples, entity_triples, occurrence_triples
    from graph.reading import graph_of

    clock.append(time.process_time())
    run = Run(version="0", model="bench", vocabulary="", pipeline="")
    documents = (t for said in corpus.documents for t in document_triples(said, run, corpus.wordings))
    entities, occurrences = entity_triples(corpus.resolution.entities), occurrence_triples(corpus.occurrences)
    return graph_of(Index(chain(documents, entities, occurrences)))


def exponent(rows: list[dict[str, Any]], stage: str, size: str) -> float:
    """The power of `size` by which a stage grows, from the smallest part of the corpus to the largest."""
    first, last = rows[0], rows[-1]
    return math.log(last[stage] / first[stage]) / math.log(last[size] / first[size])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--sizes", type=int, nargs="+", default=[250, 500, 1000])
    parser.add_argument("--cache", type=Path, help="keep the annotations in this file, for another time")
    parser.add_argument("--json", action="store_true")
    a = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cache = a.cache or Path(folder) / "annotations"
        if not cache.exists():
            part = cache.with_name(f"{cache.name}.part")
            annotated(a.corpus, max(a.sizes), part)
            part.replace(cache)
        rows = [apart(grown, str(cache), size) for size in sorted(a.sizes)]
    tell(rows, as_json=a.json)


def tell(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    """Print a line for each size, and the powers."""
    for row in rows:
        row["share"] = round((row["resolution"] + row["comparison"]) / row["extraction"], 3)
        if as_json:
            print(json.dumps(row))
            continue
        print(
            f"{row['documents']:>6} documents: extraction {row['extraction']:.0f} s, resolution {row['resolution']:.1f} s, "
            f"comparison {row['comparison']:.1f} s ({row['share']:.1%} of it), {row['peak_mb']:,} MB at most; "
            f"{row['entities']:,} entities, {row['claims']:,} claims, {row['contradictions']:,} contradictions"
        )
    if len(rows) > 1 and not as_json:
        for size in ("documents", "extraction"):
            powers = ", ".join(f"{stage} {exponent(rows, stage, size):.2f}" for stage in ("resolution", "comparison"))
            print(f"powers by which they grow with {size}: {powers}")


if __name__ == "__main__":
    main()
