"""An assessment on the disk that is changed one value at a time, by eiagen and perhaps by others too."""

from __future__ import annotations

from pathlib import Path

from eiagen import saving
from eiagen.errors import EiagenError, Problem, problem
from eiagen.fields import order
from eiagen.loading import LoadedAssessment, parse_assessment
from eiagen.place import Path as FieldPath
from eiagen.place import dotted
from eiagen.text_file import read_bytes
from eiagen.yaml_source.edit import EditableYaml, Value, as_item, value_at
from eiagen.yaml_source.text import Plain

NEEDED: tuple[FieldPath, ...] = (("title",), ("body", "name"))
"""What no assessment can be read without; a form that was just made lacks it."""


class UnreadableError(EiagenError):
    """Another program left the file in a state that cannot be read; the answer was kept beside."""


class MovedOnError(EiagenError):
    """Another program changed the same; the answer was kept beside, and the file may be read as it is now."""


class AssessmentFile:
    """The file as it was last read or written, and what it says."""

    def __init__(self, path: str) -> None:
        """Raises `EiagenError` for every mistake in the file, and where it cannot be written to."""
        if path == "-":
            raise problem(path, "an assessment is written back here, so standard input won't do: name a file")
        self.path = path
        self.data: bytes
        self.loaded: LoadedAssessment
        self._values: Plain
        data = read_bytes(path)
        _refuse_read_only(path)
        self._take(data)

    @property
    def missing(self) -> tuple[FieldPath, ...]:
        """Which of what is needed first is not written yet."""
        return tuple(one for one in NEEDED if value_at(self._values, one) is None)

    def value(self, path: FieldPath) -> object:
        """What is written at a path, as it stands in the file."""
        return value_at(self._values, path)

    def set(self, path: FieldPath, value: Value) -> str:
        """Writes a value into the file on the disk; gives what the person should be told, mostly nothing.

        Raises `EiagenError`, with nothing changed, where the value does not fit. Where the file was changed
        by another program it is put into what stands there now; where that cannot be done without losing
        something, it is kept in a file beside and `EiagenError` says so.
        """
        note = self._look_again(path, value)
        self._write(path, value)
        return note

    def add(self, path: FieldPath, item: Value) -> tuple[FieldPath, str]:
        """Adds an item to the end of a list; gives its path, and what `set` gives. Raises as `set`."""
        note = self._look_again(path, item, adding=True)  # what others added stays before it
        there = self.value(path)
        where = (*path, len(there) if isinstance(there, tuple) else 0)
        self._write(where, item)
        return where, note

    def read_again(self) -> None:
        """Takes what is on the disk now; raises `EiagenError` for every mistake in it."""
        self._take(read_bytes(self.path))

    def _write(self, path: FieldPath, value: Value) -> None:
        editable = EditableYaml(self.data, self.path, order())
        editable.set(path, value)
        loaded = self._loaded(editable)
        saving.save(self.path, editable.data, replace=True)
        self.data, self.loaded, self._values = editable.data, loaded, editable.values

    def _take(self, data: bytes) -> None:
        editable = EditableYaml(data, self.path, order())
        self.loaded = self._loaded(editable)
        self.data, self._values = data, editable.values

    def _loaded(self, editable: EditableYaml) -> LoadedAssessment:
        missing = [one for one in NEEDED if value_at(editable.values, one) is None]
        if not isinstance(editable.values, dict) or not missing:
            return parse_assessment(editable.data, self.path)
        # Read as if it were there, to see whether anything else is wrong; never written.
        trial = EditableYaml(editable.data, self.path, order())
        for path in missing:
            trial.set(path, "not yet written")
        return parse_assessment(trial.data, self.path)

    def _look_again(self, path: FieldPath, value: Value, *, adding: bool = False) -> str:
        """Sees whether the file was changed meanwhile, and takes it as it is if that loses nothing."""
        try:
            data = read_bytes(self.path)
            if data == self.data:
                return ""
            now = EditableYaml(data, self.path, order())
            self._loaded(now)
            of_item = path[: max((n + 1 for n, step in enumerate(path) if isinstance(step, int)), default=0)]
            same = adding or value_at(now.values, of_item or path) == self.value(of_item or path)
        except EiagenError as error:
            beside = self._keep_beside(path, value)
            raise UnreadableError(
                [
                    Problem(
                        self.path,
                        None,
                        None,
                        "the file was changed by another program while you answered, and cannot be read any "
                        f"more; it was left as it is, and your answer is kept in {beside}",
                    ),
                    *error.problems,
                ]
            ) from None
        if not same:
            beside = self._keep_beside(path, value)
            self._take(data)
            raise MovedOnError(
                Problem(
                    self.path,
                    None,
                    None,
                    f"“{dotted(path)}” was changed by another program while you answered; that was left as "
                    f"it is, and your answer is kept in {beside}",
                )
            )
        self._take(data)
        return "The file was changed by another program meanwhile. Your answer went into it as it is now."

    def _keep_beside(self, path: FieldPath, value: Value) -> str:
        file = Path(self.path)
        beside = file.with_name(f"{file.stem}.answers.yaml")
        text = as_item({"field": dotted(path), "answer": value})
        new = not beside.exists()
        with beside.open("a", encoding="utf-8", newline="\n") as opened:
            if new:
                opened.write(f"# Answers that could not be put into {file.name}.\n")
            opened.write(text)
        return str(beside)


def _refuse_read_only(path: str) -> None:
    # Whoever made it read-only meant it, even where its folder would let us put another in its place.
    if not Path(path).stat().st_mode & 0o222:
        raise problem(
            path, "the file is read-only; allow writing to it, or copy it under another name and fill that in"
        )
