"""The YAML of an assessment without its comments, which were written for colleagues."""

from __future__ import annotations

import re


def without_comments(text: str) -> str:
    """YAML without its comments; as it is where it can't be read."""
    import yaml

    if "#" not in text:
        return text
    kept, end = [], 0
    try:
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            begin, after = token.start_mark.index, token.end_mark.index
            if begin > end:
                between = text[end:begin]
                kept.append(_COMMENT.sub("", between) if "#" in between else between)
                end = begin
            if after > end:
                kept.append(text[end:after])
                end = after
    except yaml.YAMLError:
        return text
    kept.append(_COMMENT.sub("", text[end:]))
    return _BLANK.sub("\n\n", "".join(kept)).lstrip("\n")


_BLANK = re.compile(r"\n(?:[ \t]*\n){2,}")
_COMMENT = re.compile(r"(?<![^\s\]},])#[^\n]*|[ \t]+#[^\n]*")
