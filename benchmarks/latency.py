"""How long a warm question takes, as a multiple of encoding the question alone: `make bench`.

Encoding and asking take turns question by question, so that both see the same machine. Memory is the process's peak.
"""

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from evaluation.cases import facts
from qa.assistant import Assistant
from qa.settings import Settings

WARM_UP = 5


def seconds(run: Callable[[], object]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=Path, default=Settings().seeds, help="the documents")
    options = parser.parse_args()
    questions = [case.question for cases in facts() for case in cases.cases]
    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant.open(Settings(options.seeds, Path(folder) / "index"))
        encoder = assistant.encoder
        for question in questions[:WARM_UP]:
            encoder.encode([question])
            assistant.ask(question)
        pairs = [
            (seconds(lambda q=question: encoder.encode([q])), seconds(lambda q=question: assistant.ask(q)))  # type: ignore[misc]
            for question in questions
        ]
    floor, asked = (sorted(column) for column in zip(*pairs, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    print("| | encode the question | answer it | ratio |\n|---|---|---|---|")
    for name, at in (("p50", 0.5), ("p95", 0.95)):
        encode, ask = (column[int(at * len(column))] * 1000 for column in (floor, asked))
        print(f"| {name} | {encode:.1f} ms | {ask:.1f} ms | {ask / encode:.1f} |")
    print(f"\n{len(questions)} questions, mean {statistics.fmean(asked) * 1000:.1f} ms, peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
