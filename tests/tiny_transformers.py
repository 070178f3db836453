"""Transformers of one small layer, made on the spot, saved as a hub's folder is."""

from __future__ import annotations

from pathlib import Path

import pytest

CHARACTERS = "预算决支出收入农林水年多少是因为减增加项目经费人员公用车接待情况的"


def save_encoder(folder: Path, prompts: dict[str, str] | None = None, seed: int = 0) -> Path:
    """A text encoder with mean pooling; ``prompts`` are what it puts before a ``query`` or a ``document``."""
    pytest.importorskip("sentence_transformers", reason="the transformer extra is not installed")
    from sentence_transformers import SentenceTransformer
    from transformers import BertModel

    _save(BertModel, folder / "bare", seed)
    SentenceTransformer(str(folder / "bare"), prompts=prompts, device="cpu").save(str(folder / "encoder"))
    return folder / "encoder"


def save_cross_encoder(folder: Path, labels: int = 1) -> Path:
    """A model that scores pairs of texts."""
    pytest.importorskip("sentence_transformers", reason="the transformer extra is not installed")
    from transformers import BertForSequenceClassification

    return _save(BertForSequenceClassification, folder / f"cross-{labels}", 0, num_labels=labels)


def _save(kind: type, folder: Path, seed: int, **more: int) -> Path:
    import torch
    from transformers import BertConfig, BertTokenizerFast

    folder.mkdir(parents=True)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(CHARACTERS)]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    torch.manual_seed(seed)
    sizes = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 64}
    kind(BertConfig(vocab_size=len(words), max_position_embeddings=128, **sizes, **more)).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=128).save_pretrained(folder)
    return folder
