"""Addresses of cited places, as a client of the server opens them."""

from __future__ import annotations

from dataclasses import dataclass

from qa.fronts.serving.limits import Keys


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of cited places, as the client of one request can open them."""

    base: str
    keys: Keys

    def page(self, key: str) -> str:
        """The address of our page that shows the place to a person."""
        signature = f"&signature={self.keys.sign(key)}" if self.keys else ""
        return f"{self.base}/?citation={key}{signature}"

    def view(self, key: str) -> str:
        return f"{self.base}/v1/citations/{key}{self._signature(key)}"

    def image(self, key: str) -> str:
        return f"{self.base}/v1/citations/{key}.png{self._signature(key)}"

    def _signature(self, key: str) -> str:
        return f"?signature={self.keys.sign(key)}" if self.keys else ""
