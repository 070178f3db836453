"""Settings come from the environment, and an option wins over it."""

from __future__ import annotations

from pathlib import Path

from qa.settings import Settings


def test_nothing_set_means_a_store_in_this_folder_and_no_model() -> None:
    settings = Settings.from_environment(environment={})
    assert settings.store.folder == Path(".budgetqa")
    assert (settings.store.database_url, settings.store.chroma_url, settings.model.name) == ("", "", "")


def test_an_option_wins_over_the_environment() -> None:
    settings = Settings.from_environment(Path("mine"), {"BUDGETQA_STORE": "theirs", "BUDGETQA_MODEL": "p:m"})
    assert settings.store.folder == Path("mine")
    assert settings.model.name == "p:m"
