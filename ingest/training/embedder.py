"""Train the shipped embedder: ``python -m ingest.training.embedder [FOLDER …]`` (``make embedder``).

It averages token vectors without a network, so it is small and needs no torch at run time. A word starts as the mean of
its characters, a character at random, a frequent token short; contrastive training then learns from the pairs. The same
folders and seed give the same weights."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from ingest.store.embeddings import EMBEDDER_FOLDER, TOKENIZER_FILE, WEIGHTS_FILE
from ingest.training.pairs import Pair, pairs_of_folder, pairs_of_vocabulary

DIMENSIONS = 256
WORDS = 3500
SEED = 20240501
EPOCHS = 6
_BATCH = 256
_LONGEST_WORD = 4
_UNKNOWN = "?"
_RATE = 0.01
_SCALE = 20.0
_FREQUENT = 1e-3  # a token with this share of all tokens has half the weight of a rare one
_SAMPLE_CORPUS = Path(__file__).parents[2] / "eval" / "corpus"


def main(folders: Sequence[str]) -> None:
    """Train on the documents of ``folders`` (default: our sample corpus) and write the model into the package."""
    pairs = training_pairs([Path(folder) for folder in folders] or [_SAMPLE_CORPUS])
    tokenizer = train_tokenizer(list(dict.fromkeys(text for pair in pairs for text in pair)))
    weights = train_weights(tokenizer, pairs)
    save(tokenizer, weights, EMBEDDER_FOLDER)
    print(f"{len(pairs)} pairs, {len(weights)} tokens, {weights.nbytes / 1e6:.1f} MB in {EMBEDDER_FOLDER}")


def training_pairs(folders: Sequence[Path]) -> list[Pair]:
    """The pairs of the vocabulary and of the documents of ``folders``, each once."""
    documents = [pair for folder in folders for pair in pairs_of_folder(folder)]
    return _unique([*pairs_of_vocabulary(), *documents])


def train_tokenizer(texts: Sequence[str]) -> Tokenizer:
    """Words of up to four characters that recur in ``texts``, and every character of GB 2312; figures are dropped."""
    tokenizer = Tokenizer(models.BPE(unk_token=_UNKNOWN))
    others = normalizers.Replace(Regex(r"[^\p{Han}a-z]+"), " ")
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase(), others])
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    alphabet = _characters()
    trainer = trainers.BpeTrainer(
        vocab_size=len(alphabet) + WORDS,
        initial_alphabet=alphabet,
        special_tokens=[_UNKNOWN],
        max_token_length=_LONGEST_WORD,
        min_frequency=3,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def train_weights(tokenizer: Tokenizer, pairs: Sequence[Pair]) -> NDArray[numpy.float16]:
    """``(tokens, DIMENSIONS)``, trained so that the texts of a pair are closer than those of different pairs."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    torch.manual_seed(SEED)
    torch.set_num_threads(1)  # over several threads the order of a sum varies
    start = untrained_weights(tokenizer, pairs)
    static = StaticEmbedding(tokenizer, embedding_weights=start)
    loss = MultipleNegativesRankingLoss(SentenceTransformer(modules=[static], device="cpu"), scale=_SCALE)
    optimizer = torch.optim.Adam(static.parameters(), lr=_RATE)
    random = numpy.random.default_rng(SEED)
    for epoch in range(EPOCHS):
        for group in optimizer.param_groups:
            group["lr"] = _RATE * (1 - epoch / EPOCHS)
        for batch in _batches(pairs, random):
            features = [static.preprocess([pair[side] for pair in batch]) for side in (0, 1)]
            value = loss(features, labels=torch.zeros(len(batch)))
            optimizer.zero_grad()
            value.backward()
            optimizer.step()
    trained: Any = static.embedding.weight.detach().numpy()
    return numpy.asarray(trained, dtype=numpy.float16)


def save(tokenizer: Tokenizer, weights: NDArray[numpy.float16], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TOKENIZER_FILE).write_text(tokenizer.to_str(), encoding="utf-8")
    numpy.save(folder / WEIGHTS_FILE, weights)


def untrained_weights(tokenizer: Tokenizer, pairs: Sequence[Pair]) -> NDArray[numpy.float32]:
    """Vectors before training, as start and as baseline. Random vectors are nearly orthogonal, so that unknown words
    still match themselves; frequent tokens of ``pairs`` are short."""
    random = numpy.random.default_rng(SEED)
    vocabulary = tokenizer.get_vocab()
    weights = random.standard_normal((len(vocabulary), DIMENSIONS)).astype(numpy.float32) / numpy.sqrt(DIMENSIONS)
    for word, token in vocabulary.items():
        if len(word) > 1:
            parts = [vocabulary[character] for character in word if character in vocabulary]
            weights[token] = (weights[parts].sum(axis=0) + weights[token]) / numpy.sqrt(len(parts) + 1)
    counts = Counter(
        token
        for encoding in tokenizer.encode_batch([text for pair in pairs for text in pair])
        for token in encoding.ids
    )
    share = numpy.array([counts[token] / counts.total() for token in range(len(weights))], dtype=numpy.float32)
    weights *= (_FREQUENT / (_FREQUENT + share))[:, None]
    weights[vocabulary[_UNKNOWN]] = 0
    return numpy.asarray(weights, dtype=numpy.float32)


def _batches(pairs: Sequence[Pair], random: numpy.random.Generator) -> list[list[Pair]]:
    """Shuffled batches; no text occurs twice in one, because the other would be a false negative."""
    batches: list[list[Pair]] = []
    batch: list[Pair] = []
    seen: set[str] = set()
    for at in random.permutation(len(pairs)):
        if seen.isdisjoint(pairs[at]):
            batch.append(pairs[at])
            seen.update(pairs[at])
        if len(batch) == _BATCH:
            batches.append(batch)
            batch, seen = [], set()
    return batches


def _unique(pairs: Sequence[Pair]) -> list[Pair]:
    return [pair for pair in dict.fromkeys(pairs) if all(text.strip() for text in pair) and pair[0] != pair[1]]


def _characters() -> list[str]:
    """The 6763 characters of GB 2312, and the letters."""
    codes = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    chinese = [text for code in codes if (text := code.decode("gb2312", errors="ignore"))]
    return [*chinese, *"abcdefghijklmnopqrstuvwxyz"]


if __name__ == "__main__":
    main(sys.argv[1:])
