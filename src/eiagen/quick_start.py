"""Leaves out what a short process gains nothing from: a quarter of the time of a check."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from types import ModuleType


def save_time() -> None:
    """To be called before Pydantic is imported."""
    _without_plugin_loader()
    # Importing makes many objects, all of which stay: the collector would go through them time and again.
    gc.set_threshold(500_000)


def _without_plugin_loader() -> None:
    """Puts an empty list where Pydantic imports what would look for plugins: there are to be none anyway."""
    name = "pydantic.plugin._loader"
    stand_in = ModuleType(name)

    def anything_else(wanted: str) -> object:
        if wanted.startswith("__"):  # import itself asks whether it is a package
            raise AttributeError(wanted)
        sys.modules.pop(name, None)  # another Pydantic wants more of it: so it is imported after all
        return getattr(import_module(name), wanted)

    vars(stand_in).update(get_plugins=tuple, __getattr__=anything_else)
    sys.modules[name] = stand_in
