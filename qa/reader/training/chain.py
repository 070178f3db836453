"""The chain of labels in torch, to be trained: see ``qa.reader.tagging.chain``."""

from __future__ import annotations

import torch
from torch import nn

_NEVER = -1e4


class TrainedChain(nn.Module):
    """Transitions between the spans of ``tags`` tags."""

    def __init__(self, tags: int) -> None:
        super().__init__()
        self.between = nn.Parameter(torch.zeros(tags + 1, tags + 1))
        self.first = nn.Parameter(torch.zeros(tags + 1))
        self.inside = nn.Parameter(torch.zeros(tags))

    def loss(self, scores: torch.Tensor, labels: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """How unlikely the labels are, a token, by ``scores`` (questions, tokens, labels)."""
        return self.losses(scores, labels, mask).sum() / mask.sum()

    def losses(self, scores: torch.Tensor, labels: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """How unlikely the labels of each question are: the negative logarithm of their probability."""
        return self.total(scores, mask) - self._score(scores, labels, mask)

    def total(self, scores: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The logarithm of the sum over all sequences of labels, for each question."""
        begun = torch.cat([scores[:, :, :1], scores[:, :, 1::2]], dim=2).unbind(1)
        within, here = scores[:, :, 2::2].unbind(1), (mask[:, :, None] > 0).unbind(1)
        begin, going = begun[0] + self.first, torch.full_like(within[0], _NEVER)
        steps = self.between.exp()
        for at in range(1, len(begun)):
            tags = torch.logaddexp(begin[:, 1:], going)
            ended = torch.cat([begin[:, :1], tags], dim=1)
            most = ended.max(dim=1, keepdim=True)[0]
            new = torch.log((ended - most).exp() @ steps + 1e-30) + most + begun[at]
            begin = torch.where(here[at], new, begin)
            going = torch.where(here[at], tags + self.inside + within[at], going)
        return torch.logsumexp(torch.cat([begin, going], dim=1), dim=1)

    def _score(self, scores: torch.Tensor, labels: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The score of the given labels."""
        known = labels.clamp(min=0)
        state = (known + 1) // 2
        inner = (known > 0) & (known % 2 == 0)
        of_tokens = scores.gather(2, known[:, :, None])[:, :, 0] * mask
        goes_on = self.inside[(state[:, 1:] - 1).clamp(min=0)]
        steps = torch.where(inner[:, 1:], goes_on, self.between[state[:, :-1], state[:, 1:]])
        return of_tokens.sum(1) + (steps * mask[:, 1:]).sum(1) + self.first[state[:, 0]]
