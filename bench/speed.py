"""Speed and memory of a build: `python bench/speed.py CORPUS [--jobs N] [--limit N] [--json]`.

Measures in one run, each in a process of its own: the bare language pipeline (the spaCy model that ships, on the same paragraphs,
nothing of Quoth's around it), and the whole of `quoth build` from file to page. Prints words per second of both, their ratio, and
the peak memory of the build with all its processes. The texts of the bare pipeline are those that the readers made: reading is
part of the build only.
"""

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


def bare(corpus: str, limit: int | None, model: str | None, to: Any) -> None:
    """Words and seconds of a model alone, loading it and spaCy included, here as there."""
    start, cpu = time.perf_counter(), time.process_time()
    import spacy

    import extract.components  # noqa: F401
    from extract.language import MODEL
    from extract.paragraphs import paragraphs
    from extract.read import read
    from extract.records import Document

    imported = _spent(start, cpu)
    documents = [item for item in read([corpus]) if isinstance(item, Document)][:limit]
    texts = [[p.text for p in paragraphs(document)] for document in documents]
    words = 0
    start, cpu = time.perf_counter(), time.process_time()
    nlp = spacy.load(model or MODEL)
    for batch in texts:
        words += sum(len(doc) for doc in nlp.pipe(batch, batch_size=64))
    spent = {name: seconds + imported[name] for name, seconds in _spent(start, cpu).items()}
    to.put({"documents": len(documents), "words": words, **spent})


def extraction(corpus: str, limit: int | None, to: Any) -> None:
    """`quoth extract` in one process: from the file to annotation lines."""
    from extract.read import read
    from extract.records import Document
    from quoth.analysis import analysed, few_collections, language_pipeline

    start, cpu = time.perf_counter(), time.process_time()
    documents = [item for item in read([corpus]) if isinstance(item, Document)][:limit]
    with few_collections():
        size = sum(len(line) for _, line in analysed(documents, language_pipeline()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    to.put({**_spent(start, cpu), "characters": size, "peak_mb": round(peak / 1024)})


def whole(corpus: str, jobs: int, limit: int | None, to: Any) -> None:
    """A build into an empty folder, from reading to the page."""
    from quoth.building import build

    with tempfile.TemporaryDirectory() as folder:
        start, cpu = time.perf_counter(), time.process_time()
        summary = build([_cut(corpus, limit, Path(folder))], Path(folder) / "out", jobs=jobs)
        spent = _spent(start, cpu)
        disk = sum(p.stat().st_size for p in (Path(folder) / "out").rglob("*") if p.is_file())
    usage = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    to.put(
        {
            **spent,
            "documents": summary.documents,
            "entities": summary.entities,
            "claims": summary.claims,
            "triples": summary.triples,
            "skipped": len(summary.skipped),
            "disk_mb": round(disk / 1e6, 1),
            "peak_mb": round((usage[0] + usage[1] * (jobs if jobs > 1 else 1)) / 1024),
        }
    )


def _spent(start: float, cpu: float) -> dict[str, float]:
    """Seconds on the clock and seconds of computing, those of ended child processes included."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu + children.ru_utime + children.ru_stime}


def _cut(corpus: str, limit: int | None, folder: Path) -> str:
    """The first `limit` rows of the corpus as a file of their own."""
    if limit is None:
        return corpus
    import gzip

    opened = gzip.open if corpus.endswith(".gz") else open
    with opened(corpus, "rt", encoding="utf-8") as stream:
        rows = [line for _, line in zip(range(limit), stream, strict=False)]
    path = folder / "cut.jsonl"
    path.write_text("".join(rows), encoding="utf-8")
    return str(path)


def apart(function: Any, *arguments: Any) -> dict[str, Any]:
    """The result of a function in a fresh process, so that memory and caches of one do not count for the other."""
    context = multiprocessing.get_context("spawn")
    results = context.SimpleQueue()
    process = context.Process(target=function, args=(*arguments, results))
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(f"{function.__name__} ended with exit code {process.exitcode}")
    found: dict[str, Any] = results.get()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--limit", type=int, help="take only the first rows of the corpus")
    parser.add_argument(
        "--rival", help="another spaCy pipeline, to compare the model's speed with, as `python -m training.cnn` trains"
    )
    parser.add_argument("--json", action="store_true")
    a = parser.parse_args()
    rival = apart(bare, a.corpus, a.limit, a.rival) if a.rival else None
    model = apart(bare, a.corpus, a.limit, None)
    extract = apart(extraction, a.corpus, a.limit)
    build = apart(whole, a.corpus, a.jobs, a.limit)
    found = {
        "bare": model,
        "extract": extract,
        "extract_cpu_ratio": round(extract["cpu"] / model["cpu"], 2),
        "build": build,
        "bare_words_per_second": round(model["words"] / model["seconds"]),
        "build_words_per_second": round(model["words"] / build["seconds"]),
        "ratio": round(build["seconds"] / model["seconds"], 2),
        "cpu_ratio": round(build["cpu"] / model["cpu"], 2),
    }
    if a.json:
        print(json.dumps(found))
        return
    print(f"documents   {build['documents']}, {model['words']:,} words; {build['skipped']} skipped")
    print(f"bare model  {model['seconds']:.1f} s, {found['bare_words_per_second']:,} words a second")
    print(f"            {model['words'] / model['cpu']:,.0f} words per second of computing")
    if rival is not None:
        share = rival["cpu"] / model["cpu"]
        print(f"rival       {rival['words'] / rival['cpu']:,.0f} words per second of computing: ours is {share:.2f} of it")
    print(f"extract     {found['extract_cpu_ratio']} of the bare model in computing time, {extract['peak_mb']:,} MB at most")
    print(f"build       {build['seconds']:.1f} s, {found['build_words_per_second']:,} words a second with --jobs {a.jobs}")
    print(f"ratio       {found['ratio']} on the clock, {found['cpu_ratio']} in computing time")
    print(f"memory      {build['peak_mb']:,} MB at most; {build['disk_mb']} MB on disk")
    print(f"graph       {build['entities']:,} entities, {build['claims']:,} claims, {build['triples']:,} triples")


if __name__ == "__main__":
    main()
