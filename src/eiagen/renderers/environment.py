"""What every page is made with: Jinja, escaping everything, with a body's own templates before ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PurePath
from types import ModuleType
from typing import TYPE_CHECKING, Any

from eiagen.counted import count_of
from eiagen.errors import EiagenError, problem
from eiagen.gap_rules.subject import is_blank
from eiagen.plain_words import nearest
from eiagen.renderers.effects import links_to_effects, terms_of_measure
from eiagen.renderers.facts import in_line, told
from eiagen.renderers.own_templates import OwnTemplates, refuse_unread, refuse_unusable
from eiagen.renderers.prose import opening, prose
from eiagen.renderers.wording import capital, day, is_web_address, links_to, site, small
from eiagen.resources import folder

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

HELP = "docs/templates.md says what a template can use"
_OURS = "eiagen"
"""The folder by which a template reaches ours of a name that another has taken the place of."""
_PATH_WORDS = ("name", "stem", "suffix")
_MOST = 1_000_000
"""A template may make no longer text or list by multiplying one."""
_MOST_OF_POWER = 1000
_WIDE_FIELD = re.compile(r"%[^%\w]*(?:\d{5}|\*)")


def environment(own: Path | None = None) -> Environment:
    """What every page is made with; templates of the folder `own` come before ours, in a sandbox."""
    return _ours() if own is None else _sandbox(own)


@cache
def _ours() -> Environment:
    from jinja2 import FileSystemLoader

    from eiagen.renderers.quick_escaping import QuickEnvironment

    ours = folder("templates")
    # A letter's templates are asked for without their folder, too.
    return _made(QuickEnvironment, FileSystemLoader([ours, ours / "letters"]))


def _sandbox(own: Path) -> Environment:
    """An environment in which templates read what they are given and nothing else on the computer."""
    from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader
    from jinja2.exceptions import SecurityError
    from jinja2.runtime import Context
    from jinja2.sandbox import SandboxedEnvironment
    from pydantic import BaseModel

    class Sandbox(SandboxedEnvironment):
        intercepted_binops = frozenset(("*", "**", "%"))

        def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
            # A few characters could ask for more than any memory holds, and for as long.
            if _is_too_much(operator, left, right):
                raise SecurityError(f"“{operator}” with such large numbers")
            return super().call_binop(context, operator, left, right)

        # Lists may be added to: our templates make some. What is given is frozen, or made for the page.
        def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
            # What is given holds models, modules and paths, and some of what these can do opens files.
            if isinstance(obj, BaseModel) or (isinstance(obj, type) and issubclass(obj, BaseModel)):
                allowed = not hasattr(BaseModel, attr)
            elif isinstance(obj, ModuleType):
                home = getattr(value, "__module__", obj.__name__)
                allowed = not isinstance(value, ModuleType) and home == obj.__name__
            elif isinstance(obj, PurePath):
                allowed = attr in _PATH_WORDS
            else:
                allowed = True
            return allowed and super().is_safe_attribute(obj, attr, value)

    ours = folder("templates")
    both = FileSystemLoader([own, own / "letters", ours / "letters", ours])
    return _made(Sandbox, ChoiceLoader([both, PrefixLoader({_OURS: FileSystemLoader(ours)})]))


def _is_too_much(operator: str, left: object, right: object) -> bool:
    """Whether working it out would make a text or list, or a number, that is longer than any page."""
    if operator == "%":
        return isinstance(left, str) and bool(_WIDE_FIELD.search(left))
    sizes = [len(one) if isinstance(one, str | list | tuple) else None for one in (left, right)]
    if operator == "*":
        times = next((one for one in (left, right) if isinstance(one, int)), 0)
        return any(size is not None and size * times > _MOST for size in sizes)
    return any(isinstance(one, int | float) and abs(one) > _MOST_OF_POWER for one in (left, right))


def _made(kind: type[Environment], loader: BaseLoader) -> Environment:
    from jinja2 import StrictUndefined

    made = kind(
        loader=loader,
        autoescape=True,  # by name only *.html would be, and not *.html.j2
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    equip(made)
    return made


def equip(made: Environment) -> None:
    """Gives an environment the words that every template may use."""
    made.filters |= {
        "prose": prose,
        "opening": opening,
        "day": day,
        "count_of": count_of,
        "site": site,
        "capital": capital,
        "links_to": links_to,
        "links_to_effects": links_to_effects,
        "small": small,
        "terms": terms_of_measure,
        "told": told,
        "in_line": in_line,
    }
    made.tests |= {"blank": is_blank, "web_address": is_web_address}


def page(name: str, fields: Mapping[str, object], own: Path | None = None, guide: str = HELP) -> str:
    """The page that a template makes of these fields.

    Raises `EiagenError`, with file and line, for a template of the user's own that can't be used; `guide`
    says where it is written what one can use.
    """
    if own is None:
        return environment().get_template(name).render(fields)
    refuse_unread(own)
    made = environment(own)
    templates = OwnTemplates(name, own, made)
    templates.refuse_unused()
    try:
        html = made.get_template(name).render(fields)
    except Exception as error:  # whatever a template of somebody's own can bring about is theirs to mend
        raise _told(error, own, fields, guide) from None
    refuse_unusable(html, templates, guide)
    return html


@contextmanager
def refusing(own: Path | None, suffix: str, guide: str = HELP) -> Iterator[None]:
    """Says of a page with a template of the user's own that a format can't be made of it, and whose it is."""
    try:
        yield
    except (TypeError, ValueError, LookupError, AttributeError, StopIteration):
        if own is None:
            raise
        what = (
            f"the page cannot be written as {suffix}, because an element of it is not one of those; {guide}"
        )
        raise problem(own, what) from None


def _told(error: Exception, own: Path, fields: Mapping[str, object], guide: str) -> EiagenError:
    """What is wrong with a template, in plain words at its line."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    file, line = _place_of(error, own)
    if isinstance(error, TemplateSyntaxError):
        file, line = error.filename or file, error.lineno
        message = f"this is not how a template is written: {error.message or 'it cannot be read'}"
    elif isinstance(error, TemplateNotFound):
        message = f"there is no template “{error.name}” in this folder or among eiagen’s own"
    elif isinstance(error, UndefinedError):
        message = _unknown(str(error), fields)
    elif isinstance(error, SecurityError):
        message = f"a template may not do this: {error}"
    else:
        message = f"this cannot be worked out: {error or type(error).__name__}"
    return problem(file, f"{message}; {guide}", line)


def _place_of(error: Exception, own: Path) -> tuple[object, int | None]:
    """The innermost line of a template that was at work: Jinja names templates in its tracebacks."""
    ours = folder("templates")
    place: tuple[object, int | None] = (own, None)
    step = error.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if name.endswith(".j2") and (Path(name).is_relative_to(own) or Path(name).is_relative_to(ours)):
            place = (name, step.tb_lineno)
        step = step.tb_next
    return place


def _unknown(said: str, fields: Mapping[str, object]) -> str:
    if (name := re.fullmatch(r"'(\w+)' is undefined", said)) is not None:
        return f"there is no “{name[1]}” here{nearest(name[1], fields)}"
    if (found := re.search(r"'[\w.]*?(\w+)(?: object)?' has no attribute '(\w+)'", said)) is not None:
        return f"there is no field “{found[2]}” in {found[1].lower()}"
    return said
