"""What every page is made with: Jinja, escaping everything, and the words that templates may use."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from eiagen.gap_rules.subject import is_blank
from eiagen.renderers.effects import links_to_effects, terms_of_measure
from eiagen.renderers.facts import in_line, told
from eiagen.renderers.prose import opening, prose
from eiagen.renderers.wording import capital, count_of, day, is_web_address, links_to, site, small
from eiagen.resources import folder

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> Environment:
    """What every page is made with."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(folder("templates")),
        autoescape=True,  # by name only *.html would be, and not *.html.j2
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
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
    return made
