"""Puts the lines of pages together: paragraphs, headings, columns and tables, by where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from eiagen.document import PassageKind
from eiagen.readers.content import Block, Cell, Paragraph, Table, fold, leaves
from eiagen.readers.flows import Flow, Line, flow_of, flows_of, in_place
from eiagen.readers.footnotes import follows, mark
from eiagen.readers.furniture import furniture
from eiagen.readers.hyphens import HYPHEN, LINE_ENDS, Hyphens
from eiagen.readers.wording import BULLET, ENDS, NUMBERED, contents_title, section_depth

_CONTENTS_TITLES = frozenset({"contents", "table of contents", "list of contents", "cynnwys", "index"})
_ENDS_IN_NUMBER = re.compile(r"(?:^|\D)\d{1,3}$")
_GO_ON = frozenset(
    """
    a an and are as at be by for from has have in into is its of on or our such than that the their this
    to was were which who whose with your
    """.split()  # noqa: SIM905
)
"""Words with which no paragraph ends."""

_FIGURES = "0123456789"
_BOXES = "☐☒☑"
_COLUMN_LINES = 9
"""From here on, what stands side by side is columns of a page rather than cells of a table."""


@dataclass(slots=True)
class _Row:
    """Cells side by side: of each, the flows one below the other."""

    cells: list[list[Flow]]
    top: float
    """Upper edge of the cell that reaches highest."""

    bottom: float
    """Lower edge of the cell that reaches lowest."""


@dataclass(slots=True)
class _Broken:
    """The table at the end of a page, which may go on in the next."""

    table: Table
    columns: list[float]
    """Where each begins."""

    level: bool
    """Whether the cells of each row begin at one height."""


@dataclass
class _Look:
    """How the body of a document is set, against which headings and notes stand out."""

    height: float
    bold: bool
    leading: float
    """Distance of one line to the next, in heights."""

    hyphens: Hyphens

    levels: dict[float, int] = field(default_factory=dict)
    """Height of headings → level."""

    noted: int = 0
    """Number of the last footnote."""

    def is_small(self, line: Line) -> bool:
        """Whether the line is set smaller than the body, as notes are."""
        return line.height < self.height * 0.95


def blocks(pages: list[list[Line]], bookmarks: dict[int, dict[str, int]]) -> list[Block]:
    """What the pages hold, in reading order, without their running heads and numbers."""
    pages = _without_furniture(pages)
    look = _look(pages)
    found: list[Block] = []
    last: Flow | None = None
    broken: _Broken | None = None
    for lines in pages:
        page_blocks: list[Block] = []
        lines = in_place(lines)
        flows = flows_of(lines)
        if broken is not None:
            flows = _without_row(flows, broken, look)
        groups = _groups(flows)
        broken = None
        above: Flow | None = None
        for group in groups:
            if isinstance(group, Flow):
                if above is not None and page_blocks and _is_next_column(above, group):
                    its_blocks: list[Block] = []
                    _paragraphs(group, look, its_blocks)
                    _join(page_blocks, its_blocks, look.hyphens, _is_cut(above, group))
                else:
                    _paragraphs(group, look, page_blocks)
                above = group
            else:
                table = _table(group, look)
                page_blocks.append(table)
                broken = _Broken(table, _columns(group), all(map(_is_level, group)))
                above = None
        if _is_contents_page(lines):
            page_blocks = _contents(page_blocks)
        if broken is not None and broken.table is not _before_notes(page_blocks):
            broken = None
        first = groups[0] if groups else None
        _join_pages(
            found, page_blocks, look.hyphens, _is_cut(last, first if isinstance(first, Flow) else None)
        )
        if groups:
            last = above
    _bookmarked(found, bookmarks)
    return found


def _is_contents_page(lines: list[Line]) -> bool:
    """Whether the page says that it is the contents, and most of what it lists ends in a page number."""
    short = [line.text for line in lines[:60] if len(line.text) < 30]
    if not any(text.casefold().strip(" :") in _CONTENTS_TITLES for text in short):
        return False
    numbered = sum(1 for line in lines if _ENDS_IN_NUMBER.search(line.text))
    return numbered >= 5 and numbered >= len(lines) * 0.33


def _contents(page: list[Block]) -> list[Block]:
    """The page's blocks as lines of contents: a cell with a page number goes with what it counts."""
    found: list[Block] = []
    for block in page:
        rows = block.rows if isinstance(block, Table) else [[Cell([block], 0)]]
        for row in rows:
            text = " ".join(cell.text for cell in row)
            first = next((block.page for cell in row for block in leaves(cell.blocks)), None)
            if text.casefold().strip(" :") in _CONTENTS_TITLES:
                found.append(Paragraph(text, "heading", 2, first))
            elif text:
                found.append(Paragraph(text, "contents", 0, first))
    return found


def _without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """A page draws its head and foot in any order, so it's where they stand that shows them."""
    downwards = [sorted(lines, key=attrgetter("y"), reverse=True) for lines in pages]
    repeated = furniture(
        [[line.text for line in lines] for lines in downwards],
        [[line.y for line in lines] for lines in downwards],
    )
    kept = []
    for lines, ordered, found in zip(pages, downwards, repeated, strict=True):
        dropped = {ordered[at] for at in found}
        kept.append([line for line in lines if line not in dropped] if dropped else lines)
    return kept


def _look(pages: list[list[Line]]) -> _Look:
    letters: dict[float, int] = {}
    bolds = 0
    for lines in pages:
        for line in lines:
            length = len(line.text)
            letters[line.height] = letters.get(line.height, 0) + length
            if line.bold:
                bolds += length
    sizes: Counter[float] = Counter()
    for its_height, length in letters.items():
        sizes[round(its_height)] += length
    total = sum(letters.values())
    height = sizes.most_common(1)[0][0] if sizes else 12.0
    distances: Counter[int] = Counter()
    for lines in pages:
        tenths = [
            10 * (above.y - line.y) / line.height
            for above, line in pairwise(lines)
            if -1 < line.height - height < 1
        ]
        distances.update([round(tenth) for tenth in tenths if 7 < tenth < 22])
    leading = distances.most_common(1)[0][0] / 10 if distances else 1.1
    hyphens = Hyphens(lambda: (line.text for lines in pages for line in lines))
    look = _Look(height, bolds > total * 0.5, max(leading, 0.8), hyphens)
    high = height * 1.15
    higher = {
        round(line.height)
        for lines in pages
        for line in lines
        if line.height > high and any(map(str.isalpha, line.text[:20]))
    }
    for level, its_height in enumerate(sorted(higher, reverse=True), start=1):
        look.levels[its_height] = min(level, 5)
    return look


def _groups(flows: list[Flow]) -> list[Flow | list[_Row]]:
    """Flows that stand alone, and tables: rows of cells of flows."""
    rows: list[_Row] = []
    for flow in flows:
        if rows and len(rows[-1].cells) == 1 and len(rows[-1].cells[0]) == 1:
            above = _part_above(rows[-1].cells[0][0], flow) or _title_above(rows[-1].cells[0][0], flow)
            if above is not None:
                rows[-1:] = [_row(above), _row(rows[-1].cells[0][0])]
        if not rows or not _goes_on(rows[-1], flow):
            rows.append(_row(flow))
    groups: list[Flow | list[_Row]] = []
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and _is_row(rows[end]) and (end == at or _aligned(rows[end - 1], rows[end])):
            end += 1
        if end - at >= 2 or (end > at and len(rows[at].cells) >= 3):
            groups.append(rows[at:end])
            at = end
        else:
            groups += [flow for cell in rows[at].cells for flow in cell]
            at += 1
    return groups


def _part_above(flow: Flow, beside: Flow) -> Flow | None:
    """Cut the flow where another begins beside it, below some space: what is above is no part of that row."""
    first = beside.lines[0]
    height = first.height
    if flow.lines[-1].y - first.y >= height * 0.4:
        return None  # the other begins below all of it
    for at in range(1, len(flow.lines)):
        line = flow.lines[at]
        if abs(line.y - first.y) < height * 0.4:
            rest = flow.lines[at:]
            right = max(each.x1 for each in rest)
            if beside.x0 < right - 1 or flow.lines[at - 1].y - line.y < height * 1.15:
                return None
            above = Flow(flow.lines[:at], flow.x0, flow.x1)
            flow.lines, flow.x0, flow.x1 = rest, min(each.x0 for each in rest), right
            return above
    return None


def _title_above(flow: Flow, beside: Flow) -> Flow | None:
    """Cut the flow below a title that spans its column and the one that begins beside it."""
    lines = flow.lines
    if lines[0].x1 < beside.x0:
        return None
    at = len(lines)
    while at and lines[at - 1].x1 < beside.x0:
        at -= 1
    if not 0 < at < 5 or len(lines) < at + 4:
        return None
    last, line = lines[at - 1], lines[at]
    if last.height < line.height * 1.13 or beside.top > line.y + line.height * 1.6:
        return None
    above = flow_of(lines[:at])
    rest = flow_of(lines[at:])
    flow.lines, flow.x0, flow.x1 = rest.lines, rest.x0, rest.x1
    return above


def _row(flow: Flow) -> _Row:
    return _Row([[flow]], flow.top, flow.bottom)


def _goes_on(row: _Row, flow: Flow) -> bool:
    """Whether the flow is one more cell of the row, or goes on in its last cell; if so it is put there."""
    top, cells = flow.top, row.cells
    last = cells[-1][-1]
    height = flow.lines[0].height
    if flow.x0 > last.x1 - 1 and row.bottom < top <= row.top + height * 0.6:
        cells.append([flow])
        row.top = max(row.top, top)
    elif len(cells) > 1 and abs(flow.x0 - last.x0) < 3 and 0 < last.bottom - top < height * 2.5:
        cells[-1].append(flow)
    else:
        return False
    row.bottom = min(row.bottom, flow.bottom)
    return True


def _is_row(row: _Row) -> bool:
    cells = row.cells
    if len(cells) < 2:
        return False
    # A number or a bullet that stands before its text is a point of a list, not a cell.
    if len(cells) == 2 and len(cells[0]) == 1 and len(cells[0][0].lines) == 1:
        mark = cells[0][0].lines[0].text
        if len(mark) <= 5 and (BULLET.match(f"{mark} x") or NUMBERED.match(f"{mark} x")):
            return False
    return len(cells) > 3 or min(sum(len(flow.lines) for flow in cell) for cell in cells) < _COLUMN_LINES


def _aligned(above: _Row, row: _Row) -> bool:
    """Whether two cells of each row begin, or end, or have their middle, in the same places."""
    matches = 0
    others = [(cell[0].x0, cell[0].x1) for cell in above.cells]
    for cell in row.cells:
        x0, x1 = cell[0].x0, cell[0].x1
        for other0, other1 in others:
            if abs(x0 - other0) < 4 or abs(x1 - other1) < 4 or abs(x0 + x1 - other0 - other1) < 8:
                matches += 1
                if matches == 2:
                    return True
                break
    return False


def _columns(rows: list[_Row]) -> list[float]:
    """Where the columns of the table begin."""
    edges: list[float] = []
    for edge in sorted([cell[0].x0 for row in rows for cell in row.cells]):
        if not edges or edge - edges[-1] > 14:
            edges.append(edge)
    return edges


def _table(rows: list[_Row], look: _Look) -> Table:
    edges = _columns(rows)
    table = Table([])
    for row in rows:
        cells: list[Cell] = []
        for cell in row.cells:
            column = max(bisect_right(edges, cell[0].x0 + 1) - 1, 0)
            if cells:
                column = max(column, cells[-1].column + 1)
                cells[-1].span = column - cells[-1].column
            its_blocks: list[Block] = []
            for flow in cell:
                _paragraphs(flow, look, its_blocks, in_cell=True)
            cells.append(Cell(its_blocks, column))
        table.rows.append(cells)
    return table


def _before_notes(blocks: list[Block]) -> Block | None:
    """The last of the blocks, those left out that are footnotes."""
    return next((block for block in reversed(blocks) if not _is_note(block)), None)


def _is_note(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.kind == "note"


def _without_row(flows: list[Flow], broken: _Broken, look: _Look) -> list[Flow]:
    """The flows without those at the top of the page that go on in the last row of the table before it.

    They stand in its columns, and nothing where it begins: there a new row would say what it is about.
    """
    header, last = broken.table.rows[0], broken.table.rows[-1]
    columns, first = broken.columns, last[0].column
    start = len(header)
    if [_text(flow, look) for flow in flows[:start]] != [cell.text for cell in header]:
        start = 0
    end = start
    placed: list[tuple[int, Flow]] = []
    while end < len(flows) and (column := _column_of(flows[end], columns, first)) is not None:
        placed.append((column, flows[end]))
        end += 1
    if not any(_may_go_on(last, column, flow) for column, flow in placed):
        return flows
    rest: list[Flow] = []
    if end < len(flows):
        # Cells of the next row may follow with no more space than between lines.
        top = flows[end].top
        cut = [(column, *_cut_at(flow, top)) for column, flow in placed]
        rest = [below for _, _, below in cut if below is not None]
        if rest and not broken.level:
            return flows
        placed = [(column, above) for column, above, _ in cut if above is not None]
        # A row is read from its first cell on.
        rest = [flows[end], *rest] if rest else rest
        end += bool(rest)
    for column, flow in placed:
        its_blocks: list[Block] = []
        _paragraphs(flow, look, its_blocks, in_cell=True)
        _add(last, column, its_blocks, look.hyphens)
    return flows[:start] + rest + flows[end:]


def _cut_at(flow: Flow, height: float) -> tuple[Flow | None, Flow | None]:
    """The part of the flow above this height, and the part below it."""
    above = [line for line in flow.lines if line.y > height - line.height * 0.4]
    below = flow.lines[len(above) :]
    if not above or not below:
        return (flow, None) if above else (None, flow)
    return flow_of(above), flow_of(below)


def _is_level(row: _Row) -> bool:
    """Whether all cells of the row begin at one height."""
    return all(row.top - cell[0].top < cell[0].lines[0].height * 0.5 for cell in row.cells)


def _text(flow: Flow, look: _Look) -> str:
    return fold(_joined(flow.lines, look.hyphens))


def _column_of(flow: Flow, columns: list[float], first: int) -> int | None:
    """In which column behind the first the flow stands; None if in none, or across the next."""
    for at, edge in enumerate(columns):
        if at > first and abs(flow.x0 - edge) < 4:
            return at if at + 1 == len(columns) or flow.x1 < columns[at + 1] + 2 else None
    return None


def _may_go_on(row: list[Cell], column: int, flow: Flow) -> bool:
    """Whether what the row says in this column isn't at its end, or the flow begins in a sentence."""
    if flow.lines[0].text[0].islower():
        return True
    before = next((cell.text for cell in row if cell.column == column), "")
    return before.count(" ") > 2 and not before.endswith(ENDS) and any(map(str.isalpha, flow.lines[0].text))


def _add(row: list[Cell], column: int, blocks: list[Block], hyphens: Hyphens) -> None:
    """Add the blocks to the row's cell in this column."""
    for at, cell in enumerate(row):
        if cell.column == column:
            _join(cell.blocks, blocks, hyphens, 1)
            return
        if cell.column > column:
            row.insert(at, Cell(blocks, column))
            return
    row.append(Cell(blocks, column))


def _paragraphs(flow: Flow, look: _Look, found: list[Block], in_cell: bool = False) -> None:
    """Add the paragraphs of the flow to what was found."""
    if len(flow.lines) == 1:
        _finish(flow.lines, look, found, in_cell)
        return
    lines = [flow.lines[0]]
    for line in flow.lines[1:]:
        if _begins(line, lines, flow, look):
            _finish(lines, look, found, in_cell)
            lines = [line]
        else:
            lines.append(line)
    _finish(lines, look, found, in_cell)


def _begins(line: Line, lines: list[Line], flow: Flow, look: _Look) -> bool:
    """Whether the line begins a new paragraph below the lines of the last one."""
    last = lines[-1]
    height = last.height
    text = line.text
    if text[0] in _FIGURES and _begins_note(line, lines[0], look):
        return True
    if last.text[-1] == HYPHEN:
        return False
    if len(lines) == 1 and line.x0 > last.x0 + 2 and BULLET.match(last.text):
        height = line.height  # a bullet may be of another size than its text
    elif abs(line.height - height) > height * 0.13 and len(text) > 2:
        return True
    usual = lines[-2].y - last.y if len(lines) > 1 else look.leading * height
    least = height * 0.8
    if last.y - line.y > (usual if usual > least else least) * 1.22 + 0.5:
        return True
    if BULLET.match(text) or text[0] in _BOXES or contents_title(last.text) is not None:
        return True
    lower = text[:1].islower()
    ends = last.text.endswith(ENDS)
    if line.bold != last.bold and len(text) < 110 and len(last.text) < 110:
        # A heading ends where the weight does; a word in bold at a line's start does not begin a paragraph.
        if last.bold and not lower and all(above.bold for above in lines):
            return True
        if line.bold and ends:
            return True
    width = flow.x1 - flow.x0
    room = flow.x1 - last.x1
    short = room > width * 0.12 and room > height * 2 and room > _first_word(line, last)
    if (short or ends or last.bold) and NUMBERED.match(text):
        return True
    if lower or height > look.height * 1.15:
        return False
    if ends:
        return short or (len(lines) > 1 and line.x0 > last.x0 + height * 0.8)
    return short and room > width * 0.4 and width > height * 12


def _begins_note(line: Line, first: Line, look: _Look) -> bool:
    """Whether the line, which begins with a figure, is the next note below one, or one in small print."""
    if line.raised:
        return first.raised > 0 or look.is_small(line)
    if first.raised and line.height < first.height * 0.8 and line.text.isdecimal():
        return True  # the mark of a note that has no letters
    if not look.is_small(line):
        return False
    above, here = mark(first.text, first.raised), mark(line.text, 0)
    if above is None or here is None or not above[0].isdecimal():
        return False
    return int(here[0]) == int(above[0]) + 1


def _first_word(line: Line, last: Line) -> float:
    """About how wide the line's first word is in the type of the last line, with the space before it."""
    return (len(line.text.split(" ", 1)[0]) + 0.5) * (last.x1 - last.x0) / len(last.text)


def _finish(lines: list[Line], look: _Look, found: list[Block], in_cell: bool) -> None:
    first = lines[0]
    text = fold(first.text if len(lines) == 1 else _joined(lines, look.hyphens))
    if not text:
        return
    kind: PassageKind = "paragraph"
    level = 0
    note = ""
    listed = contents_title(text)
    if listed is not None:
        kind, text = "contents", listed or text
    elif bullet := BULLET.match(text):
        kind, level, text = "item", 1, text[bullet.end() :].strip()
    elif not in_cell and not first.filled and (heading := _heading_level(lines, text, look)):
        kind, level = "heading", heading
    elif not in_cell and (its_mark := _note_mark(first, text, look)):
        kind, note, text = "note", f"footnote {its_mark[0]}", text[its_mark[1] :]
    elif " " in text and NUMBERED.match(text):
        kind, level = "item", 1
    if text:
        found.append(Paragraph(text, kind, level, first.page, None, note))


def _note_mark(first: Line, text: str, look: _Look) -> tuple[str, int] | None:
    """The mark of a footnote with which the paragraph begins, and where its own words do."""
    if first.filled or not (first.raised or look.is_small(first)):
        return None
    found = mark(text, first.raised)
    if found is None:
        return None
    is_link = text.startswith(("http", "www."), found[1])
    if not (first.raised or is_link or follows(found[0], look.noted)):
        return None
    if found[0].isdecimal():
        look.noted = int(found[0])
    return found


def _joined(lines: list[Line], hyphens: Hyphens) -> str:
    """The lines as one text."""
    text = lines[0].text
    for line in lines[1:]:
        if text[-1] in LINE_ENDS:
            text = hyphens.join(text, line.text)
        else:
            text += " " + line.text
    return text


def _heading_level(lines: list[Line], text: str, look: _Look) -> int:
    """0 if it's no heading."""
    first_line = lines[0]
    height = first_line.height
    large = height > look.height * 1.15 and len(text) > 2
    if not (large or first_line.bold) or len(text) > 160 or len(lines) > 4:
        return 0
    if (text[-1] in ".;," and len(text) > 50) or not any(map(str.isalpha, text)):
        return 0
    if large:
        return look.levels.get(round(height), 5)
    if (
        look.bold
        or not all(line.bold for line in lines)
        or len(text) > 120
        or text[-1] in ".,;"
        or height < look.height * 0.88
    ):
        return 0
    first = text.lstrip("(“‘\"'0123456789.) ")[:1]
    if not first.isupper():
        return 0
    return min(max(look.levels.values(), default=0) + max(section_depth(text), 1), 8)


def _is_next_column(above: Flow, flow: Flow) -> bool:
    """Whether the flow stands to the right of the one before it and begins higher than that one ends."""
    return flow.x0 > above.x1 - 1 and flow.lines[0].y > above.lines[-1].y + above.lines[-1].height


def _is_cut(above: Flow | None, flow: Flow | None) -> int:
    """Whether the end of a column or page may have cut a paragraph.

    0 if not, 1 if what stands before and after it is set alike, 2 if the last line is full, too.
    """
    if above is None or flow is None:
        return 0
    last, first = above.lines[-1], flow.lines[0]
    if abs(last.height - first.height) > 1 or last.bold != first.bold:
        return 0
    return 2 if len(above.lines) > 2 and above.x1 - last.x1 < _first_word(first, last) else 1


def _join(found: list[Block], page: list[Block], hyphens: Hyphens, cut: int) -> None:
    """Add a column's or page's blocks, and put a paragraph together that was cut before them."""
    notes = []
    while found and isinstance(found[-1], Paragraph) and found[-1].kind == "note":
        notes.append(found.pop())
    before = found[-1] if found else None
    after = page[0] if page else None
    if (
        isinstance(before, Paragraph)
        and isinstance(after, Paragraph)
        and before.kind in ("paragraph", "item")
        and after.kind == "paragraph"
        and not before.text.endswith(ENDS)
        and (
            after.text[:1].islower()
            or before.text.endswith((",", "-"))
            or (cut > 1 and ". " in before.text and after.text.endswith(ENDS))
            or (cut and before.text.rsplit(" ", 1)[-1] in _GO_ON)
        )
    ):
        before.text = hyphens.join(before.text, after.text)
        page = page[1:]
    found += reversed(notes)
    found += page


def _join_pages(found: list[Block], page: list[Block], hyphens: Hyphens, cut: int) -> None:
    """Add a page's blocks, and put together what the end of the page before has cut: a paragraph, a table."""
    before = _before_notes(found)
    after = page[0] if page else None
    if isinstance(before, Table) and isinstance(after, Table) and _width(before) == _width(after):
        # The table goes on; a heading row that is printed again says nothing new.
        again = [cell.text for cell in after.rows[0]] == [cell.text for cell in before.rows[0]]
        rows = after.rows[1:] if again else after.rows
        if rows and _is_torn(before.rows[-1], rows[0]):
            for cell in rows[0]:
                _add(before.rows[-1], cell.column, cell.blocks, hyphens)
            rows = rows[1:]
        before.rows += rows
        found += page[1:]
    else:
        _join(found, page, hyphens, cut)


def _is_torn(row: list[Cell], following: list[Cell]) -> bool:
    """Whether a row goes on in the one after the page's end: a cell stops amid a sentence, which goes on."""
    before = {cell.column: cell.text for cell in row}
    if not all(before.get(cell.column) for cell in following):
        return False
    return any(cell.text[:1].islower() and _is_amid(before[cell.column]) for cell in following)


def _is_amid(text: str) -> bool:
    """Whether the text stops where no sentence does."""
    return text[-1] in ",-" or text.rsplit(" ", 1)[-1] in _GO_ON


def _width(table: Table) -> int:
    return max(cell.column for row in table.rows for cell in row)


def _bookmarked(found: list[Block], bookmarks: dict[int, dict[str, int]]) -> None:
    """Make headings of what bookmarks name as such and the type doesn't show."""
    if not bookmarks:
        return
    for block in leaves(found):
        here = bookmarks.get(block.page or 0)
        if here and block.kind in ("paragraph", "item") and len(block.text) < 200:
            level = here.get(block.text.casefold())
            if level:
                block.kind, block.level = "heading", level
