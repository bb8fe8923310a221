"""How long a warm question takes, as a multiple of encoding the question alone: `make bench`.

Each document's questions are asked of that document; with --data, Wikipedia's of 12 articles, and of six of those on
articles that are not among them, which are mostly refused. Encoding and asking take turns question by question, so that
both see the same machine. Memory is the process's peak.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from evaluation.cases import CaseSet, facts, left_out, open_domain
from evaluation.datasets import Half, load_squad, write_documents
from index.encoder import MiniLM
from qa.assistant import Assistant
from qa.settings import Settings

WARM_UP = 5
MOST = 150  # questions of the larger collection
EACH = 30  # questions about an article that is left out


def seconds(run: Callable[[], object]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def collections(data: Path | None) -> Iterator[tuple[str, CaseSet]]:
    """The questions to ask and what to call them."""
    for cases in facts():
        yield cases.documents[0].source, cases
    if data is not None:
        wiki = load_squad(data / "new_wiki.dev.json")
        yield "12 Wikipedia articles", open_domain(wiki, Half.DEV, MOST)
        yield "5 Wikipedia articles, asked of another", next(left_out(wiki, Half.DEV, EACH))


def measure(cases: CaseSet, folder: Path) -> tuple[list[float], list[float]]:
    """Seconds to encode and to answer each question, sorted."""
    write_documents(cases.documents, folder / "seeds")
    settings = Settings(folder / "seeds", folder / "index")
    assistant = Assistant.open(settings)
    encoder = MiniLM(settings.threads)  # one of its own, so that nothing is remembered from one to the other
    for case in cases.cases[:WARM_UP]:
        assistant.ask(case.question)
    pairs = []
    for case in cases.cases:
        encode = seconds(lambda question=case.question: encoder.encode([question]))  # type: ignore[misc]
        pairs.append((encode, seconds(lambda question=case.question: assistant.ask(question))))  # type: ignore[misc]
    return sorted(encode for encode, _ in pairs), sorted(ask for _, ask in pairs)


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with new_wiki.dev.json")
    options = parser.parse_args()
    print("| asked of | questions | encode, p50 | answer, p50 | ratio | answer, p95 | ratio |")
    print("|---|---|---|---|---|---|---|")
    for name, cases in collections(options.data):
        with tempfile.TemporaryDirectory() as folder:
            encode, ask = measure(cases, Path(folder))
        cells = [f"{encode[len(encode) // 2] * 1000:.1f} ms"]
        for share in (0.5, 0.95):
            at = int(share * len(ask))
            cells += [f"{ask[at] * 1000:.1f} ms", f"{ask[at] / encode[at]:.1f}"]
        print(f"| {name} | {len(ask)} | {' | '.join(cells)} |", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    print(f"\nPeak memory of the whole run {peak:.0f} MB")


if __name__ == "__main__":
    main()
