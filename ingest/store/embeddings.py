"""Texts to vectors: our own small static model by default, any sentence-transformers model by name.

Vectors are float32 of length 1, so that their product is the cosine. The name of an embedder changes with its weights.
The store remembers it, and vectors of two models are never mixed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Any, Protocol, cast
from zlib import crc32

import numpy
from numpy.typing import NDArray

from ingest.model.errors import StoreError
from ingest.store.catalog.lexical import terms_of

Vectors = NDArray[numpy.float32]

EMBEDDER_FOLDER = Path(__file__).parents[1] / "data" / "embedder"
OURS = "budgetqa-static-"
"""Prefix of the names of our own models, of every version."""
TOKENIZER_FILE = "tokenizer.json"
WEIGHTS_FILE = "weights.npy"
_BATCH = 32
_WEIGHTS = ("*.safetensors", "*.bin")
_BLOCK = 1 << 20


class Embedder(Protocol):
    """``name`` identifies the model; ``dimensions`` is the length of a vector."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """``(len(texts), dimensions)``, each row of length 1 (or 0 if nothing in the text is known)."""
        ...

    def query(self, text: str) -> Vectors:
        """``(dimensions,)``, of length 1 (or 0)."""
        ...


def open_embedder(model: str = "") -> Embedder:
    """The embedder of this name or path, loaded; empty means ours. Raises StoreError if it cannot be loaded."""
    return TransformerEmbedder(model) if model else StaticEmbedder()


class StaticEmbedder:
    """Ours: a vector a token, their mean. Made by ``ingest/training``; needs no torch."""

    def __init__(self, folder: Path = EMBEDDER_FOLDER) -> None:
        from tokenizers import Tokenizer

        self.tokenizer: Any = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._weights = numpy.load(folder / WEIGHTS_FILE, allow_pickle=False).astype(numpy.float32)
        self.name = shipped_name(folder)
        self.dimensions = int(self._weights.shape[1])

    def with_weights(self, weights: Vectors, name: str) -> StaticEmbedder:
        """The same tokens with other vectors ``(tokens, dimensions)``."""
        other = copy(self)
        other._weights, other.name, other.dimensions = weights, name, int(weights.shape[1])
        return other

    def passages(self, texts: Sequence[str]) -> Vectors:
        ids = [encoding.ids for encoding in self.tokenizer.encode_batch(list(texts))]
        pooled = [self._weights[each].sum(axis=0) for each in ids]
        return normalised(numpy.array(pooled, dtype=numpy.float32).reshape(-1, self.dimensions))

    def query(self, text: str) -> Vectors:
        return cast(Vectors, self.passages([text])[0])


def shipped_name(folder: Path = EMBEDDER_FOLDER) -> str:
    """The name of our model, without loading it."""
    return f"{OURS}{crc32((folder / WEIGHTS_FILE).read_bytes()):08x}"


class HashedEmbedder:
    """Terms hashed into signed buckets, without weights: a baseline for trained models."""

    name = "hashed-bigrams-256"
    dimensions = 256

    def passages(self, texts: Sequence[str]) -> Vectors:
        return normalised(numpy.array([self._counts(text) for text in texts]).reshape(-1, self.dimensions))

    def query(self, text: str) -> Vectors:
        return cast(Vectors, self.passages([text])[0])

    def _counts(self, text: str) -> Vectors:
        counts = numpy.zeros(self.dimensions, dtype=numpy.float32)
        for term in terms_of(text):
            hashed = crc32(term.encode())
            counts[hashed % self.dimensions] += 1 if hashed & 0x10000 else -1
        return counts


class TransformerEmbedder:
    """A model of sentence-transformers, with its own prompts for queries and passages if it has them. Raises StoreError
    if it cannot be loaded."""

    def __init__(self, model: str) -> None:
        self._model: Any = model_loaded("SentenceTransformer", model, "BUDGETQA_EMBEDDING_MODEL")
        self.name = f"sentence-transformers:{_identity(model)}"
        self.dimensions = int(self.query("预算").shape[0])

    def passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return numpy.zeros((0, self.dimensions), dtype=numpy.float32)
        return self._encoded(self._model.encode_document, list(texts))

    def query(self, text: str) -> Vectors:
        return cast(Vectors, self._encoded(self._model.encode_query, [text])[0])

    def _encoded(self, encode: Any, texts: list[str]) -> Vectors:
        vectors = encode(texts, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False)
        return numpy.asarray(vectors, dtype=numpy.float32)


def model_loaded(kind: str, model: str, variable: str, **options: Any) -> Any:
    """A model of sentence-transformers (``kind``: its class) by name or path. Raises StoreError, which names the
    variable that set it and says what to do."""
    try:
        import sentence_transformers
    except ImportError as error:
        raise StoreError(
            f"the model {model} needs sentence-transformers: pip install 'budgetqa[transformer]', or unset {variable}"
        ) from error
    try:
        return getattr(sentence_transformers, kind)(model, device="cpu", **options)
    except Exception as error:  # anything that the hub, the disk or the model's own code raises
        reason = re.sub(r"\s+", " ", str(error))[:200]
        raise StoreError(
            f"the model {model} of {variable} cannot be loaded ({reason}); check its name or path"
        ) from error


def _identity(model: str) -> str:
    """The name on the hub; for a folder its name and a hash of its weights, because folders may share a name."""
    folder = Path(model)
    if not folder.is_dir():
        return model
    total = 0
    for file in sorted(each for ending in _WEIGHTS for each in folder.rglob(ending)):
        with file.open("rb") as weights:
            while block := weights.read(_BLOCK):
                total = crc32(block, total)
    return f"{folder.resolve().name}-{total:08x}"


def normalised(vectors: NDArray[Any]) -> Vectors:
    """Each row scaled to length 1; a row of zeros stays."""
    lengths = numpy.linalg.norm(vectors, axis=1, keepdims=True)
    return numpy.asarray(vectors / numpy.where(lengths == 0, 1, lengths), dtype=numpy.float32)
