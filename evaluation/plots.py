"""Pictures of the risk-coverage curve and of how far confidence can be believed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt

from evaluation.metrics.calibration import reliability
from evaluation.metrics.risk_coverage import curve
from qa.answer import Answer


class Judged(Protocol):
    """An answer of a question set, judged right or wrong."""

    @property
    def set(self) -> str:
        """The question set's name."""

    @property
    def answer(self) -> Answer:
        """What was answered, with its confidence."""

    @property
    def right(self) -> bool:
        """Whether that was right."""


def plot_risk_coverage(rows: Sequence[Judged], path: Path) -> None:
    """One curve a set: the share of wrong answers among those given, by the share of questions answered."""
    figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
    for name in dict.fromkeys(row.set for row in rows if row.set != "left out"):
        chosen = [row for row in rows if row.set == name]
        axes.plot(*curve([row.answer.confidence for row in chosen], [row.right for row in chosen]), label=name)
    axes.set(xlabel="share of questions answered, the surest first", ylabel="share of those answers wrong")
    axes.set(xlim=(0, 1), ylim=(0, None))
    axes.legend()
    axes.grid(alpha=0.3)
    figure.savefig(path, dpi=110)
    plt.close(figure)


def plot_reliability(rows: Sequence[Judged], path: Path) -> None:
    """Confidence against the share right, over all sets; a circle's size is its number of answers."""
    bins = reliability([row.answer.confidence for row in rows], [row.right for row in rows])
    figure, axes = plt.subplots(figsize=(4.5, 4), layout="constrained")
    axes.plot((0, 1), (0, 1), color="grey", linewidth=1, linestyle="--")
    axes.scatter([b[0] for b in bins], [b[1] for b in bins], s=[20 + b[2] / 5 for b in bins])
    axes.set(xlabel="confidence", ylabel="share right", xlim=(0, 1), ylim=(0, 1))
    axes.grid(alpha=0.3)
    figure.savefig(path, dpi=110)
    plt.close(figure)
