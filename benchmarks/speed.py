"""Speed and memory of eiagen as ratios against other programs timed in the same run.

    python benchmarks/speed.py [start-up] [first-audit] [check] [many] [rules] [report] [findings]

Run it in an environment that has eiagen, typer, docxtpl and python-docx. Every figure is the shortest of
several interleaved runs, because what else the machine does only ever adds; only the ratios mean anything.
"""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import yaml
from made import assessment, of_lines

ROUNDS = 9


def interleaved(
    jobs: Mapping[str, Callable[[], object]],
    rounds: int = ROUNDS,
    clock: Callable[[], float] = time.process_time,
) -> dict[str, float]:
    """The fewest seconds of each job; they take turns, so that a busy moment falls on all of them.

    Of processor time, which others' work adds less to, unless a job is a process of its own.
    """
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for round_ in range(rounds + 1):
        for name, job in jobs.items():
            begun = clock()
            job()
            if round_:  # the first is a warm-up
                times[name].append(clock() - begun)
    return {name: min(those) for name, those in times.items()}


def show(title: str, times: Mapping[str, float], against: str) -> None:
    """Prints each job's time as a multiple of one of them."""
    print(f"\n{title}")
    for name, seconds in times.items():
        print(f"  {name:<58} {seconds * 1000:9.1f} ms  {seconds / times[against]:6.2f} ×")


def process(*command: str) -> Callable[[], object]:
    """A job that runs a whole process and throws its output away.

    Python may keep what it compiles, as it does for anybody: else each run would compile what was edited.
    """
    told = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    nowhere = subprocess.DEVNULL
    return lambda: subprocess.run(command, stdout=nowhere, stderr=nowhere, env=told, check=False)


def start_up() -> None:
    """`eiagen --help` and `eiagen check` beside typer's default hello world, whole processes."""
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder, "hello.py")
        hello.write_text(
            "import typer\n\ndef main(name: str) -> None:\n    print(f'Hello {name}')\n\ntyper.run(main)\n"
        )
        one = Path(folder, "one.yaml")
        one.write_text(assessment(24))
        times = interleaved(
            {
                "typer hello world": process(sys.executable, str(hello), "World"),
                "eiagen --help": process(sys.executable, "-m", "eiagen", "--help"),
                "eiagen check one.yaml": process(sys.executable, "-m", "eiagen", "check", str(one)),
            },
            rounds=25,
            clock=time.perf_counter,
        )
    show("Start-up, whole processes (wanted: help ≤ 0.6 ×, check ≤ 1.5 ×)", times, "typer hello world")


def first_audit() -> None:
    """`eiagen audit` of a document that was not audited before: the law kept ready, and made anew."""
    example = Path(__file__).parents[1] / "examples" / "guidance-on-prostitution" / "guidance"
    audit = (sys.executable, "-m", "eiagen", "audit", str(example / "version-1.docx"))
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, XDG_CACHE_HOME=folder):
        kept = Path(folder, "eiagen")

        def without(*endings: str) -> None:
            for path in (path for ending in endings for path in kept.glob(f"*{ending}")):
                path.unlink()
            process(*audit)()

        times = interleaved(
            {
                "the law made anew and kept": partial(without, ".law", ".json"),
                "the law kept ready": partial(without, ".json"),
                "--no-cache": process(*audit, "--no-cache"),
            },
            clock=time.perf_counter,
        )
    show("An audit of five pages, whole processes", times, "--no-cache")


def check() -> None:
    """Loading and checking a 2,000-line assessment beside a plain C load of its YAML."""
    from eiagen.gap_check import check as gap_check
    from eiagen.loading import load_catalogue, parse_assessment

    text = of_lines(2000)
    data = text.encode()
    catalogue = load_catalogue("england")
    times = interleaved(
        {
            "yaml.load with the C loader": lambda: yaml.load(text, Loader=yaml.CSafeLoader),
            "eiagen: load": lambda: parse_assessment(data, "a.yaml"),
            "eiagen: load and check": lambda: gap_check(parse_assessment(data, "a.yaml"), catalogue),
        }
    )
    show(
        f"Check of {text.count(chr(10))} lines, in process (wanted: ≤ 5 ×)",
        times,
        "yaml.load with the C loader",
    )


_MANY = """
import sys, time
from pathlib import Path
from eiagen.gap_check import check
from eiagen.loading import load_assessment, load_catalogue
catalogue = load_catalogue("england")
begun = time.perf_counter()
for path in sys.argv[1:]:
    check(load_assessment(path), catalogue)
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(time.perf_counter() - begun, int(peak.split()[1]) / 1024)
"""


def many() -> None:
    """Time and memory of 50 and 500 assessments in one process."""
    print("\nMany assessments in one process (wanted: linear, memory flat)")
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for index in range(500):
            path = Path(folder, f"{index}.yaml")
            path.write_text(assessment(24, seed=index))
            paths.append(str(path))
        each = []
        for count in (50, 500):
            done = subprocess.run(
                [sys.executable, "-c", _MANY, *paths[:count]], capture_output=True, text=True, check=True
            )
            seconds, mebibytes = map(float, done.stdout.split())
            each.append(seconds / count)
            print(f"  {count:>4} assessments {seconds / count * 1000:6.2f} ms each, {mebibytes:5.1f} MiB")
        print(f"  time for each, 500 against 50: {each[1] / each[0]:.2f} ×")


def rules() -> None:
    """The check with ten times the rules."""
    import dataclasses

    from eiagen.gap_check import check as gap_check
    from eiagen.loading import load_catalogue, parse_assessment

    loaded = parse_assessment(of_lines(2000).encode(), "a.yaml")
    catalogue = load_catalogue("england")
    tenfold = dataclasses.replace(
        catalogue,
        requirements=tuple(
            requirement.model_copy(update={"in_assessment": requirement.in_assessment * 10})
            for requirement in catalogue.requirements
        ),
    )

    def whole(law: Any) -> object:
        return gap_check(parse_assessment(loaded.file.text.encode(), "a.yaml"), law)

    times = interleaved(
        {"the catalogue's rules": lambda: whole(catalogue), "ten times the rules": lambda: whole(tenfold)}
    )
    show("Load and check with ten times the rules (wanted: < 3 ×)", times, "the catalogue's rules")


def _blocks(page: str) -> list[dict[str, Any]]:
    """The report's page as headings, paragraphs and tables, for programs that fill a template with them."""
    from lxml import html

    main: Any = html.fromstring(page).find(".//main")
    for details in main.xpath(".//details"):  # becomes comments in Word, which the others don't write
        details.getparent().remove(details)
    blocks: list[dict[str, Any]] = []
    for element in main.iter("h1", "h2", "h3", "h4", "p", "li", "table"):
        if element.tag == "table":
            rows = [
                [" ".join(cell.text_content().split()) for cell in row.iter("th", "td")]
                for row in element.iter("tr")
            ]
            width = max(map(len, rows))
            blocks.append({"kind": "table", "rows": [row + [""] * (width - len(row)) for row in rows]})
        elif not any(above.tag in ("table", "li") for above in element.iterancestors()):
            kind = "heading" if element.tag[0] == "h" else "text"
            blocks.append({"kind": kind, "text": " ".join(element.text_content().split())})
    return blocks


def _docxtpl_template() -> bytes:
    """A Word template that docxtpl fills with those blocks, as its users write them."""
    import docx

    document = docx.Document()
    for line in ("{%p for b in blocks %}", "{%p if b.kind == 'heading' %}"):
        document.add_paragraph(line)
    document.add_paragraph("{{ b.text }}", style="Heading 2")
    for line in ("{%p elif b.kind == 'text' %}", "{{ b.text }}", "{%p else %}"):
        document.add_paragraph(line)
    table = document.add_table(rows=3, cols=3)
    table.rows[0].cells[0].text = "{%tr for row in b.rows %}"
    for cell, text in zip(
        table.rows[1].cells, ("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"), strict=True
    ):
        cell.text = text
    table.rows[2].cells[0].text = "{%tr endfor %}"
    for line in ("{%p endif %}", "{%p endfor %}"):
        document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


_FLOOR = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
{% for b in blocks %}{% if b.kind == "table" %}<w:tbl>{% for row in b.rows %}<w:tr>{% for cell in row %}<w:tc>
<w:p><w:r><w:t>{{ cell }}</w:t></w:r></w:p></w:tc>{% endfor %}</w:tr>{% endfor %}</w:tbl>{% else %}
<w:p><w:pPr><w:pStyle w:val="{{ b.kind }}"/></w:pPr><w:r><w:t>{{ b.text }}</w:t></w:r></w:p>{% endif %}
{% endfor %}</w:body></w:document>"""


def report() -> None:
    """The Word report beside docxtpl and a plain string template, filled with the same content."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    from eiagen.gap_check import check as gap_check
    from eiagen.loading import load_catalogue, parse_assessment
    from eiagen.renderers import render
    from eiagen.renderers.assessment import page
    from eiagen.report import make_report

    catalogue = load_catalogue("england", ["prostitution"])
    for impacts in (16, 160, 480):
        loaded = parse_assessment(assessment(impacts).encode(), "a.yaml")
        made = make_report(loaded, catalogue, gap_check(loaded, catalogue))
        blocks = _blocks(page(made))
        tables = sum(block["kind"] == "table" for block in blocks)
        words = sum(len(str(block.get("text") or block.get("rows")).split()) for block in blocks)
        template = _docxtpl_template()
        floor = Environment(autoescape=True).from_string(_FLOOR)

        def with_docxtpl(template: bytes = template, blocks: list[dict[str, Any]] = blocks) -> bytes:
            document = DocxTemplate(io.BytesIO(template))
            document.render({"blocks": blocks}, autoescape=True)
            held = io.BytesIO()
            document.save(held)
            return held.getvalue()

        def with_string(
            floor: Any = floor, template: bytes = template, blocks: list[dict[str, Any]] = blocks
        ) -> bytes:
            held = io.BytesIO()
            with (
                zipfile.ZipFile(io.BytesIO(template)) as base,
                zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out,
            ):
                for name in base.namelist():
                    content = (
                        floor.render(blocks=blocks).encode()
                        if name == "word/document.xml"
                        else base.read(name)
                    )
                    out.writestr(name, content)
            return held.getvalue()

        times = interleaved(
            {
                "docxtpl, no comments": with_docxtpl,
                "plain string template and zip, no comments (the floor)": with_string,
                "eiagen, with comments, charts and its source": as_the_program(
                    partial(render, made, ".docx")
                ),
                "eiagen, without charts": as_the_program(partial(_without_charts, made)),
                "eiagen, without charts and without its source": as_the_program(
                    partial(_without_charts, made, with_source=False)
                ),
            },
            rounds=9,
        )
        title = f"Word report: {len(made.gaps)} gaps and comments, {tables} tables, {words:,} words"
        show(f"{title} (wanted: no more than docxtpl)", times, "docxtpl, no comments")

    print(f"\nPeak memory of `eiagen report` with 160 impacts: {peak(160, '.docx'):.1f} MB (wanted: ≤ 60 MB)")


def peak(impacts: int, suffix: str) -> float:
    """The most memory, in MB, that a process takes which makes one report."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "one.yaml")
        path.write_text(assessment(impacts))
        code = (
            "from pathlib import Path; from eiagen.cli import main; "
            f"main(['report', {str(path)!r}, '-o', {str(path)!r} + '{suffix}', '--topic', 'prostitution'])"
            "; lines = Path('/proc/self/status').read_text().splitlines()"
            "; print(next(line for line in lines if 'VmHWM' in line))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        return int(done.stdout.split()[-2]) * 1024 / 1e6


def as_the_program(job: Callable[[], object]) -> Callable[[], object]:
    """The job with the collector of garbage set as `eiagen` sets it for its own process."""

    def run() -> None:
        before = gc.get_threshold()
        gc.set_threshold(500_000)
        job()
        gc.set_threshold(*before)

    return run


def _without_charts(made: Any, *, with_source: bool = True) -> bytes:
    from eiagen.renderers import assessment as sheet
    from eiagen.renderers.paper import written

    with mock.patch("eiagen.renderers.assessment.charts_of", return_value={}):
        return written(sheet.paper(made, with_source=with_source), ".docx")


def findings() -> None:
    """Reports of 36, 88 and 616 gaps, each told by itself, in every format; and what a PDF's tags cost."""
    import typst

    from eiagen.gap_check import check as gap_check
    from eiagen.loading import load_catalogue, parse_assessment
    from eiagen.renderers import assessment as sheet
    from eiagen.renderers import pdf, render
    from eiagen.report import make_report

    catalogue = load_catalogue("england")
    for suffix in (".docx", ".odt", ".html", ".pdf"):
        print(f"\n{suffix} (wanted: linear)")
        for impacts in (8, 65, 640):
            loaded = parse_assessment(assessment(impacts, words=12).encode(), "a.yaml")
            with mock.patch("eiagen.gap_check.grouped", lambda gaps, rule, reading: gaps):
                made = make_report(loaded, catalogue, gap_check(loaded, catalogue))
            times = interleaved({"report": as_the_program(partial(render, made, suffix))}, rounds=3)
            taken = times["report"] * 1000
            told = f"{impacts:>4} effects, {len(made.gaps):>4} gaps"
            print(f"  {told} {taken:8.1f} ms, {taken / impacts:6.2f} ms an effect")
    source, _ = pdf._source(sheet.paper(made))
    jobs = {
        "tagged": partial(typst.compile, source.encode(), format="pdf", pdf_standards=["ua-1"]),
        "without tags": partial(typst.compile, source.encode(), format="pdf", pdf_tags=False),
    }
    show("The same PDF without tags", interleaved(jobs, rounds=3), "without tags")
    for suffix in (".docx", ".pdf"):
        print(f"  peak memory, {suffix}, 640 effects: {peak(640, suffix):.1f} MB (wanted: < 150 MB)")


if __name__ == "__main__":
    jobs = {
        "start-up": start_up,
        "first-audit": first_audit,
        "check": check,
        "many": many,
        "rules": rules,
        "report": report,
        "findings": findings,
    }
    for name in sys.argv[1:] or jobs:
        jobs[name]()
