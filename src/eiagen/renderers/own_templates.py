"""What a body's own templates may be: text that is used, and pages that can be made into every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from eiagen.errors import EiagenError, Problem, problem
from eiagen.plain_words import nearest
from eiagen.renderers.own_content import foreign_in
from eiagen.resources import folder
from eiagen.text_file import decoded, read_bytes

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.nodes import Block, Node, Template

TABLES = ("report-grid", "report-card", "heat-map", "easy")
"""Classes of tables, which are table styles in Word."""
_WANTED = "a template is a text file"


def refuse_unread(own: Path) -> None:
    """Raises `EiagenError` for templates that are no text, and for those that would never be used.

    The second take no place of ours, and none of the folder's speaks of them. They are nearly always a slip
    in the name, and the page would come out as if nobody had written them.
    """
    ours = folder("templates")
    known = {file.relative_to(ours).as_posix() for file in ours.rglob("*.j2")}
    known |= {name.removeprefix("letters/") for name in known}
    files = {file.relative_to(own).as_posix(): file for file in sorted(own.rglob("*.j2")) if file.is_file()}
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name, file in files.items():
        try:
            texts[name] = decoded(read_bytes(str(file), what="template"), str(file), _WANTED)
        except EiagenError as error:
            problems += error.problems
            texts[name] = ""
    problems += [
        Problem(
            str(files[name]),
            None,
            None,
            f"eiagen has no template of this name, so it would never be used{nearest(name, known)}",
        )
        for name in files.keys() - known
        if not any(name in text for other, text in texts.items() if other != name)
    ]
    if problems:
        raise EiagenError(sorted(problems, key=_in_order))


def _in_order(one: Problem) -> tuple[str, int, int, str]:
    return (one.path, one.line or 0, one.column or 0, one.message)


@dataclass(frozen=True)
class _Read:
    """A template as Jinja read it."""

    file: Path
    text: str
    tree: Template

    @property
    def extends(self) -> str | None:
        """The template that it extends; None where it extends none, or one that is only known later."""
        from jinja2 import nodes

        for node in self.tree.body:
            if isinstance(node, nodes.Extends) and isinstance(node.template, nodes.Const):
                return str(node.template.value)
        return None

    @property
    def is_open(self) -> bool:
        """Whether only the page shows what it extends."""
        from jinja2 import nodes

        return self.extends is None and self.tree.find(nodes.Extends) is not None


class OwnTemplates:
    """The templates that a page is made of, some of them in the folder of a body."""

    def __init__(self, name: str, own: Path, environment: Environment) -> None:
        self._name = name
        self._own = own
        self._environment = environment

    @cached_property
    def _reached(self) -> dict[str, _Read]:
        """Every template that the page can take in, by name; what can't be read is told when it is used."""
        from jinja2 import TemplateError, meta

        found: dict[str, _Read] = {}
        waiting = [self._name]
        loader = self._environment.loader
        while waiting:
            name = waiting.pop()
            if name in found or loader is None:
                continue
            try:
                text, file, _ = loader.get_source(self._environment, name)
                tree = self._environment.parse(text, name, file)
            except TemplateError:
                continue
            found[name] = _Read(Path(file or name), text, tree)
            waiting += [each for each in meta.find_referenced_templates(tree) if each is not None]
        return found

    def _chain(self, name: str) -> list[_Read]:
        """A template and what it extends, the innermost last; empty where that is only known later."""
        chain: list[_Read] = []
        next_name: str | None = name
        while next_name is not None:
            read = self._reached.get(next_name)
            if read is None or read.is_open or read in chain:
                return []
            chain.append(read)
            next_name = read.extends
        return chain

    @cached_property
    def _files(self) -> list[_Read]:
        return [read for read in self._reached.values() if read.file.is_relative_to(self._own)]

    @property
    def file(self) -> Path:
        """Which file to tell of where the page as a whole is wrong: the sheet, if it is the body's own."""
        chain = self._chain(self._name) or self._files
        own = [read.file for read in chain if read.file.is_relative_to(self._own)]
        return own[-1] if own else self._own

    def place_of(self, written: tuple[str, ...]) -> tuple[Path, int | None]:
        """Where the first of these is written in the body's templates; their file alone where none is."""
        for each in filter(str.strip, written):
            for read in self._files:
                at = read.text.lower().find(each.lower())
                if at >= 0:
                    return read.file, read.text.count("\n", 0, at) + 1
        return self.file, None

    def refuse_unused(self) -> None:
        """Raises `EiagenError` for what the body wrote into templates and Jinja would leave out silently.

        That is a block of a name that what is extended has not, and text outside of every block.
        """
        from jinja2 import nodes

        problems: set[Problem] = set()
        pages = {self._name}
        for read in self._reached.values():
            for one in read.tree.find_all(nodes.Include):
                if isinstance(one.template, nodes.Const) and isinstance(one.template.value, str):
                    pages.add(one.template.value)
        for name in pages:
            chain = self._chain(name)
            used, known = _used_blocks(chain), _blocks_of(chain)
            for read in chain[:-1]:
                if read.file.is_relative_to(self._own):
                    problems.update(_never_used(read, used, known))
        if problems:
            raise EiagenError(sorted(problems, key=_in_order))


def _definitions(read: _Read) -> dict[str, Block]:
    from jinja2 import nodes

    return {block.name: block for block in read.tree.find_all(nodes.Block)}


def _blocks_of(chain: list[_Read]) -> set[str]:
    """Names of the blocks that what is extended has."""
    return {name for read in chain[1:] for name in _definitions(read)}


def _used_blocks(chain: list[_Read]) -> set[str]:
    """Names of the blocks that the page shows, whoever wrote them last."""
    from jinja2 import nodes

    definitions = [_definitions(read) for read in chain]
    used: set[str] = set()
    waiting: list[Node] = [chain[-1].tree] if chain else []
    while waiting:
        node = waiting.pop()
        names = {block.name for block in _outermost_blocks(node)}
        # A block may be asked for once more by its name: {{ self.title() }}.
        for asked in node.find_all(nodes.Getattr):
            if isinstance(asked.node, nodes.Name) and asked.node.name == "self":
                names.add(asked.attr)
        for name in names - used:
            used.add(name)
            for block in (each[name] for each in definitions if name in each):
                waiting.append(block)
                if not any(one.name == "super" for one in block.find_all(nodes.Name)):
                    break
    return used


def _outermost_blocks(node: Node) -> Iterator[Block]:
    from jinja2 import nodes

    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child
        else:
            yield from _outermost_blocks(child)


def _never_used(read: _Read, used: set[str], known: set[str]) -> Iterator[Problem]:
    for block in _outermost_blocks(read.tree):
        if block.name not in used:
            what = (
                f"the block “{block.name}” would never be used: what it stands in is written anew without it"
                if block.name in known
                else f"there is no block “{block.name}” to fill, so it would never be used"
                f"{nearest(block.name, known)}"
            )
            yield Problem(str(read.file), block.lineno, None, what)
    if (line := _outside_blocks(read.tree.body)) is not None:
        what = "what stands outside of every block here would never be used; put it into one"
        yield Problem(str(read.file), line, None, what)


def _outside_blocks(body: list[Node]) -> int | None:
    """The line on which something is to be printed after “extends” and outside of every block."""
    from jinja2 import nodes

    extends = next((number for number, one in enumerate(body) if isinstance(one, nodes.Extends)), len(body))
    for node in body[extends + 1 :]:
        printing = [node] if isinstance(node, nodes.Output) else []
        if isinstance(node, nodes.If | nodes.For):
            printing = list(node.find_all(nodes.Output)) if node.find(nodes.Block) is None else []
        for output in printing:
            for part in output.nodes:
                if not isinstance(part, nodes.TemplateData):
                    return part.lineno
                if text := part.data.lstrip():
                    return part.lineno + part.data[: len(part.data) - len(text)].count("\n")
    return None


def refuse_unusable(html: str, templates: OwnTemplates, guide: str) -> None:
    """Raises `EiagenError` for a page that Word and the others can't be made of, and for what acts in it.

    That is a script, and whatever is fetched from elsewhere when the page is opened.
    """
    from lxml import etree

    if not html.strip():
        raise problem(templates.file, f"the page that this makes is empty: nothing is written in it; {guide}")
    page = etree.fromstring(html.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    main = page.find("body/main") if page is not None else None
    if main is None:
        raise problem(templates.file, "the page has no <main>: extend “letter.html.j2”, or write one")
    for table in main.iter("table"):
        if table.get("class") not in TABLES:
            raise problem(
                templates.file, 'a table needs class="report-grid", because Word’s look is named by it'
            )
        missing = [part for part in ("colgroup", "thead", "tbody") if table.find(part) is None]
        if missing:
            what = f"a table needs <{missing[0]}>: Word takes its widths and header from there"
            raise problem(templates.file, what)
        columns = len(table.findall("colgroup/col"))
        if any(len(row) > columns for row in table.iter("tr")):
            what = f"a row of a table has more cells than its <colgroup> has columns ({columns})"
            raise problem(templates.file, what)
    if any(link.get("href") is None for link in main.iter("a")):
        raise problem(templates.file, "a link, <a>, needs its address: href=…")
    problems = set()
    for foreign in foreign_in(page):
        file, line = templates.place_of(foreign.written)
        problems.add(Problem(str(file), line, None, f"{foreign.what}; {guide}"))
    if problems:
        raise EiagenError(sorted(problems, key=_in_order))
