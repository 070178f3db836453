"""Runs a model: LangChain's agent with the tools, or one plain call, within its budget.

The only module that imports langchain.agents. The work is done in its own thread, so that an endpoint that trickles or
hangs cannot block the caller: at the deadline its connections are closed and the caller continues."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import uuid4

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage, AnyMessage, BaseMessage, HumanMessage, ToolCall, ToolMessage

from qa.agent.budget import Abandoned, Budget, NoAnswer, NoToolCalling
from qa.agent.langchain_parts import tools_of
from qa.agent.model import OpenModel, open_model, reason_of, refuses_tools
from qa.agent.model_json import read_object
from qa.agent.tools import Final, Toolbox
from qa.agent.trace import Trace
from qa.settings import ModelSettings

T = TypeVar("T")
Progress = Callable[[str, Mapping[str, Any], str], None]
"""Called after each tool with its name, its arguments and its result."""
_CHARACTERS_A_TOKEN = 2
_LOOKS_UP = 0.2
"""Seconds between two checks for a stop while the endpoint is awaited."""
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|$)", re.DOTALL)
_CALL_IN_TEXT = re.compile(r"<tool_call>(.*?)(?:</tool_call>|$)", re.DOTALL)


class Runner:
    """One conversation with a model about one question. Close it when done."""

    def __init__(
        self, settings: ModelSettings, trace: Trace, watch: Progress, stopped: Callable[[], bool] = lambda: False
    ) -> None:
        self.settings = settings
        self.budget = Budget(settings.limits, stopped)
        self._trace = trace
        self._watch = watch
        self._model: OpenModel = open_model(settings)
        self._messages: list[AnyMessage] = []
        self.called_tools = False
        self.fault: Exception | None = None

    def close(self) -> None:
        self._model.close()

    def answer(self, system: str, question: str, toolbox: Toolbox) -> Final:
        """What the model answers after it has used the tools: by the tool ``answer``, or as plain text. Raises
        ``NoAnswer`` if there is none, which says why."""
        tools = tools_of(toolbox, self._told)
        middleware = _Steps(self.budget, self._trace, [each.name for each in tools])
        agent = create_agent(self._model.chat, tools, system_prompt=system, middleware=[middleware])
        self._messages.append(HumanMessage(question))
        self._trace.add("message", role="user", text=question)
        # One call after another: ids are given in the order of the calls.
        steps = {"recursion_limit": 4 * self.settings.limits.steps + 10, "max_concurrency": 1}
        config: Any = {**steps, "callbacks": [_Meter(self.budget)]}
        toolbox.final = None
        asked: Any = {"messages": list(self._messages)}
        try:
            state = self._within_time(lambda: agent.invoke(asked, config))
        except NoAnswer:
            if toolbox.fault is not None:
                raise toolbox.fault from None
            raise
        self._messages = list(state["messages"])
        last = self._messages[-1]
        if not (isinstance(last, ToolMessage) and toolbox.final is not None):
            toolbox.final = Final(_text_of(last))
        return toolbox.final

    def once(self, prompt: str) -> str:
        """The model's text in reply to one prompt, without tools. Raises ``NoAnswer`` as ``answer`` does."""
        self.budget.step()
        self._trace.add("message", role="user", text=prompt)
        reply = self._within_time(
            lambda: self._model.chat.invoke([HumanMessage(prompt)], {"callbacks": [_Meter(self.budget)]})
        )
        _account(reply, self.budget, self._trace)
        return _text_of(reply)

    def _told(self, name: str, arguments: Mapping[str, Any], result: str) -> None:
        self.called_tools = True
        self._trace.add("tool", name=name, result=result)
        self._watch(name, arguments, result)

    def _within_time(self, work: Callable[[], T]) -> T:
        """Runs ``work()`` in a thread. Raises NoAnswer at the deadline or if the endpoint fails, and Abandoned soon
        after a stop."""
        done: list[T] = []
        failed: list[Exception] = []

        def run() -> None:
            try:
                done.append(work())
            except Exception as error:  # kept for the caller, who tells an endpoint's failure from a bug of ours
                failed.append(error)

        thread = threading.Thread(target=run, name=f"model-{uuid4().hex[:6]}", daemon=True)
        thread.start()
        while thread.is_alive() and self.budget.left and not self.budget.stopped():
            thread.join(min(self.budget.left, _LOOKS_UP))
        if thread.is_alive():
            self.close()
            raise Abandoned if self.budget.stopped() else NoAnswer("超时", "out of time")
        if failed:
            raise self._why(failed[0])
        return done[0]

    def _why(self, error: Exception) -> Exception:
        if isinstance(error, NoAnswer | Abandoned):
            return error
        self._trace.add("error", kind=type(error).__name__, text=str(error)[:500])
        if refuses_tools(error):
            return NoToolCalling("不支持工具调用", "it cannot call tools")
        return NoAnswer(*reason_of(error))


class _Steps(AgentMiddleware[Any, Any]):
    """Counts each call of the model, and repairs the tool calls that it wrote badly."""

    def __init__(self, budget: Budget, trace: Trace, names: Sequence[str]) -> None:
        super().__init__()
        self._budget, self._trace, self._names = budget, trace, frozenset(names)

    def wrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], ModelResponse[Any]]
    ) -> ModelResponse[Any]:
        self._budget.step()
        response = handler(request)
        last = response.result[-1]
        assert isinstance(last, AIMessage)
        _account(last, self._budget, self._trace)
        return ModelResponse(result=[*response.result[:-1], mended(last, self._names)])


class _Meter(BaseCallbackHandler):
    """Stops a stream that runs too long or says too much."""

    raise_error = True

    def __init__(self, budget: Budget) -> None:
        self._budget = budget

    def on_llm_new_token(self, token: str | list[str | dict[str, Any]], **kwargs: Any) -> None:
        self._budget.streamed += 1 + len(token) // _CHARACTERS_A_TOKEN
        self._budget.check()


def _account(message: BaseMessage, budget: Budget, trace: Trace) -> None:
    """Counts what a reply used. A reply that was cut off counts as none."""
    assert isinstance(message, AIMessage)
    usage = message.usage_metadata
    calls = [{"name": each["name"], "args": each["args"]} for each in message.tool_calls]
    spent = usage["total_tokens"] if usage else len(str(message.content)) // _CHARACTERS_A_TOKEN + 1
    budget.spend(spent)
    trace.add("message", role="assistant", text=str(message.content), calls=calls, tokens=spent)
    finish = message.response_metadata.get("finish_reason")
    if finish is None:
        raise NoAnswer("回复中断", "the reply broke off")
    if finish in ("length", "content_filter"):
        raise NoAnswer("回复不完整", "the reply is incomplete")
    budget.check()


def mended(message: AIMessage, names: frozenset[str]) -> AIMessage:
    """The message with its tool calls read from broken JSON, or from its text if it wrote them there."""
    if message.tool_calls and not message.invalid_tool_calls:
        return message
    calls = list(message.tool_calls)
    for bad in message.invalid_tool_calls:
        arguments = read_object(bad.get("args") or "{}")
        calls.append(_call(bad.get("name") or "", arguments or {}, bad.get("id")))
    if not calls:
        calls = [each for each in _calls_in_text(_text_of(message)) if each["name"] in names]
    if not calls:
        return message
    return AIMessage(
        content=message.content if message.tool_calls else "",
        tool_calls=calls,
        response_metadata=message.response_metadata,
        usage_metadata=message.usage_metadata,
        id=message.id,
    )


def _calls_in_text(text: str) -> list[ToolCall]:
    parts = _CALL_IN_TEXT.findall(text) or ([text] if '"name"' in text or "'name'" in text else [])
    found = [read_object(part) for part in parts]
    calls = []
    for each in found:
        if not each or not isinstance(each.get("name"), str):
            continue
        arguments = each.get("arguments", each.get("parameters", each.get("args", {})))
        if isinstance(arguments, str):
            arguments = read_object(arguments)
        calls.append(_call(each["name"], arguments if isinstance(arguments, dict) else {}, None))
    return calls


def _call(name: str, arguments: dict[str, Any], identity: str | None) -> ToolCall:
    return ToolCall(name=name, args=arguments, id=identity or f"call_{uuid4().hex[:8]}", type="tool_call")


def _text_of(message: BaseMessage) -> str:
    """The text of a reply without its thinking."""
    content = message.content
    if isinstance(content, list):
        content = "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in content)
    return _THOUGHT.sub("", content).strip()
