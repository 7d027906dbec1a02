"""What a report's template has written so far: chapters numbered in order, and each gap put in one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from eiagen.duties import Aim, Catalogue
from eiagen.place import dotted
from eiagen.report import Gap, Report


@dataclass(frozen=True)
class Heading:
    """A chapter, an annex or a section of one."""

    id: str
    number: str
    """As printed: "3", "3.2", "Annex B"."""
    title: str
    of_annex: bool = False


@dataclass(frozen=True)
class Where:
    """The place where a gap stands."""

    heading: Heading
    item: str
    """What it is about there: "Effect 4"; empty where it is about the chapter."""


class Chapters:
    """Chapters, annexes and their sections, numbered in the order in which they are begun."""

    def __init__(self) -> None:
        self.chapters: list[Heading] = []
        self._chapter = self._annex = self._section = 0
        self._heading = Heading("cover", "", "Front page")

    def chapter(self, anchor: str, title: str) -> Heading:
        """Begins a chapter."""
        self._chapter += 1
        return self._begin(Heading(anchor, str(self._chapter), title))

    def annex(self, anchor: str, title: str) -> Heading:
        """Begins an annex."""
        self._annex += 1
        return self._begin(Heading(anchor, f"Annex {chr(ord('A') + self._annex - 1)}", title, of_annex=True))

    def _begin(self, heading: Heading) -> Heading:
        self.chapters.append(heading)
        self._heading, self._section = heading, 0
        return heading

    def section(self, title: str) -> Heading:
        """Begins a section of the chapter."""
        self._section += 1
        chapter = self._heading
        number = f"{chapter.number.removeprefix('Annex ')}.{self._section}"
        return Heading(f"section-{chapter.id}-{self._section}", number, title, chapter.of_annex)


class Outline(Chapters):
    """Filled while the template runs.

    The template asks for the gaps at a path wherever it prints that field, and for the rest of an item, a
    part and the whole where each ends. A gap is given out once: so it stands at the nearest place the
    template has for it, and a template that forgets a field still shows what is missing in it.
    """

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._item = ""
        self._where: dict[int, Where] = {}
        self._explained: dict[tuple[str | None, str, str], int] = {}
        self._scopes = {one.id: one.scope for one in report.catalogue.requirements}
        self._aims = dict(_aims_of(report.catalogue))
        self._elsewhere = {*self._aims, *(one.requirement for one in report.catalogue.characteristics)}
        self._below: dict[str, list[Gap]] = {}
        for gap in report.gaps:
            path = gap.finding.path
            for length in range(len(path) + 1):
                self._below.setdefault(dotted(path[:length]), []).append(gap)

    def _begin(self, heading: Heading) -> Heading:
        self._item = ""
        return super()._begin(heading)

    def section(self, title: str) -> Heading:
        """Begins a section of the chapter."""
        self._item = ""
        return super().section(title)

    def item(self, name: str) -> str:
        """Begins an item, so that the index can say "Effect 4"; an empty name ends it."""
        self._item = name
        return ""

    def here(
        self, path: str, *, requirement: str | None = None, aim: Aim | None = None, scope: str | None = None
    ) -> list[Gap]:
        """Gaps about the field itself and nothing inside it, narrowed to a requirement, an aim or a scope."""
        return self._take(self._at(path, requirement, aim, scope))

    def general(self, path: str) -> list[Gap]:
        """Gaps about the field itself that are about no single aim and no single characteristic."""
        return self._take(gap for gap in self._at(path) if gap.finding.requirement not in self._elsewhere)

    def waiting(self, path: str, requirement: str | None = None) -> bool:
        """Whether `here` would give any."""
        return any(gap.number not in self._where for gap in self._at(path, requirement))

    def _at(
        self, path: str, requirement: str | None = None, aim: Aim | None = None, scope: str | None = None
    ) -> Iterator[Gap]:
        for gap in self._below.get(path, ()):
            about = gap.finding.requirement
            if (
                dotted(gap.finding.path) == path
                and requirement in (None, about)
                and (aim is None or self._aims.get(about) == aim.id)
                and (scope is None or self._scopes.get(about) == scope)
            ):
                yield gap

    def rest(self, path: str) -> list[Gap]:
        """Gaps about the field and anything inside it that no place has shown yet."""
        return self._take(self._below.get(path, ()))

    def missing(self, path: str) -> bool:
        """Whether `rest` would give any."""
        return any(gap.number not in self._where for gap in self._below.get(path, ()))

    def _take(self, gaps: Iterable[Gap]) -> list[Gap]:
        taken = [gap for gap in gaps if gap.number not in self._where]
        for gap in taken:
            self._where[gap.number] = Where(self._heading, self._item)
        return taken

    def first_like(self, gap: Gap) -> int:
        """The number of the first gap shown so far that closes as this one does, or its own."""
        finding = gap.finding
        return self._explained.setdefault((finding.rule, finding.fix, finding.why), gap.number)

    def where(self, gap: Gap) -> Where:
        """Where the gap stands. Asked once the rest of the report has been written."""
        if gap.number not in self._where:  # only templates of somebody's own leave one out
            raise LookupError(f"gap {gap.number} is shown in no part; keep what shows gaps in each")
        return self._where[gap.number]

    def gaps_in(self, heading: Heading) -> int:
        """How many gaps stand in a chapter."""
        return sum(where.heading is heading for where in self._where.values())


def _aims_of(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Requirements that rest on the provision of one aim alone, and that aim."""
    for requirement in catalogue.requirements:
        provisions = {catalogue.citations[source].title for source in requirement.citations}
        aims = [aim.id for aim in catalogue.aims if aim.provision in provisions]
        if len(aims) == 1:
            yield requirement.id, aims[0]
