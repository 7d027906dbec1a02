"""`--templates`: own wording in place of single templates, which can read what they are given and no more."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
EXAMPLES = Path(__file__).parents[2] / "examples"
OUR_COVER = '{% include "eiagen/partials/cover.html.j2" %}'


def wording(files: dict[str, str]) -> str:
    """A folder of templates."""
    for name, text in files.items():
        path = Path("ours") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return "ours"


def test_one_template_takes_the_place_of_ours_and_can_use_it(run: Run) -> None:
    """By the name it has in templates/; ours is reached with “eiagen/” before it."""
    folder = wording(
        {"partials/cover.html.j2": f"<p>Published by {{{{ assessment.body.name }}}}</p>{OUR_COVER}"}
    )
    for suffix in (".docx", ".odt", ".html", ".md"):
        ran = run("report", "library.yaml", "--templates", folder, "-o", f"out{suffix}", "--on", "2026-11-24")
        assert ran.status == 0, ran.err
    text = Path("out.md").read_text()
    assert text.index("Published by Reedham Council") < text.index("Equality impact assessment")


def test_a_folder_that_changes_nothing_changes_nothing(run: Run) -> None:
    """The sandbox gives the same page, byte for byte, of everything that reports show."""
    Path("ours").mkdir()
    for example in sorted(EXAMPLES.glob("*/assessment.yaml")):
        words = ("report", example, "--on", "2026-11-24", "--force")
        run(*words, "-o", "a.html")
        ran = run(*words, "-o", "b.html", "--templates", "ours")
        assert ran.status == 0, ran.err
        assert Path("a.html").read_bytes() == Path("b.html").read_bytes()


SUBJECTS = (
    ("register", ".", "--on", "2026-11-24"),
    ("compare", "library.yaml", "library.yaml", "--on", "2026-11-24"),
    (
        "audit",
        "guidance.md",
        "--on",
        "2026-11-24",
        "--jurisdiction",
        "england",
        "--fail-on",
        "never",
        "--no-cache",
    ),
)


@pytest.mark.parametrize("words", SUBJECTS, ids=[words[0] for words in SUBJECTS])
def test_every_subject_takes_it(run: Run, words: tuple[str, ...]) -> None:
    """And an empty folder changes nothing there, either."""
    Path("guidance.md").write_text("# Lettings\n\nWe are committed to equality.\n")
    Path("ours").mkdir()
    run(*words, "-o", "a.html")
    ran = run(*words, "-o", "b.html", "--templates", "ours")
    assert ran.status == 0, ran.err
    assert Path("a.html").read_text() == Path("b.html").read_text()
    main = {"register": "register", "compare": "comparison", "audit": "audit"}[words[0]]
    wording({f"{main}.html.j2": "<main><h1>In our words</h1></main>"})
    assert run(*words, "-o", "c.docx", "--templates", "ours").status == 0
    assert run(*words, "-o", "c.md", "--templates", "ours").status == 0
    assert "In our words" in Path("c.md").read_text()


WRONG = (
    (
        "{{ assessmnt.title }}",
        r"ours/partials/cover\.html\.j2:1: there is no “assessmnt” here; did you mean “assessment”",
    ),
    ("{% if %}", r"ours/partials/cover\.html\.j2:1: this is not how a template is written"),
    ('\n\n{% include "nothing.html.j2" %}', r"cover\.html\.j2:3: there is no template “nothing\.html\.j2”"),
    ("{{ assessment.titel }}", r"cover\.html\.j2:1: there is no field “titel”"),
    ("<table></table>", r"ours: a table needs class="),
    ("<p><a>nowhere</a></p>", r"ours: a link, <a>, needs its address"),
)


@pytest.mark.parametrize(("text", "told"), WRONG, ids=[case[0].strip()[:20] for case in WRONG])
def test_what_is_wrong_is_said_with_file_and_line(run: Run, text: str, told: str) -> None:
    """And nothing is written."""
    folder = wording({"partials/cover.html.j2": text})
    ran = run("report", "library.yaml", "--templates", folder, "-o", "out.docx", "--on", "2026-11-24")
    assert ran.status == 2
    assert re.search(told, ran.err), ran.err
    assert not Path("out.docx").exists()


FORBIDDEN = (
    "{{ assessment.__class__.__init__.__globals__ }}",
    "{{ assessment.model_dump() }}",
    "{{ assessment.parse_file('library.yaml') }}",
    "{{ assessment.parse_raw('x', content_type='pickle', allow_pickle=True) }}",
    "{{ assessment.impacts[0].model_copy() }}",
    "{{ outline.gaps_in.__func__ }}",
    "{{ 'a' * 10000000000 }}",
    "{{ 10000000000 * [1] }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%99999999999d' % 1 }}",
    "{{ '%*d' % (99999999999, 1) }}",
)


@pytest.mark.parametrize("text", FORBIDDEN)
def test_a_template_reads_what_it_is_given_and_nothing_else(run: Run, text: str) -> None:
    """Pydantic's own methods open files, pickles run what is in them, and a number can fill any memory."""
    folder = wording({"partials/cover.html.j2": text})
    ran = run("report", "library.yaml", "--templates", folder, "-o", "out.html", "--on", "2026-11-24")
    assert ran.status == 2
    assert "cover.html.j2:1: a template may not do this" in ran.err


def test_a_template_may_reckon(run: Run) -> None:
    text = "<p>{{ '=' * 12 }} {{ 3 * 1000000 }} {{ 2 ** 10 }} {{ '%d %% of %s' % (5, 'all') }}</p>"
    folder = wording({"partials/cover.html.j2": text})
    ran = run("report", "library.yaml", "--templates", folder, "-o", "out.html", "--on", "2026-11-24")
    assert ran.status != 2, ran.err
    assert "============ 3000000 1024 5 % of all" in Path("out.html").read_text()


@pytest.mark.parametrize("name", ["../library.yaml", "/etc/hostname", "letters/../../library.yaml"])
def test_a_template_takes_in_no_file_outside(run: Run, name: str) -> None:
    """Only what is in the folder and ours."""
    folder = wording({"partials/cover.html.j2": f'{{% include "{name}" %}}'})
    ran = run("report", "library.yaml", "--templates", folder, "-o", "out.html", "--on", "2026-11-24")
    assert ran.status == 2
    assert "there is no template" in ran.err


def test_a_name_that_is_never_used_is_said(run: Run) -> None:
    """It is nearly always a slip; a file that another of the folder takes in is used."""
    folder = wording(
        {
            "partials/covr.html.j2": "<p>x</p>",
            "pieces/logo.html.j2": "<p>Our logo</p>",
            "partials/cover.html.j2": f'{{% include "pieces/logo.html.j2" %}}{OUR_COVER}',
        }
    )
    ran = run("report", "library.yaml", "--templates", folder, "-o", "out.html", "--on", "2026-11-24")
    assert ran.status == 2
    assert "ours/partials/covr.html.j2: eiagen has no template of this name" in ran.err
    assert "did you mean “partials/cover.html.j2”?" in ran.err
    assert "logo" not in ran.err


def test_gaps_cannot_be_worded_away(run: Run) -> None:
    """A part that no longer shows its gaps is refused: each gap stands in the report."""
    folder = wording({"partials/decision.html.j2": "<p>All is well.</p>", "partials/whole.html.j2": ""})
    ran = run("report", "library.yaml", "--templates", folder, "-o", "out.docx", "--on", "2026-11-24")
    assert ran.status == 2
    assert re.search(r"gap \d+ is shown in no part; keep what shows gaps", ran.err)


def test_everything_wrong_with_both_options_is_said_at_once(run: Run) -> None:
    """One run is enough to see it all."""
    ran = run("report", "library.yaml", "--template", "no.docx", "--templates", "nowhere", "-o", "out.docx")
    assert ran.status == 2
    assert "no.docx: this cannot be read: no such file or directory" in ran.err
    assert "nowhere: there is no such folder" in ran.err
