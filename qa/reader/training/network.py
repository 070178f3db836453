"""The same network in torch, to be trained; its weights by the names that ``qa.reader.tagging.tagger`` runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy
import torch
from torch import nn

from qa.reader.tagging.features import BUCKETS, KINDS, SOURCES
from qa.reader.tagging.marks import ALL_TAGS
from qa.reader.tagging.tagger import DILATIONS, LABELS, PRETRAINED_LAYERS
from qa.reader.training.chain import TrainedChain
from qa.reader.training.pretrained import Pretrained

WORD, KIND, SOURCE, WIDTH, STATE, LEXICAL = 64, 8, 8, 128, 64, 64


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions of several lengths side by side; ``mask`` is 1 for tokens and 0 for padding. All but ``sources``
    ``(questions, tokens, sources)`` are ``(questions, tokens)``."""

    words: torch.Tensor
    characters: torch.Tensor
    kinds: torch.Tensor
    sources: torch.Tensor
    labels: torch.Tensor

    @property
    def mask(self) -> torch.Tensor:
        """Which of the places hold a token."""
        return (self.labels >= 0).float()


class _Block(nn.Module):
    def __init__(self, dilation: int, dropout: float) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.conv = nn.Conv1d(WIDTH, WIDTH, 3, dilation=dilation, padding=dilation)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.drop = nn.Dropout(dropout)

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        normed = self.norm(hidden) * mask
        inner = torch.relu(self.conv(normed.transpose(1, 2)).transpose(1, 2))
        added: torch.Tensor = self.drop(self.out(self.drop(inner)))
        return hidden + added


class Network(nn.Module):
    """Scores of each label for each token of a batch: ``(questions, tokens, labels)``."""

    def __init__(self, words: int, lexical: Pretrained, dropout: float = 0.15) -> None:
        super().__init__()
        self.character = nn.Embedding(*lexical.embedding.shape)
        self.character.load_state_dict({"weight": torch.tensor(lexical.embedding)})
        width = lexical.embedding.shape[1]
        self.analyser = nn.GRU(width, width, PRETRAINED_LAYERS, batch_first=True, bidirectional=True)
        self.analyser.load_state_dict({name: torch.tensor(each) for name, each in lexical.layers.items()})
        self.lexical = nn.Linear(2 * width, LEXICAL)
        self.word = nn.Embedding(words + BUCKETS, WORD)
        self.kind = nn.Embedding(len(KINDS), KIND)
        self.source = nn.Embedding(3 * len(SOURCES), SOURCE)
        self.into = nn.Linear(WORD + KIND + SOURCE * len(SOURCES) + LEXICAL, WIDTH)
        self.convolutions = [_Block(each, dropout) for each in DILATIONS]
        self.blocks = nn.ModuleList(self.convolutions)
        self.own = nn.GRU(WIDTH, STATE, batch_first=True, bidirectional=True)
        self.out = nn.Linear(WIDTH + 2 * STATE, len(LABELS))
        self.drop = nn.Dropout(dropout)
        self.chain = TrainedChain(len(ALL_TAGS))

    def loss(self, batch: Batch) -> torch.Tensor:
        """How unlikely the batch's labels are, a token."""
        return self.chain.loss(self(batch), batch.labels, batch.mask)

    def pretrained_parameters(self) -> list[nn.Parameter]:
        """Those that begin as the analyser's."""
        return [*self.character.parameters(), *self.analyser.parameters()]

    def own_parameters(self) -> list[nn.Parameter]:
        """Those that begin by chance."""
        begun = {id(each) for each in self.pretrained_parameters()}
        return [each for each in self.parameters() if id(each) not in begun]

    def forward(self, batch: Batch) -> torch.Tensor:
        lengths = batch.mask.sum(dim=1).long()
        offsets = torch.arange(batch.sources.shape[2]) * 3
        states = _over(self.analyser, self.character(batch.characters), lengths)
        parts = [self.drop(self.word(batch.words)), self.kind(batch.kinds)]
        parts += [self.source(batch.sources + offsets).flatten(2), self.drop(self.lexical(self.drop(states)))]
        hidden = self.into(torch.cat(parts, dim=2))
        for block in self.convolutions:
            hidden = block(hidden, batch.mask[:, :, None])
        hidden = torch.cat([hidden, _over(self.own, hidden, lengths)], dim=2)
        scores: torch.Tensor = self.out(self.drop(hidden))
        return scores

    def weights(self) -> dict[str, Any]:
        """The weights as half-precision arrays for the tagger."""
        found: dict[str, Any] = {
            "word": self.word.weight,
            "kind": self.kind.weight,
            "source": self.source.weight,
            "in.w": self.into.weight.T,
            "in.b": self.into.bias,
            "out.w": self.out.weight.T,
            "out.b": self.out.bias,
        }
        for at, block in enumerate(self.convolutions):
            taps = block.conv.weight.permute(2, 1, 0).reshape(3 * WIDTH, WIDTH)
            found |= {f"conv{at}.w": taps, f"conv{at}.b": block.conv.bias}
            found |= {f"conv{at}.w2": block.out.weight.T, f"conv{at}.b2": block.out.bias}
            found |= {f"conv{at}.gain": block.norm.weight, f"conv{at}.shift": block.norm.bias}
        found |= {"character": self.character.weight, "pre.w": self.lexical.weight.T, "pre.b": self.lexical.bias}
        for at in range(PRETRAINED_LAYERS):
            found |= _gated(f"pre{at}", self.analyser, at)
        found |= _gated("own", self.own, 0)
        found |= {f"chain.{name}": each for name, each in self.chain.named_parameters()}
        return {name: each.detach().numpy().astype(numpy.float16) for name, each in found.items()}


def _over(layers: nn.GRU, hidden: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """The states of recurrent layers over questions of several lengths."""
    packed = nn.utils.rnn.pack_padded_sequence(hidden, lengths, batch_first=True, enforce_sorted=False)
    states: torch.Tensor = nn.utils.rnn.pad_packed_sequence(
        layers(packed)[0], batch_first=True, total_length=hidden.shape[1]
    )[0]
    return states


def _gated(name: str, layers: nn.GRU, at: int) -> dict[str, torch.Tensor]:
    """A layer's weights, both ways in one array each."""
    weights = dict(layers.named_parameters())
    both = {
        part: torch.stack([weights[f"{long}_l{at}"], weights[f"{long}_l{at}_reverse"]])
        for part, long in (("wi", "weight_ih"), ("wh", "weight_hh"), ("bi", "bias_ih"), ("bh", "bias_hh"))
    }
    return {f"{name}.{part}": each.transpose(1, 2) if each.ndim == 3 else each for part, each in both.items()}
