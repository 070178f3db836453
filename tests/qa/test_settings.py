"""Settings come from the environment, and an option overrides it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.settings import BadSetting, Settings


def test_nothing_set_means_a_store_in_this_folder_and_no_model() -> None:
    settings = Settings.from_environment(environment={})
    assert settings.store.folder == Path(".budgetqa")
    assert (settings.store.database_url, settings.store.chroma_url, settings.model.name) == ("", "", "")


def test_an_option_wins_over_the_environment() -> None:
    settings = Settings.from_environment(Path("mine"), {"BUDGETQA_STORE": "theirs", "BUDGETQA_LLM_MODEL": "m"})
    assert settings.store.folder == Path("mine")
    assert settings.model.name == "m"


def test_a_key_is_shown_nowhere() -> None:
    settings = Settings.from_environment(environment={"BUDGETQA_LLM_API_KEY": "sk-secret"})
    assert settings.model.key == "sk-secret"
    assert "sk-secret" not in repr(settings)


def test_a_limit_that_is_no_number_is_named() -> None:
    with pytest.raises(BadSetting, match="BUDGETQA_LLM_SECONDS"):
        Settings.from_environment(environment={"BUDGETQA_LLM_SECONDS": "soon"})
    with pytest.raises(BadSetting, match="BUDGETQA_LLM_TOOLS"):
        Settings.from_environment(environment={"BUDGETQA_LLM_TOOLS": "maybe"})
