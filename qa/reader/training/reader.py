"""Train the reader's model: ``python -m qa.reader.training.reader [FOLDER]`` (``make reader``).

It learns from the marked questions of ``eval/questions`` and, each round, from other variants of them. The same
questions and seed give the same weights."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
import torch
from torch import nn

from qa.reader.tagging.features import Seen, Vocabulary, features_of
from qa.reader.tagging.field_names import field_names
from qa.reader.tagging.marks import Marked, marked_questions
from qa.reader.tagging.tagger import LABELS, LISTS, WEIGHTS_FILE
from qa.reader.tagging.tokens import Token, tokens_of
from qa.reader.training.known_names import Listed, ListedNames
from qa.reader.training.network import Batch, Network
from qa.reader.training.pretrained import pretrained
from qa.reader.training.variants import Pools, placed, variant

SEED = 20261128
ROUNDS = 12
_AS_ASKED = 4
"""Every so many rounds the questions are learnt as they were asked, in the others as variants."""
_BATCH = 64
_RATE = 3e-3
_GENTLE = 0.05
"""How fast the pretrained layers learn beside the others."""
_QUESTIONS = Path(__file__).parents[3] / "eval" / "questions"
_SHIPPED = Path(__file__).parents[1] / "data" / WEIGHTS_FILE
_KNOWN = 0.75
"""How often a store knows a name that a question asks for."""
_LABEL = {each: at for at, each in enumerate(LABELS)}


@dataclass(frozen=True, slots=True)
class Example:
    """A question as the network sees it, with the label of each token."""

    seen: Seen
    labels: list[int]


def main(folder: str = "") -> None:
    """Train on the questions of ``folder`` (default: ours) and write the model into the package."""
    place = Path(folder) if folder else _QUESTIONS
    questions = [each for path in sorted(place.glob("*.jsonl")) for each in marked_questions(path)]
    names = tuple((place / "names.txt").read_text("utf-8").split("\n"))
    network, vocabulary = trained(questions, names)
    save(network, vocabulary, _SHIPPED)
    print(f"{len(questions)} questions, {_SHIPPED.stat().st_size / 1e6:.1f} MB in {_SHIPPED}")


def trained(questions: Sequence[Marked], names: Sequence[str], rounds: int = ROUNDS) -> tuple[Network, Vocabulary]:
    """A network that has learnt these questions, and its vocabulary."""
    torch.manual_seed(SEED)
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False  # type: ignore[attr-defined]  # costs a quarter of the time
    chance = random.Random(SEED)
    lexical = pretrained()
    vocabulary = Vocabulary.of(words_of(questions, names), lexical.characters)
    network = Network(len(vocabulary.words), lexical)
    steps = rounds * -(-len(questions) // _BATCH)
    _learn(network, examples_of(questions, names, vocabulary, chance, rounds), chance, steps)
    return network.eval(), vocabulary


def words_of(questions: Sequence[Marked], names: Sequence[str]) -> list[str]:
    """Tokens that stand twice or more in questions and names, the frequent ones first."""
    counted = Counter(
        each.text
        for text in (*(question.text for question in questions), *names)
        for each in tokens_of(text)
        if each.kind != "number"
    )
    return [word for word, count in counted.most_common() if count > 1]


def examples_of(
    questions: Sequence[Marked], names: Sequence[str], vocabulary: Vocabulary, chance: random.Random, rounds: int
) -> Iterator[list[Example]]:
    """The examples of each round: the questions, or variants of them; with a store that knows most of the names that
    they ask for, and not all."""
    pools = Pools(tuple(names), tuple(questions))
    listed = Listed(names, field_names())

    def example(asked: Marked) -> Example:
        tokens = tokens_of(asked.text)
        known = ListedNames.drawn(asked, listed, _KNOWN, chance)
        return Example(features_of(asked.text, tokens, known, vocabulary), labels_of(asked, tokens))

    for at in range(rounds):
        asked = (placed(each, pools, chance) for each in questions)
        yield [example(variant(each, pools, chance) if at % _AS_ASKED else each) for each in asked]


def labels_of(asked: Marked, tokens: Sequence[Token]) -> list[int]:
    """The label of each token: B at the first token of a span, I inside."""
    labels = [0] * len(tokens)
    for span in asked.spans:
        inside = [at for at, each in enumerate(tokens) if each.start < span.end and each.end > span.start]
        for place in inside:
            labels[place] = _LABEL[f"{'B' if place == inside[0] else 'I'}-{span.tag}"]
    return labels


def _learn(network: Network, given: Iterable[list[Example]], chance: random.Random, steps: int) -> None:
    """Learn from the examples of each round. ``steps``: batches in all rounds."""
    rates = [_RATE, _RATE * _GENTLE]
    groups = [{"params": network.own_parameters()}, {"params": network.pretrained_parameters()}]
    optimizer = torch.optim.AdamW(groups, lr=_RATE, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, total_steps=steps, pct_start=0.1)
    for at, examples in enumerate(given):
        total = 0.0
        for batch in _batches(examples, chance):
            loss = network.loss(_padded(batch))
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach()) * len(batch)
        print(f"round {at + 1}: {total / len(examples):.4f}", flush=True)


def _batches(examples: list[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Questions of like length together, in another order each time."""
    order = sorted(range(len(examples)), key=lambda at: (len(examples[at].labels) // 6, chance.random()))
    batches = [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]
    chance.shuffle(batches)
    for batch in batches:
        yield [examples[at] for at in batch]


def _padded(batch: Iterable[Example]) -> Batch:
    rows = list(batch)

    def beside(name: str) -> torch.Tensor:
        columns = [torch.tensor(getattr(each.seen, name).astype("int64")) for each in rows]
        return nn.utils.rnn.pad_sequence(columns, batch_first=True)

    labels = [torch.tensor(each.labels) for each in rows]
    return Batch(
        words=beside("words"),
        characters=beside("characters"),
        kinds=beside("kinds"),
        sources=beside("sources"),
        labels=nn.utils.rnn.pad_sequence(labels, batch_first=True, padding_value=-1),
    )


def save(network: Network, vocabulary: Vocabulary, path: Path) -> None:
    """Write the weights, in half precision, and the vocabulary."""
    listed = (list(vocabulary.words), list(vocabulary.characters))
    texts = (json.dumps(each, ensure_ascii=False).encode() for each in listed)
    arrays: dict[str, Any] = network.weights()
    arrays |= {name: numpy.frombuffer(each, dtype=numpy.uint8) for name, each in zip(LISTS, texts, strict=True)}
    path.parent.mkdir(exist_ok=True)
    numpy.savez(path, **arrays)


if __name__ == "__main__":
    main(*sys.argv[1:2])
