"""The same network in torch, to be trained; its weights by the names that ``qa.reader.tagging.tagger`` runs."""

from __future__ import annotations

from typing import Any

import numpy
import torch
from torch import nn

from qa.reader.tagging.features import BUCKETS, KINDS, SOURCES
from qa.reader.tagging.tagger import DILATIONS, LABELS

WORD, KIND, SOURCE, WIDTH, STATE = 64, 8, 8, 128, 64


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
    """Logits of each label for each token of a batch: ``(questions, tokens, labels)``."""

    def __init__(self, words: int, dropout: float = 0.15) -> None:
        super().__init__()
        self.word = nn.Embedding(words + BUCKETS, WORD)
        self.kind = nn.Embedding(len(KINDS), KIND)
        self.source = nn.Embedding(3 * len(SOURCES), SOURCE)
        self.into = nn.Linear(WORD + KIND + SOURCE * len(SOURCES), WIDTH)
        self.convolutions = [_Block(each, dropout) for each in DILATIONS]
        self.blocks = nn.ModuleList(self.convolutions)
        self.forth = nn.GRU(WIDTH, STATE, batch_first=True)
        self.back = nn.GRU(WIDTH, STATE, batch_first=True)
        self.out = nn.Linear(WIDTH + 2 * STATE, len(LABELS))
        self.drop = nn.Dropout(dropout)

    def forward(
        self, words: torch.Tensor, kinds: torch.Tensor, sources: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        offsets = torch.arange(sources.shape[2]) * 3
        parts = [self.drop(self.word(words)), self.kind(kinds), self.source(sources + offsets).flatten(2)]
        hidden = self.into(torch.cat(parts, dim=2))
        for block in self.convolutions:
            hidden = block(hidden, mask[:, :, None])
        lengths = mask.sum(dim=1).long()
        turned = _turned(hidden, lengths)
        back = _turned(self.back(turned)[0], lengths)
        hidden = torch.cat([hidden, self.forth(hidden)[0], back], dim=2)
        logits: torch.Tensor = self.out(self.drop(hidden))
        return logits

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
        for name, layer in (("f", self.forth), ("b", self.back)):
            found |= {f"{name}.wi": layer.weight_ih_l0.T, f"{name}.wh": layer.weight_hh_l0.T}
            found |= {f"{name}.bi": layer.bias_ih_l0, f"{name}.bh": layer.bias_hh_l0}
        return {name: each.detach().numpy().astype(numpy.float16) for name, each in found.items()}


def _turned(hidden: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """Each question from its last token to its first; the padding stays behind."""
    at = torch.arange(hidden.shape[1])[None, :]
    order = torch.where(at < lengths[:, None], lengths[:, None] - 1 - at, at)
    return hidden.gather(1, order[:, :, None].expand_as(hidden))
