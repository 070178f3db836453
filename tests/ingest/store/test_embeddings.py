"""The shipped model puts texts of one meaning close together, without torch; models' vectors are kept apart."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy
import pytest

from ingest.model.errors import StoreError
from ingest.store.embeddings import EMBEDDER_FOLDER, Embedder, HashedEmbedder, StaticEmbedder, open_embedder
from tests.fixtures.paths import ROOT
from tests.fixtures.tiny_transformers import save_encoder


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return open_embedder()


def _cosine(embedder: Embedder, one: str, other: str) -> float:
    return float(embedder.query(one) @ embedder.query(other))


@pytest.mark.parametrize(
    ("said", "printed", "other"),
    [
        ("公车花费", "公务用车购置及运行维护费", "住房公积金"),
        ("接待花了多少", "公务接待费支出", "城乡社区支出"),
        ("出国的钱", "因公出国（境）费用", "农林水支出"),
        ("为什么减少", "主要原因是项目资金调整", "机构设置情况"),
        ("人社局", "人力资源和社会保障局", "交通运输局"),
    ],
)
def test_what_people_say_is_nearer_to_what_is_printed(embedder: Embedder, said: str, printed: str, other: str) -> None:
    assert _cosine(embedder, said, printed) > _cosine(embedder, said, other) + 0.05


def test_vectors_have_length_one_and_one_row_a_text(embedder: Embedder) -> None:
    vectors = embedder.passages(["支出决算情况", "农林水支出", "龘"])
    assert vectors.shape == (3, embedder.dimensions) and vectors.dtype == numpy.float32
    assert numpy.linalg.norm(vectors[:2], axis=1) == pytest.approx([1, 1], abs=1e-5)


def test_a_text_of_figures_alone_has_no_direction(embedder: Embedder) -> None:
    assert not embedder.query("1,234.50").any()


def test_no_text_gives_no_rows(embedder: Embedder) -> None:
    assert embedder.passages([]).shape == (0, embedder.dimensions)


def test_a_text_has_the_same_vector_alone_and_among_others(embedder: Embedder) -> None:
    assert embedder.query("农林水支出") == pytest.approx(embedder.passages(["其他", "农林水支出"])[1])


def test_the_shipped_model_is_small() -> None:
    assert sum(file.stat().st_size for file in EMBEDDER_FOLDER.iterdir()) < 10_000_000


def test_models_have_names_of_their_own(embedder: Embedder) -> None:
    assert isinstance(embedder, StaticEmbedder)
    assert embedder.name != HashedEmbedder().name


def test_a_model_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="the transformer extra is not installed")
    with pytest.raises(StoreError, match="check its name"):
        open_embedder(str(tmp_path / "none"))


def test_a_sentence_transformers_model_serves_by_its_path(tmp_path: Path) -> None:
    """Our model, saved as a sentence-transformers one, gives the same vectors."""
    pytest.importorskip("sentence_transformers", reason="the transformer extra is not installed")
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    weights = numpy.load(EMBEDDER_FOLDER / "weights.npy").astype(numpy.float32)
    tokenizer = Tokenizer.from_file(str(EMBEDDER_FOLDER / "tokenizer.json"))
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu").save(
        str(tmp_path)
    )
    loaded = open_embedder(str(tmp_path))
    assert loaded.passages(["农林水支出"]) == pytest.approx(StaticEmbedder().passages(["农林水支出"]), abs=1e-4)
    assert loaded.dimensions == StaticEmbedder().dimensions


def test_a_transformer_is_loaded_from_its_folder_with_its_own_prompts(tmp_path: Path) -> None:
    """A tiny one: vectors of length 1, and the query prompt changes only the query."""
    plain = open_embedder(str(save_encoder(tmp_path / "a")))
    prompted = open_embedder(str(save_encoder(tmp_path / "b", {"query": "为", "document": ""})))
    texts = ["农林水支出为什么减少", "项目支出", "龘"] * 20
    vectors = plain.passages(texts)
    assert vectors.shape == (60, plain.dimensions) == (60, 32) and vectors.dtype == numpy.float32
    assert numpy.linalg.norm(vectors, axis=1) == pytest.approx(numpy.ones(60), abs=1e-4)
    assert vectors == pytest.approx(prompted.passages(texts), abs=1e-5)
    assert prompted.query("项目支出") == pytest.approx(plain.query("为项目支出"), abs=1e-5)
    assert prompted.query("项目支出") != pytest.approx(plain.query("项目支出"), abs=1e-3)


def test_folders_of_one_name_with_other_weights_are_other_models(tmp_path: Path) -> None:
    one, same = (open_embedder(str(save_encoder(tmp_path / each))) for each in ("a", "b"))
    other = open_embedder(str(save_encoder(tmp_path / "c", seed=1)))
    assert one.name == same.name != other.name


def test_our_model_needs_no_torch() -> None:
    code = "import sys; from ingest.store.embeddings import open_embedder; open_embedder().query('支出')"
    code += "; assert 'torch' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
